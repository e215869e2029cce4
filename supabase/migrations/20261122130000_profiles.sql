-- Which properties of Mixpanel's user profiles a project takes along. The profiles themselves never come here.

alter table public.mixpanel_connections
  add column profile_properties text[] not null default '{}'
    constraint mixpanel_connections_profile_properties_are_few check (cardinality(profile_properties) <= 50);

alter table private.mixpanel_tickets drop constraint mixpanel_tickets_purpose_check;
alter table private.mixpanel_tickets add constraint mixpanel_tickets_purpose_check
  check (purpose in ('pull', 'connect', 'profiles', 'profile-look'));

drop trigger note_change on public.mixpanel_connections;
create trigger note_change
  after insert or delete
    or update of region, mixpanel_project_id, username, time_zone, wall_clock, last_problem, profile_properties
  on public.mixpanel_connections
  for each row execute function private.note_change('project_id', 'workspace_id');

-- Another Mixpanel project has other profiles.
create function private.forget_profile_properties()
  returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  new.profile_properties := '{}';
  return new;
end;
$$;
create trigger forget_profile_properties before update of region, mixpanel_project_id on public.mixpanel_connections
  for each row when ((old.region, old.mixpanel_project_id) is distinct from (new.region, new.mixpanel_project_id))
  execute function private.forget_profile_properties();

-- Admins choose, since it decides which personal data come into every member's browser.
create function private.choose_profile_properties(project uuid, properties text[])
  returns void
  language plpgsql security definer set search_path = ''
as $$
declare
  workspace uuid := private.require_project(project);
  chosen text[];
begin
  perform private.require_admin(workspace);
  -- To take none any more is always allowed.
  if properties is distinct from '{}' then
    perform private.require_may(workspace, 'pull');
  end if;
  if properties is null or cardinality(properties) > 50
     or exists (select from unnest(properties) name where name is null or name = '' or char_length(name) > 255) then
    perform private.refuse(400, 'mixpanel/bad-properties', 'Choose up to 50 properties, each with a name of 1 to 255 characters.');
  end if;
  select coalesce(array_agg(distinct name order by name), '{}') into chosen from unnest(properties) name;
  update public.mixpanel_connections set profile_properties = chosen where project_id = project;
  if not found then
    perform private.refuse(409, 'mixpanel/not-connected', 'This project is not connected to Mixpanel. An admin can connect it.');
  end if;
  insert into public.audit_log (workspace_id, actor, action, details)
  values (workspace, (select auth.uid()), 'mixpanel.profiles_chosen',
    jsonb_build_object('project_id', project, 'properties', chosen));
end;
$$;

-- Every page begins here, and is written down. To look at what there is to choose from is for those who choose.
create function private.begin_mixpanel_profiles(project uuid, look boolean, page integer)
  returns uuid
  language plpgsql security definer set search_path = ''
as $$
declare
  workspace uuid := private.require_project(project);
  found_one public.mixpanel_connections;
  ticket uuid;
begin
  if look is null or page is null or page < 0 or (look and page > 0) then
    perform private.refuse(400, 'request/malformed', 'Ask for a page from 0 on; a look is at the first.');
  end if;
  if look then
    perform private.require_admin(workspace);
  end if;
  perform private.require_may(workspace, 'pull');
  select * into found_one from public.mixpanel_connections where project_id = project;
  if found_one.project_id is null then
    perform private.refuse(409, 'mixpanel/not-connected', 'This project is not connected to Mixpanel. An admin can connect it.');
  end if;
  if not look and found_one.profile_properties = '{}' then
    perform private.refuse(409, 'mixpanel/no-profiles', 'No properties of user profiles are chosen for this project.');
  end if;
  delete from private.mixpanel_tickets where made_at < now() - interval '1 hour';
  insert into private.mixpanel_tickets (purpose, project_id, user_id)
  values (case when look then 'profile-look' else 'profiles' end, project, (select auth.uid())) returning id into ticket;
  insert into public.audit_log (workspace_id, actor, action, details)
  values (workspace, (select auth.uid()), case when look then 'mixpanel.profiles_looked_at' else 'mixpanel.profiles_pulled' end,
    jsonb_build_object('project_id', project, 'page', page));
  return ticket;
end;
$$;

-- What the function needs to ask Mixpanel. `profile_properties` is null for a look: all are named.
create function private.take_mixpanel_profiles(ticket uuid, secrets_key text)
  returns jsonb
  language plpgsql security definer set search_path = ''
as $$
declare
  used private.mixpanel_tickets;
  found_one public.mixpanel_connections;
begin
  select * into used from private.mixpanel_tickets
  where id = ticket and purpose in ('profiles', 'profile-look') and made_at > now() - interval '5 minutes';
  select * into found_one from public.mixpanel_connections where project_id = used.project_id;
  if found_one.project_id is null or (used.purpose = 'profiles' and found_one.profile_properties = '{}') then
    perform private.refuse(409, 'mixpanel/not-connected', 'The connection was changed or removed meanwhile.');
  end if;
  return jsonb_build_object('region', found_one.region, 'mixpanel_project_id', found_one.mixpanel_project_id,
    'kind', found_one.kind, 'username', found_one.username,
    'profile_properties', case when used.purpose = 'profiles' then to_jsonb(found_one.profile_properties) end,
    'secret', private.get_secret(private.mixpanel_secret_name(found_one.project_id), secrets_key));
end;
$$;

create function public.choose_profile_properties(project_id uuid, properties text[]) returns void
  language sql volatile set search_path = '' as $$ select private.choose_profile_properties(project_id, properties); $$;
create function public.begin_mixpanel_profiles(project_id uuid, look boolean, page integer) returns uuid
  language sql volatile set search_path = '' as $$ select private.begin_mixpanel_profiles(project_id, look, page); $$;
create function public.take_mixpanel_profiles(ticket uuid, secrets_key text) returns jsonb
  language sql volatile set search_path = '' as $$ select private.take_mixpanel_profiles(ticket, secrets_key); $$;

revoke all on function
  private.forget_profile_properties(), private.choose_profile_properties(uuid, text[]),
  private.begin_mixpanel_profiles(uuid, boolean, integer), private.take_mixpanel_profiles(uuid, text),
  public.choose_profile_properties(uuid, text[]), public.begin_mixpanel_profiles(uuid, boolean, integer),
  public.take_mixpanel_profiles(uuid, text)
  from public, anon, authenticated, service_role;
grant execute on function
  private.choose_profile_properties(uuid, text[]), private.begin_mixpanel_profiles(uuid, boolean, integer),
  public.choose_profile_properties(uuid, text[]), public.begin_mixpanel_profiles(uuid, boolean, integer)
  to authenticated;
grant execute on function
  private.take_mixpanel_profiles(uuid, text), public.take_mixpanel_profiles(uuid, text)
  to service_role;
