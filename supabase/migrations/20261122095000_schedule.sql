-- News is pruned every night where there is pg_cron: on hosted projects and in containers. The local backend has none, and
-- keeps nothing between runs; any other server calls `private.prune_news()` daily by its own means.

do $$
begin
  if exists (select from pg_available_extensions where name = 'pg_cron') then
    create extension if not exists pg_cron;
    -- By its name, so that scheduling it anew changes the schedule and adds none.
    perform cron.schedule('prune news', '17 3 * * *', 'select private.prune_news()');
  end if;
end
$$;
