-- Accounts, workspaces and who belongs to them. Every later table hangs off a workspace.

create schema private;
revoke all on schema private from public;
grant usage on schema private to anon, authenticated, service_role;

-- One way to refuse: PostgREST answers with the status in the SQLSTATE (PT409 is HTTP 409) and the code as `hint`.
create function private.refuse(status integer, code text, message text)
  returns void
  language plpgsql immutable set search_path = ''
as $$
begin
  raise exception using errcode = 'PT' || status, message = message, hint = code;
end;
$$;

create function private.is_label(label text, longest integer)
  returns boolean
  language sql immutable set search_path = ''
as $$
  select label = btrim(label) and char_length(label) between 1 and longest and label !~ '[[:cntrl:]]';
$$;

create function private.is_email(address text)
  returns boolean
  language sql immutable set search_path = ''
as $$
  select char_length(address) <= 254 and address = lower(address)
    and address ~ '^[^[:space:][:cntrl:]@<>"(),:;\\]+@[^[:space:][:cntrl:]@<>"(),:;\\]+\.[^[:space:][:cntrl:]@<>"(),:;\\.]+$';
$$;

-- A picture is base64 of a WebP file of at most 16 kB (RIFF….WEBP).
create function private.is_picture(picture text)
  returns boolean
  language plpgsql immutable set search_path = ''
as $$
declare
  bytes bytea;
begin
  if octet_length(picture) > 22000 then return false; end if;
  bytes := decode(picture, 'base64');
  return octet_length(bytes) between 12 and 16384
    and substring(bytes from 1 for 4) = 'RIFF'::bytea and substring(bytes from 9 for 4) = 'WEBP'::bytea;
exception when invalid_parameter_value then
  return false;
end;
$$;

