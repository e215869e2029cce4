-- What others did, told at once: `changes` for a workspace, `notifications` for a person. Realtime carries inserts of both.

create table public.changes (
  id           bigint generated always as identity primary key,
  workspace_id uuid not null references public.workspaces on delete cascade,
  entity       text not null,
  row_id       text not null,
  operation    text not null constraint changes_operation_is_known check (operation in ('insert', 'update', 'delete')),
  actor        uuid,
  at           timestamptz not null default clock_timestamp()
);
alter table public.changes enable row level security;
create index changes_workspace_id_idx on public.changes (workspace_id, id);
create index changes_at_idx on public.changes (at);

create table public.notifications (
  id           uuid primary key default gen_random_uuid(),
  user_id      uuid not null references public.profiles on delete cascade,
  workspace_id uuid references public.workspaces on delete set null,
  kind         text not null constraint notifications_kind_is_a_code check (kind ~ '^[a-z]+([/-][a-z]+)*$'),
  payload      jsonb not null default '{}' constraint notifications_payload_is_small
    check (jsonb_typeof(payload) = 'object' and octet_length(payload::text) <= 4096),
  created_at   timestamptz not null default now(),
  read_at      timestamptz
);
alter table public.notifications enable row level security;
create index notifications_user_id_idx on public.notifications (user_id, created_at desc);
create index notifications_workspace_id_idx on public.notifications (workspace_id);

-- The row's key is the first argument; a profile is news in every workspace of its owner.
create function private.note_change()
  returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  row_now jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
begin
  insert into public.changes (workspace_id, entity, row_id, operation, actor)
  select workspaces.id, tg_table_name, row_now ->> tg_argv[0], lower(tg_op), (select auth.uid())
  from public.workspaces where workspaces.id = (row_now ->> tg_argv[1])::uuid;
  return null;
end;
$$;
create trigger note_change after update of name on public.workspaces
  for each row execute function private.note_change('id', 'id');
create trigger note_change after insert or delete or update of role on public.members
  for each row execute function private.note_change('user_id', 'workspace_id');
create trigger note_change after insert or update or delete on public.invitations
  for each row execute function private.note_change('id', 'workspace_id');
create trigger note_change after insert or update or delete on public.projects
  for each row execute function private.note_change('id', 'workspace_id');
create trigger note_change after insert or delete or update of name, definition, colour on public.scenarios
  for each row execute function private.note_change('id', 'workspace_id');
create trigger note_change after insert or update or delete on public.results
  for each row execute function private.note_change('scenario_id', 'workspace_id');
create trigger note_change after insert or delete on public.pins
  for each row execute function private.note_change('scenario_id', 'workspace_id');
create trigger note_change after insert or delete on public.hidden_events
  for each row execute function private.note_change('project_id', 'workspace_id');

create function private.note_profile_change()
  returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.changes (workspace_id, entity, row_id, operation, actor)
  select workspace_id, 'profiles', new.id::text, 'update', (select auth.uid()) from public.members where user_id = new.id;
  return null;
end;
$$;
create trigger note_change after update of name, picture, email on public.profiles
  for each row execute function private.note_profile_change();

-- One who was removed reads no `changes` any more, so is told in person. So is one whose role changed.
create function private.notify_member()
  returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  person uuid := coalesce(new.user_id, old.user_id);
  workspace public.workspaces;
begin
  select * into workspace from public.workspaces where id = coalesce(new.workspace_id, old.workspace_id);
  -- A workspace that is gone was told by `delete_workspace`, which still knew its name.
  if workspace.id is null or person = (select auth.uid())
     or not exists (select from public.profiles where id = person) then
    return null;
  end if;
  insert into public.notifications (user_id, workspace_id, kind, payload)
  values (person, workspace.id,
    case when tg_op = 'DELETE' then 'team/removed' when new.role = 'admin' then 'team/promoted' else 'team/demoted' end,
    jsonb_build_object('workspace_id', workspace.id, 'workspace', workspace.name));
  return null;
end;
$$;
create trigger notify_member after delete or update of role on public.members
  for each row execute function private.notify_member();

create or replace function private.delete_workspace(workspace uuid)
  returns void
  language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_admin(workspace);
  insert into public.notifications (user_id, kind, payload)
  select user_id, 'team/deleted', jsonb_build_object('workspace_id', workspace, 'workspace', name)
  from public.members join public.workspaces on id = workspace_id
  where workspace_id = workspace and user_id <> (select auth.uid());
  delete from public.workspaces where id = workspace;
end;
$$;

-- For a schedule (pg_cron where hosted). News is for those who are there; the rows themselves are the truth.
create function private.prune_news()
  returns void
  language sql volatile security definer set search_path = ''
as $$
  delete from public.changes where at < now() - interval '7 days';
  delete from public.notifications where created_at < now() - interval '90 days';
$$;

revoke all on public.changes, public.notifications from anon, authenticated;
revoke all on sequence public.changes_id_seq from anon, authenticated;
revoke all on function
  private.note_change(), private.note_profile_change(), private.notify_member(), private.prune_news()
  from public, anon, authenticated, service_role;
grant all on public.changes, public.notifications to service_role;
grant usage on sequence public.changes_id_seq to service_role;
grant select on public.changes to authenticated;
grant select, delete, update (read_at) on public.notifications to authenticated;

create policy "members hear what happens in their workspaces" on public.changes
  for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces())));
create policy "people read their own notifications" on public.notifications
  for select to authenticated
  using (user_id = (select auth.uid()));
create policy "people mark their own notifications as read" on public.notifications
  for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));
create policy "people delete their own notifications" on public.notifications
  for delete to authenticated
  using (user_id = (select auth.uid()));

alter publication supabase_realtime add table public.changes, public.notifications;
