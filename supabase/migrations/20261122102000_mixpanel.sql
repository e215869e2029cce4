-- A project's connection to Mixpanel, and what was pulled through it: per day how many events, and a sketch of how many users.
-- Events themselves never come here.

create table public.mixpanel_connections (
  project_id          uuid primary key,
  workspace_id        uuid not null references public.workspaces on delete cascade,
  region              text not null constraint mixpanel_connections_region_is_known check (region in ('us', 'eu', 'in')),
  mixpanel_project_id text not null constraint mixpanel_connections_project_is_a_number
    check (mixpanel_project_id ~ '^[0-9]{1,20}$'),
  kind                text not null constraint mixpanel_connections_kind_is_known
    check (kind in ('service_account', 'project_secret')),
  username            text constraint mixpanel_connections_username_is_a_name
    check (private.is_label(username, 200) and username !~ ':'),
  time_zone           text constraint mixpanel_connections_time_zone_is_a_name
    check (time_zone ~ '^[A-Za-z][A-Za-z0-9_+/-]{0,63}$'),
  created_on          date,
  -- Whether times of events are the project's wall clock written as an epoch. Null: not known, taken as UTC.
  wall_clock          boolean,
  connected_by        uuid references public.profiles on delete set null,
  connected_at        timestamptz not null default now(),
  last_pull_at        timestamptz,
  last_problem        text,
  unique (project_id, workspace_id),
  foreign key (project_id, workspace_id) references public.projects (id, workspace_id) on delete cascade,
  constraint mixpanel_connections_service_accounts_have_names check ((kind = 'service_account') = (username is not null))
);
alter table public.mixpanel_connections enable row level security;
create index mixpanel_connections_workspace_id_idx on public.mixpanel_connections (workspace_id);
create index mixpanel_connections_connected_by_idx on public.mixpanel_connections (connected_by);

create table public.mixpanel_days (
  project_id   uuid not null,
  workspace_id uuid not null references public.workspaces on delete cascade,
  day          date not null,
  events       bigint not null constraint mixpanel_days_events_are_counted check (events >= 0),
  pulled_at    timestamptz not null default now(),
  pulled_by    uuid references public.profiles on delete set null,
  primary key (project_id, day),
  foreign key (project_id, workspace_id) references public.projects (id, workspace_id) on delete cascade
);
alter table public.mixpanel_days enable row level security;
create index mixpanel_days_project_idx on public.mixpanel_days (project_id, workspace_id);
create index mixpanel_days_workspace_id_idx on public.mixpanel_days (workspace_id, day);
create index mixpanel_days_pulled_by_idx on public.mixpanel_days (pulled_by);

-- 16,384 registers, a byte each: the greatest number of leading zeros seen in a keyed hash. No id can be told from it.
create table private.mixpanel_sketches (
  project_id uuid not null,
  day        date not null,
  users      bytea not null constraint mixpanel_sketches_have_their_size check (octet_length(users) = 16384),
  primary key (project_id, day),
  foreign key (project_id, day) references public.mixpanel_days (project_id, day) on delete cascade
);

-- One key a workspace: a user of two of its projects is the same in both, and nobody outside can make ids that count much.
create table private.sketch_keys (
  workspace_id uuid primary key references public.workspaces on delete cascade,
  key          bytea not null default extensions.gen_random_bytes(8)
);

-- Who may do one thing now: made with the caller's rights, used by the service, which has no caller.
create table private.mixpanel_tickets (
  id         uuid primary key default gen_random_uuid(),
  purpose    text not null check (purpose in ('pull', 'connect')),
  project_id uuid not null references public.projects on delete cascade,
  user_id    uuid not null references public.profiles on delete cascade,
  from_day   date,
  to_day     date,
  made_at    timestamptz not null default clock_timestamp()
);
create index mixpanel_tickets_project_id_idx on private.mixpanel_tickets (project_id);
create index mixpanel_tickets_user_id_idx on private.mixpanel_tickets (user_id);

create function private.mixpanel_secret_name(project uuid)
  returns text
  language sql immutable set search_path = ''
as $$
  select 'mixpanel ' || project;
$$;

create function private.forget_mixpanel_secret()
  returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  perform private.drop_secret(private.mixpanel_secret_name(old.project_id));
  return null;
end;
$$;
create trigger forget_mixpanel_secret after delete on public.mixpanel_connections
  for each row execute function private.forget_mixpanel_secret();