create table public.profiles (
  id         uuid primary key references auth.users on delete cascade,
  name       text not null constraint profiles_name_is_a_label check (private.is_label(name, 80)),
  email      text not null,
  picture    text constraint profiles_picture_is_small_webp check (private.is_picture(picture)),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
alter table public.profiles enable row level security;

create table public.workspaces (
  id         uuid primary key default gen_random_uuid(),
  name       text not null constraint workspaces_name_is_a_label check (private.is_label(name, 80)),
  created_by uuid references public.profiles on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
alter table public.workspaces enable row level security;
create index workspaces_created_by_idx on public.workspaces (created_by);

create table public.members (
  workspace_id uuid not null references public.workspaces on delete cascade,
  user_id      uuid not null references public.profiles on delete cascade,
  role         text not null constraint members_role_is_known check (role in ('admin', 'member')),
  joined_at    timestamptz not null default now(),
  primary key (workspace_id, user_id)
);
alter table public.members enable row level security;
create index members_user_id_idx on public.members (user_id, role);

-- No foreign key on `actor`: what was done stays known by whom when the account is gone.
create table public.audit_log (
  id           bigint generated always as identity primary key,
  workspace_id uuid not null references public.workspaces on delete cascade,
  actor        uuid,
  action       text not null,
  details      jsonb not null default '{}',
  at           timestamptz not null default now()
);
alter table public.audit_log enable row level security;
create index audit_log_workspace_id_idx on public.audit_log (workspace_id, at desc);

-- Security definer: a policy on members that read members would recurse.
-- Policies use these as `= any (array(select …))`: run once a statement, and an index on the column can be used.
create function private.my_workspaces()
  returns setof uuid
  language sql stable security definer set search_path = '' rows 5
as $$
  select workspace_id from public.members where user_id = (select auth.uid());
$$;

create function private.my_admin_workspaces()
  returns setof uuid
  language sql stable security definer set search_path = '' rows 5
as $$
  select workspace_id from public.members where user_id = (select auth.uid()) and role = 'admin';
$$;

create function private.my_teammates()
  returns setof uuid
  language sql stable security definer set search_path = '' rows 50
as $$
  select (select auth.uid())
  union
  select other.user_id
  from public.members mine join public.members other using (workspace_id)
  where mine.user_id = (select auth.uid());
$$;

create function private.is_member(workspace uuid)
  returns boolean
  language sql stable security definer set search_path = ''
as $$
  select exists (
    select from public.members where workspace_id = workspace and user_id = (select auth.uid()));
$$;

create function private.is_admin(workspace uuid)
  returns boolean
  language sql stable security definer set search_path = ''
as $$
  select exists (
    select from public.members where workspace_id = workspace and user_id = (select auth.uid()) and role = 'admin');
$$;

-- A profile comes with each account, and follows its e-mail address.
create function private.follow_account()
  returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  wanted text := left(btrim(regexp_replace(coalesce(new.raw_user_meta_data ->> 'name', ''), '[[:cntrl:]]', '', 'g')), 80);
begin
  if tg_op = 'INSERT' then
    insert into public.profiles (id, name, email)
    values (new.id, coalesce(nullif(btrim(wanted), ''), nullif(left(split_part(new.email, '@', 1), 80), ''), 'Somebody'),
      coalesce(new.email, ''));
  else
    update public.profiles set email = coalesce(new.email, '') where id = new.id;
  end if;
  return null;
end;
$$;
create trigger follow_account after insert or update of email on auth.users
  for each row execute function private.follow_account();

create function private.touch()
  returns trigger
  language plpgsql set search_path = ''
as $$
begin
  new.updated_at := clock_timestamp();
  return new;
end;
$$;
create trigger touch before update on public.profiles for each row execute function private.touch();
create trigger touch before update on public.workspaces for each row execute function private.touch();

-- A workspace has an admin, whatever one transaction does. The lock makes two admins who leave at once wait for each other.
create function private.keep_an_admin()
  returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  workspace uuid;
begin
  if tg_table_name = 'workspaces' then workspace := new.id; else workspace := old.workspace_id; end if;
  perform from public.workspaces where id = workspace for update;
  if found and not exists (select from public.members where workspace_id = workspace and role = 'admin') then
    perform private.refuse(409, 'team/last-admin', 'A workspace needs an admin. Make somebody else an admin first.');
  end if;
  return null;
end;
$$;
create constraint trigger keep_an_admin after insert on public.workspaces
  deferrable initially deferred for each row execute function private.keep_an_admin();
create constraint trigger keep_an_admin after update or delete on public.members
  deferrable initially deferred for each row execute function private.keep_an_admin();

-- Every change of members is written down, however it was made.
create function private.note_member_change()
  returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  workspace uuid := coalesce(new.workspace_id, old.workspace_id);
  person uuid := coalesce(new.user_id, old.user_id);
  done text;
begin
  if not exists (select from public.workspaces where id = workspace) then return null; end if;
  done := case
    when tg_op = 'INSERT' then 'member.joined'
    when tg_op = 'DELETE' then case when person = (select auth.uid()) then 'member.left' else 'member.removed' end
    when new.role = 'admin' then 'member.promoted'
    else 'member.demoted'
  end;
  insert into public.audit_log (workspace_id, actor, action, details)
  values (workspace, (select auth.uid()), done, jsonb_build_object('user_id', person, 'role', coalesce(new.role, old.role),
    'email', (select email from public.profiles where id = person)));
  return null;
end;
$$;
create trigger note_member_change after insert or delete or update of role on public.members
  for each row execute function private.note_member_change();

create function private.create_workspace(name text)
  returns uuid
  language plpgsql security definer set search_path = ''
as $$
declare
  me uuid := (select auth.uid());
  made uuid;
begin
  if not exists (select from public.profiles where id = me) then
    perform private.refuse(401, 'account/signed-out', 'Sign in first.');
  end if;
  if not private.is_label(btrim(name), 80) or name is null then
    perform private.refuse(400, 'team/bad-name', 'A workspace needs a name of 1 to 80 characters.');
  end if;
  if (select count(*) from public.workspaces where created_by = me) >= 50 then
    perform private.refuse(429, 'team/too-many-workspaces', 'You have made 50 workspaces, which is the most.');
  end if;
  insert into public.workspaces (name, created_by) values (btrim(name), me) returning id into made;
  insert into public.members (workspace_id, user_id, role) values (made, me, 'admin');
  return made;
end;
$$;

create function private.require_member(workspace uuid)
  returns void
  language plpgsql stable security definer set search_path = ''
as $$
begin
  if not private.is_member(workspace) then
    perform private.refuse(404, 'team/not-found', 'There is no such workspace, or you are not a member of it.');
  end if;
end;
$$;

create function private.require_admin(workspace uuid)
  returns void
  language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_member(workspace);
  if not private.is_admin(workspace) then
    perform private.refuse(403, 'team/admins-only', 'Only an admin of the workspace can do this.');
  end if;
end;
$$;

create function private.set_member_role(workspace uuid, person uuid, new_role text)
  returns void
  language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_admin(workspace);
  if new_role is null or new_role not in ('admin', 'member') then
    perform private.refuse(400, 'team/bad-role', 'A member is an admin or a member.');
  end if;
  -- The lock comes first: of two admins who demote each other at once, the second sees what the first did.
  perform from public.workspaces where id = workspace for update;
  perform private.require_admin(workspace);
  if new_role = 'member' and not exists (
    select from public.members where workspace_id = workspace and role = 'admin' and user_id <> person) then
    perform private.refuse(409, 'team/last-admin', 'A workspace needs an admin. Make somebody else an admin first.');
  end if;
  update public.members set role = new_role
  where workspace_id = workspace and user_id = person and role <> new_role;
  if not found and not exists (select from public.members where workspace_id = workspace and user_id = person) then
    perform private.refuse(404, 'team/no-such-member', 'This person is not a member of the workspace any more.');
  end if;
end;
$$;

create function private.take_out(workspace uuid, person uuid)
  returns void
  language plpgsql security definer set search_path = ''
as $$
begin
  if not exists (
    select from public.members where workspace_id = workspace and role = 'admin' and user_id <> person) then
    perform private.refuse(409, 'team/last-admin', 'A workspace needs an admin. Make somebody else an admin first.');
  end if;
  delete from public.members where workspace_id = workspace and user_id = person;
  if not found then
    perform private.refuse(404, 'team/no-such-member', 'This person is not a member of the workspace any more.');
  end if;
end;
$$;

create function private.remove_member(workspace uuid, person uuid)
  returns void
  language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_admin(workspace);
  perform from public.workspaces where id = workspace for update;
  perform private.require_admin(workspace);
  perform private.take_out(workspace, person);
end;
$$;

create function private.leave_workspace(workspace uuid)
  returns void
  language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_member(workspace);
  perform from public.workspaces where id = workspace for update;
  perform private.take_out(workspace, (select auth.uid()));
end;
$$;

create function private.delete_workspace(workspace uuid)
  returns void
  language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_admin(workspace);
  delete from public.workspaces where id = workspace;
end;
$$;

-- What the API shows: thin, with the caller's own rights. The rules are in `private`, which the API does not expose.
create function public.create_workspace(name text) returns uuid
  language sql volatile set search_path = '' as $$ select private.create_workspace(name); $$;
create function public.set_member_role(workspace_id uuid, user_id uuid, role text) returns void
  language sql volatile set search_path = '' as $$ select private.set_member_role(workspace_id, user_id, role); $$;
create function public.remove_member(workspace_id uuid, user_id uuid) returns void
  language sql volatile set search_path = '' as $$ select private.remove_member(workspace_id, user_id); $$;
create function public.leave_workspace(workspace_id uuid) returns void
  language sql volatile set search_path = '' as $$ select private.leave_workspace(workspace_id); $$;
create function public.delete_workspace(workspace_id uuid) returns void
  language sql volatile set search_path = '' as $$ select private.delete_workspace(workspace_id); $$;

-- Rights: all taken away, then granted one by one.
revoke all on all functions in schema private from public, anon, authenticated, service_role;
revoke all on all functions in schema public from public, anon, authenticated, service_role;
revoke all on all tables in schema public from anon, authenticated;
revoke all on all sequences in schema public from anon, authenticated;
grant all on public.profiles, public.workspaces, public.members, public.audit_log to service_role;

grant execute on function
  private.refuse(integer, text, text), private.is_label(text, integer), private.is_email(text), private.is_picture(text)
  to authenticated, service_role;
grant execute on function
  private.my_workspaces(), private.my_admin_workspaces(), private.my_teammates(),
  private.create_workspace(text), private.set_member_role(uuid, uuid, text), private.remove_member(uuid, uuid),
  private.leave_workspace(uuid), private.delete_workspace(uuid),
  public.create_workspace(text), public.set_member_role(uuid, uuid, text), public.remove_member(uuid, uuid),
  public.leave_workspace(uuid), public.delete_workspace(uuid)
  to authenticated;

grant select on public.profiles, public.workspaces, public.members, public.audit_log to authenticated;
grant update (name, picture) on public.profiles to authenticated;
grant update (name) on public.workspaces to authenticated;

create policy "people read their own profile and their teammates'" on public.profiles
  for select to authenticated
  using (id = any (array(select private.my_teammates())));

create policy "people change their own profile" on public.profiles
  for update to authenticated
  using (id = (select auth.uid()))
  with check (id = (select auth.uid()));

create policy "members read their workspaces" on public.workspaces
  for select to authenticated
  using (id = any (array(select private.my_workspaces())));

create policy "admins rename their workspaces" on public.workspaces
  for update to authenticated
  using (id = any (array(select private.my_admin_workspaces())))
  with check (id = any (array(select private.my_admin_workspaces())));

create policy "members see who is in their workspaces" on public.members
  for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces())));

create policy "admins read what was done in their workspaces" on public.audit_log
  for select to authenticated
  using (workspace_id = any (array(select private.my_admin_workspaces())));
