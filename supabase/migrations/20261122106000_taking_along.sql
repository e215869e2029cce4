-- What a workspace takes along has its plan, its connections (secrets are not among them), the days that were pulled and its users.

create or replace function private.export_workspace(workspace uuid)
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
    -- Named, so that what is paid, which is for admins, does not go along when the table grows.
    'plan', (select jsonb_build_object('state', p.state, 'since', p.since) from public.plans p where workspace_id = workspace),
    'mixpanel_connections', (select coalesce(jsonb_agg(to_jsonb(c) order by c.project_id), '[]')
      from public.mixpanel_connections c where workspace_id = workspace),
    'mixpanel_days', (select coalesce(jsonb_agg(to_jsonb(d) order by d.project_id, d.day), '[]')
      from public.mixpanel_days d where workspace_id = workspace),
    'usage_days', (select coalesce(jsonb_agg(to_jsonb(u) order by u.day), '[]')
      from public.usage_days u where workspace_id = workspace),
    'audit_log', case when private.is_admin(workspace) then (
      select coalesce(jsonb_agg(to_jsonb(a) order by a.id), '[]') from public.audit_log a where workspace_id = workspace)
      end);
end;
$$;