create trigger note_change
  after insert or delete or update of region, mixpanel_project_id, username, time_zone, wall_clock, last_problem
  on public.mixpanel_connections
  for each row execute function private.note_change('project_id', 'workspace_id');

-- The workspace of a project of the caller's.
create function private.require_project(project uuid)
  returns uuid
  language plpgsql stable security definer set search_path = ''
as $$
declare
  workspace uuid;
begin
  select workspace_id into workspace from public.projects where id = project;
  if workspace is null or not private.is_member(workspace) then
    perform private.refuse(404, 'team/not-found', 'There is no such project, or you are not a member of its workspace.');
  end if;
  return workspace;
end;
$$;

create function private.begin_mixpanel_connect(project uuid)
  returns uuid
  language plpgsql security definer set search_path = ''
as $$
declare
  workspace uuid := private.require_project(project);
  ticket uuid;
begin
  perform private.require_admin(workspace);
  delete from private.mixpanel_tickets where made_at < now() - interval '1 hour';
  insert into private.mixpanel_tickets (purpose, project_id, user_id) values ('connect', project, (select auth.uid()))
  returning id into ticket;
  return ticket;
end;
$$;

-- Stores or replaces a connection and its secret. Pulls that run with the one before are not recorded any more; days of
-- another Mixpanel project are forgotten.
create function private.finish_mixpanel_connect(ticket uuid, connection jsonb, secret text, secrets_key text)
  returns void
  language plpgsql security definer set search_path = ''
as $$
declare
  used private.mixpanel_tickets;
  workspace uuid;
  before public.mixpanel_connections;
begin
  delete from private.mixpanel_tickets where id = ticket and purpose = 'connect' and made_at > now() - interval '10 minutes'
  returning * into used;
  select workspace_id into workspace from public.projects where id = used.project_id for update;
  if workspace is null or not exists (
    select from public.members where workspace_id = workspace and user_id = used.user_id and role = 'admin') then
    perform private.refuse(403, 'team/admins-only', 'Only an admin of the workspace can do this.');
  end if;
  delete from private.mixpanel_tickets where project_id = used.project_id and purpose = 'pull';
  select * into before from public.mixpanel_connections where project_id = used.project_id;
  insert into public.mixpanel_connections (project_id, workspace_id, region, mixpanel_project_id, kind, username, time_zone,
    created_on, wall_clock, connected_by)
  values (used.project_id, workspace, connection ->> 'region', connection ->> 'mixpanel_project_id', connection ->> 'kind',
    connection ->> 'username', connection ->> 'time_zone', (connection ->> 'created_on')::date,
    (connection ->> 'wall_clock')::boolean, used.user_id)
  on conflict (project_id) do update set region = excluded.region, mixpanel_project_id = excluded.mixpanel_project_id,
    kind = excluded.kind, username = excluded.username, time_zone = excluded.time_zone, created_on = excluded.created_on,
    wall_clock = excluded.wall_clock, connected_by = excluded.connected_by, connected_at = now(), last_problem = null;
  if (before.region, before.mixpanel_project_id)
     is distinct from (connection ->> 'region', connection ->> 'mixpanel_project_id') then
    delete from public.mixpanel_days where project_id = used.project_id;
    update public.mixpanel_connections set last_pull_at = null where project_id = used.project_id;
  end if;
  perform private.put_secret(private.mixpanel_secret_name(used.project_id), secret, secrets_key);
  insert into public.audit_log (workspace_id, actor, action, details)
  values (workspace, used.user_id, case when before.project_id is null then 'mixpanel.connected' else 'mixpanel.replaced' end,
    jsonb_build_object('project_id', used.project_id, 'region', connection ->> 'region',
      'mixpanel_project_id', connection ->> 'mixpanel_project_id', 'kind', connection ->> 'kind'));
end;
$$;

create function private.disconnect_mixpanel(project uuid)
  returns void
  language plpgsql security definer set search_path = ''
as $$
declare
  workspace uuid := private.require_project(project);
begin
  perform private.require_admin(workspace);
  delete from public.mixpanel_connections where project_id = project;
  if not found then
    perform private.refuse(409, 'mixpanel/not-connected', 'This project is not connected to Mixpanel.');
  end if;
  delete from private.mixpanel_tickets where project_id = project;
  insert into public.audit_log (workspace_id, actor, action, details)
  values (workspace, (select auth.uid()), 'mixpanel.disconnected', jsonb_build_object('project_id', project));
