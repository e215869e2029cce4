-- The mail about first results leads to the scenario, in its workspace: another may be chosen when the mail is read. As before, with
-- `workspace_id` beside the workspace's name.
create or replace function private.claim_ready(project uuid)
  returns jsonb
  language plpgsql security definer set search_path = ''
as $$
declare
  best record;
  people jsonb;
begin
  select s.id as scenario_id, s.workspace_id, p.name as project, w.name as workspace,
    s.definition #>> '{start,event}' as start_event, s.definition #>> '{target,event}' as target_event,
    r.document #>> '{verdict,0}' as finding
  into best
  from public.results r join public.scenarios s on s.id = r.scenario_id
  join public.projects p on p.id = s.project_id join public.workspaces w on w.id = s.workspace_id
  where s.project_id = project and r.summary ->> 'stage' = 'complete'
    and exists (select from public.mixpanel_days d where d.project_id = project)
  order by jsonb_array_length(r.summary -> 'top') > 0 desc, r.summary ->> 'claim' = 'ranked' desc, s.created_at, s.id
  limit 1;
  if best.scenario_id is null then
    perform private.refuse(409, 'notice/not-ready', 'There are no results of pulled data yet.');
  end if;
  with asked as (
    update public.ready_requests q set mailed_at = now()
    where q.project_id = project and q.mailed_at is null
      and exists (select from public.members m where m.workspace_id = q.workspace_id and m.user_id = q.user_id)
    returning q.user_id)
  select coalesce(jsonb_agg(jsonb_build_object('user_id', id, 'email', email) order by id), '[]') into people
  from public.profiles where id in (select user_id from asked);
  insert into public.notifications (user_id, workspace_id, kind, payload)
  select q.user_id, q.workspace_id, 'data/ready', jsonb_build_object('workspace_id', q.workspace_id, 'workspace', best.workspace,
    'project_id', project, 'project', best.project, 'scenario_id', best.scenario_id)
  from public.ready_requests q
  where q.project_id = project and q.mailed_at is not null and q.told_at is null;
  update public.ready_requests set told_at = now() where project_id = project and mailed_at is not null and told_at is null;
  return jsonb_build_object('kind', 'ready', 'people', people, 'project', best.project, 'workspace', best.workspace,
    'workspace_id', best.workspace_id, 'scenario_id', best.scenario_id, 'start', best.start_event, 'target', best.target_event, 'finding', best.finding,
    'results', (select count(*) from public.results r join public.scenarios s on s.id = r.scenario_id where s.project_id = project));
end;
$$;
