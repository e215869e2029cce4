-- Taking everything along, and leaving for good.

create function private.export_workspace(workspace uuid)
  returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_member(workspace);
  return jsonb_build_object(
    'format', 'ptero-workspace', 'version', 1, 'exported_at', now(),
    'workspace', (select to_jsonb(w) from public.workspaces w where id = workspace),
    'members', (select coalesce(jsonb_agg(jsonb_build_object('user_id', m.user_id, 'name', p.name, 'email', p.email,
        'role', m.role, 'joined_at', m.joined_at) order by m.joined_at, m.user_id), '[]')
      from public.members m join public.profiles p on p.id = m.user_id where m.workspace_id = workspace),
    'invitations', (select coalesce(jsonb_agg(to_jsonb(i) order by i.created_at, i.id), '[]')
      from public.invitations i where workspace_id = workspace),
    'projects', (select coalesce(jsonb_agg(to_jsonb(p) order by p.created_at, p.id), '[]')
      from public.projects p where workspace_id = workspace),
    'scenarios', (select coalesce(jsonb_agg(to_jsonb(s) order by s.created_at, s.id), '[]')
      from public.scenarios s where workspace_id = workspace),
    'results', (select coalesce(jsonb_agg(to_jsonb(r) - 'summary' order by r.scenario_id), '[]')
      from public.results r where workspace_id = workspace),
    'pins', (select coalesce(jsonb_agg(to_jsonb(p) order by p.pinned_at, p.scenario_id), '[]')
      from public.pins p where workspace_id = workspace),
    'hidden_events', (select coalesce(jsonb_agg(to_jsonb(h) order by h.project_id, h.event), '[]')
      from public.hidden_events h where workspace_id = workspace),
    'audit_log', case when private.is_admin(workspace) then (
      select coalesce(jsonb_agg(to_jsonb(a) order by a.id), '[]') from public.audit_log a where workspace_id = workspace)
      end);
end;
$$;

create function private.export_account()
  returns jsonb
  language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'format', 'ptero-account', 'version', 1, 'exported_at', now(),
    'profile', (select to_jsonb(p) from public.profiles p where id = (select auth.uid())),
    'workspaces', (select coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'name', w.name, 'role', m.role,
        'joined_at', m.joined_at) order by m.joined_at, w.id), '[]')
      from public.members m join public.workspaces w on w.id = m.workspace_id where m.user_id = (select auth.uid())),
    'notifications', (select coalesce(jsonb_agg(to_jsonb(n) order by n.created_at, n.id), '[]')
      from public.notifications n where user_id = (select auth.uid())));
$$;

-- Workspaces where nobody else is go too. Where others are and the caller is the only admin, the answer is no.
create function private.delete_account()
  returns void
  language plpgsql security definer set search_path = ''
as $$
declare
  me uuid := (select auth.uid());
  stuck text;
begin
  if not exists (select from public.profiles where id = me) then
    perform private.refuse(401, 'account/signed-out', 'Sign in first.');
  end if;
  perform from public.workspaces
  where id in (select workspace_id from public.members where user_id = me) order by id for update;
  select string_agg(w.name, ', ' order by w.name) into stuck
  from public.members mine join public.workspaces w on w.id = mine.workspace_id
  where mine.user_id = me
    and exists (select from public.members o where o.workspace_id = w.id and o.user_id <> me)
    and not exists (select from public.members o where o.workspace_id = w.id and o.user_id <> me and o.role = 'admin');
  if stuck is not null then
    perform private.refuse(409, 'account/last-admin',
      'You are the only admin of ' || stuck || '. Make somebody else an admin, or delete the workspace, first.');
  end if;
  delete from public.workspaces w
  where exists (select from public.members m where m.workspace_id = w.id and m.user_id = me)
    and not exists (select from public.members m where m.workspace_id = w.id and m.user_id <> me);
  delete from auth.users where id = me;
end;
$$;

create function public.export_workspace(workspace_id uuid) returns jsonb
  language sql stable set search_path = '' as $$ select private.export_workspace(workspace_id); $$;
create function public.export_account() returns jsonb
  language sql stable set search_path = '' as $$ select private.export_account(); $$;
create function public.delete_account() returns void
  language sql volatile set search_path = '' as $$ select private.delete_account(); $$;

revoke all on function
  private.export_workspace(uuid), private.export_account(), private.delete_account(),
  public.export_workspace(uuid), public.export_account(), public.delete_account()
  from public, anon, authenticated, service_role;
grant execute on function
  private.export_workspace(uuid), private.export_account(), private.delete_account(),
  public.export_workspace(uuid), public.export_account(), public.delete_account()
  to authenticated;