end;
$$;

-- Every use of the secret begins here, and is written down.
create function private.begin_mixpanel_pull(project uuid, first_day date, last_day date)
  returns uuid
  language plpgsql security definer set search_path = ''
as $$
declare
  workspace uuid := private.require_project(project);
  ticket uuid;
begin
  perform private.require_may(workspace, 'pull');
  if not exists (select from public.mixpanel_connections where project_id = project) then
    perform private.refuse(409, 'mixpanel/not-connected', 'This project is not connected to Mixpanel. An admin can connect it.');
  end if;
  if first_day is null or last_day is null or first_day > last_day or last_day - first_day > 30
     or first_day < date '2008-01-01' or last_day > current_date + 1 then
    perform private.refuse(400, 'mixpanel/bad-days', 'Ask for 1 to 31 days that have begun.');
  end if;
  delete from private.mixpanel_tickets where made_at < now() - interval '1 hour';
  insert into private.mixpanel_tickets (purpose, project_id, user_id, from_day, to_day)
  values ('pull', project, (select auth.uid()), first_day, last_day) returning id into ticket;
  insert into public.audit_log (workspace_id, actor, action, details)
  values (workspace, (select auth.uid()), 'mixpanel.pulled',
    jsonb_build_object('project_id', project, 'from_day', first_day, 'to_day', last_day));
  return ticket;
end;
$$;

-- What the function needs to ask Mixpanel and to count: the only way out for the secret.
create function private.take_mixpanel_pull(ticket uuid, secrets_key text)
  returns jsonb
  language plpgsql security definer set search_path = ''
as $$
declare
  used private.mixpanel_tickets;
  found_one public.mixpanel_connections;
begin
  select * into used from private.mixpanel_tickets
  where id = ticket and purpose = 'pull' and made_at > now() - interval '5 minutes';
  select * into found_one from public.mixpanel_connections where project_id = used.project_id;
  if found_one.project_id is null then
    perform private.refuse(409, 'mixpanel/not-connected', 'This project is not connected to Mixpanel. An admin can connect it.');
  end if;
  insert into private.sketch_keys (workspace_id) values (found_one.workspace_id) on conflict do nothing;
  return jsonb_build_object('region', found_one.region, 'mixpanel_project_id', found_one.mixpanel_project_id,
    'kind', found_one.kind, 'username', found_one.username, 'time_zone', found_one.time_zone,
    'wall_clock', found_one.wall_clock,
    'sketch_key', (select encode(key, 'hex') from private.sketch_keys where workspace_id = found_one.workspace_id),
    'secret', private.get_secret(private.mixpanel_secret_name(found_one.project_id), secrets_key));
end;
$$;

-- A whole slice has passed: its days are what was in it, also those where nothing was. Once a ticket.
create function private.finish_mixpanel_pull(ticket uuid, days jsonb)
  returns void
  language plpgsql security definer set search_path = ''
as $$
declare
  used private.mixpanel_tickets;
  workspace uuid;
begin
  delete from private.mixpanel_tickets where id = ticket and purpose = 'pull' returning * into used;
  select workspace_id into workspace from public.projects where id = used.project_id for share;
  if workspace is null then
    perform private.refuse(409, 'mixpanel/not-connected', 'The connection was changed or removed while this was being pulled.');
  end if;
  -- Two members who pull the same days at once take turns, always in the order of the days.
  insert into public.mixpanel_days (project_id, workspace_id, day, events, pulled_at, pulled_by)
  select used.project_id, workspace, asked.day::date, coalesce((counted.value ->> 'events')::bigint, 0), clock_timestamp(), used.user_id
  from generate_series(used.from_day, used.to_day, interval '1 day') asked (day)
  left join jsonb_array_elements(days) counted on (counted.value ->> 'day')::date = asked.day::date
  order by asked.day
  on conflict (project_id, day) do update
    set events = excluded.events, pulled_at = excluded.pulled_at, pulled_by = excluded.pulled_by;
  delete from private.mixpanel_sketches
  where project_id = used.project_id and day between used.from_day and used.to_day;
  insert into private.mixpanel_sketches (project_id, day, users)
  select used.project_id, (value ->> 'day')::date, decode(value ->> 'users', 'base64')
  from jsonb_array_elements(days)
  where (value ->> 'day')::date between used.from_day and used.to_day and value ->> 'users' is not null;
  update public.mixpanel_connections set last_pull_at = clock_timestamp() where project_id = used.project_id;
  update public.mixpanel_connections set last_problem = null
  where project_id = used.project_id and last_problem is not null;
