-- Users are counted every hour where there is pg_cron; `npm run backend` does it by itself, and any other server calls
-- `private.count_usage_due()` by its own means.

do $$
begin
  if exists (select from pg_available_extensions where name = 'pg_cron') then
    create extension if not exists pg_cron;
    perform cron.schedule('count users', '37 * * * *', 'select private.count_usage_due()');
  end if;
end
$$;
