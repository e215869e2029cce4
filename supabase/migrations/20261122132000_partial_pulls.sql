-- What was counted of a slice that did not pass whole: its reader went away, or Mixpanel broke off. It is added to what is known
-- of these days: the greater count of events, and the union of the sketches. So doing it twice is doing it once, and whoever reads all
-- but the end is counted for what they read. A whole slice takes the place of all of it later.
create function private.note_partial_mixpanel_pull(ticket uuid, days jsonb)
  returns void
  language plpgsql security definer set search_path = ''
as $$
declare
  used private.mixpanel_tickets;
  workspace uuid;
  counted record;
  before bytea;
  merged bytea;
begin
  delete from private.mixpanel_tickets where id = ticket and purpose = 'pull' returning * into used;
  select workspace_id into workspace from public.projects where id = used.project_id for share;
  -- The connection was changed or removed meanwhile.
  if workspace is null then return; end if;
  for counted in
    select (value ->> 'day')::date as day, (value ->> 'events')::bigint as events, decode(value ->> 'users', 'base64') as users
    from jsonb_array_elements(days)
    where (value ->> 'day')::date between used.from_day and used.to_day and (value ->> 'events')::bigint > 0
    order by 1
  loop
    -- The row is locked by this whether it changes or not: whole slices of these days take turns with it.
    insert into public.mixpanel_days as known (project_id, workspace_id, day, events, pulled_at, pulled_by)
    values (used.project_id, workspace, counted.day, counted.events, clock_timestamp(), used.user_id)
    on conflict (project_id, day) do update set events = greatest(known.events, excluded.events);
    continue when counted.users is null;
    select s.users into before from private.mixpanel_sketches s where s.project_id = used.project_id and s.day = counted.day;
    merged := case when before is null then counted.users else private.merge_sketches(array[before, counted.users]) end;
    continue when merged = before;
    insert into private.mixpanel_sketches (project_id, day, users) values (used.project_id, counted.day, merged)
    on conflict (project_id, day) do update set users = excluded.users;
    -- By this the days' usage is counted anew.
    update public.mixpanel_days set pulled_at = clock_timestamp(), pulled_by = used.user_id
    where project_id = used.project_id and day = counted.day;
  end loop;
end;
$$;

create function public.note_partial_mixpanel_pull(ticket uuid, days jsonb) returns void
  language sql volatile set search_path = '' as $$ select private.note_partial_mixpanel_pull(ticket, days); $$;

revoke all on function private.note_partial_mixpanel_pull(uuid, jsonb), public.note_partial_mixpanel_pull(uuid, jsonb)
  from public, anon, authenticated, service_role;
grant execute on function private.note_partial_mixpanel_pull(uuid, jsonb), public.note_partial_mixpanel_pull(uuid, jsonb)
  to service_role;