end;
$$;

create function private.note_mixpanel_problem(ticket uuid, problem text)
  returns void
  language sql volatile security definer set search_path = ''
as $$
  update public.mixpanel_connections set last_problem = problem
  where project_id = (select project_id from private.mixpanel_tickets where id = ticket) and last_problem is distinct from problem;
$$;

create function public.begin_mixpanel_connect(project_id uuid) returns uuid
  language sql volatile set search_path = '' as $$ select private.begin_mixpanel_connect(project_id); $$;
create function public.finish_mixpanel_connect(ticket uuid, connection jsonb, secret text, secrets_key text) returns void
  language sql volatile set search_path = ''
  as $$ select private.finish_mixpanel_connect(ticket, connection, secret, secrets_key); $$;
create function public.disconnect_mixpanel(project_id uuid) returns void
  language sql volatile set search_path = '' as $$ select private.disconnect_mixpanel(project_id); $$;
create function public.begin_mixpanel_pull(project_id uuid, from_day date, to_day date) returns uuid
  language sql volatile set search_path = '' as $$ select private.begin_mixpanel_pull(project_id, from_day, to_day); $$;
create function public.take_mixpanel_pull(ticket uuid, secrets_key text) returns jsonb
  language sql volatile set search_path = '' as $$ select private.take_mixpanel_pull(ticket, secrets_key); $$;
create function public.finish_mixpanel_pull(ticket uuid, days jsonb) returns void
  language sql volatile set search_path = '' as $$ select private.finish_mixpanel_pull(ticket, days); $$;
create function public.note_mixpanel_problem(ticket uuid, problem text) returns void
  language sql volatile set search_path = '' as $$ select private.note_mixpanel_problem(ticket, problem); $$;

revoke all on public.mixpanel_connections, public.mixpanel_days from anon, authenticated;
revoke all on private.mixpanel_sketches, private.sketch_keys, private.mixpanel_tickets
  from public, anon, authenticated, service_role;
revoke all on function
  private.mixpanel_secret_name(uuid), private.forget_mixpanel_secret(), private.require_project(uuid),
  private.begin_mixpanel_connect(uuid), private.finish_mixpanel_connect(uuid, jsonb, text, text),
  private.disconnect_mixpanel(uuid), private.begin_mixpanel_pull(uuid, date, date),
  private.take_mixpanel_pull(uuid, text), private.finish_mixpanel_pull(uuid, jsonb), private.note_mixpanel_problem(uuid, text),
  public.begin_mixpanel_connect(uuid), public.finish_mixpanel_connect(uuid, jsonb, text, text),
  public.disconnect_mixpanel(uuid), public.begin_mixpanel_pull(uuid, date, date),
  public.take_mixpanel_pull(uuid, text), public.finish_mixpanel_pull(uuid, jsonb), public.note_mixpanel_problem(uuid, text)
  from public, anon, authenticated, service_role;

grant all on public.mixpanel_connections, public.mixpanel_days to service_role;
grant select on public.mixpanel_connections, public.mixpanel_days to authenticated;
grant execute on function
  private.begin_mixpanel_connect(uuid), private.disconnect_mixpanel(uuid), private.begin_mixpanel_pull(uuid, date, date),
  public.begin_mixpanel_connect(uuid), public.disconnect_mixpanel(uuid), public.begin_mixpanel_pull(uuid, date, date)
  to authenticated;
grant execute on function
  private.finish_mixpanel_connect(uuid, jsonb, text, text), private.take_mixpanel_pull(uuid, text),
  private.finish_mixpanel_pull(uuid, jsonb), private.note_mixpanel_problem(uuid, text),
  public.finish_mixpanel_connect(uuid, jsonb, text, text), public.take_mixpanel_pull(uuid, text),
  public.finish_mixpanel_pull(uuid, jsonb), public.note_mixpanel_problem(uuid, text)
  to service_role;

create policy "members see the connections of their workspaces" on public.mixpanel_connections
  for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces())));
create policy "members see which days of their workspaces were pulled" on public.mixpanel_days
  for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces())));
