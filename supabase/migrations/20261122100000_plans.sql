-- What a workspace may do. Who pays for what is decided elsewhere and written here; everything asks `private.may`.

create table public.plans (
  workspace_id uuid primary key references public.workspaces on delete cascade,
  state        text not null default 'free' constraint plans_state_is_known
    check (state in ('free', 'trialing', 'active', 'cancelling', 'read_only')),
  since        timestamptz not null default now()
);
alter table public.plans enable row level security;

create function private.give_plan()
  returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.plans (workspace_id) values (new.id) on conflict do nothing;
  return null;
end;
$$;
create trigger give_plan after insert on public.workspaces for each row execute function private.give_plan();
insert into public.plans (workspace_id) select id from public.workspaces;

-- The one place that says what a plan allows. A right that is not known is nobody's.
create function private.may(workspace uuid, wanted text)
  returns boolean
  language sql stable security definer set search_path = ''
as $$
  select wanted in ('pull', 'refresh', 'create_scenario')
    and coalesce((select state from public.plans where workspace_id = workspace), 'free') <> 'read_only';
$$;

create function private.require_may(workspace uuid, wanted text)
  returns void
  language plpgsql stable security definer set search_path = ''
as $$
begin
  if not private.may(workspace, wanted) then
    perform private.refuse(403, 'plan/read-only', 'The workspace is read-only. An admin can change this on the Billing page.');
  end if;
end;
$$;

create trigger note_change after update of state on public.plans
  for each row execute function private.note_change('workspace_id', 'workspace_id');

revoke all on public.plans from anon, authenticated;
revoke all on function private.give_plan(), private.may(uuid, text), private.require_may(uuid, text) from public, anon, authenticated, service_role;
grant all on public.plans to service_role;
grant select on public.plans to authenticated;
grant execute on function private.may(uuid, text) to authenticated, service_role;

create policy "members read the plan of their workspaces" on public.plans
  for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces())));
