-- Who is told what by mail: that data and first results are there, whoever asked for it; that a connection needs a person, the
-- admins, once until it works again.

create table public.ready_requests (
  project_id   uuid not null,
  workspace_id uuid not null references public.workspaces on delete cascade,
  user_id      uuid not null default auth.uid() references public.profiles on delete cascade,
  asked_at     timestamptz not null default now(),
  told_at      timestamptz,
  mailed_at    timestamptz,
  primary key (project_id, user_id),
  foreign key (project_id, workspace_id) references public.projects (id, workspace_id) on delete cascade
);
alter table public.ready_requests enable row level security;
create index ready_requests_project_idx on public.ready_requests (project_id, workspace_id);
create index ready_requests_workspace_id_idx on public.ready_requests (workspace_id);
create index ready_requests_user_id_idx on public.ready_requests (user_id);

create table private.problem_mails (
  project_id uuid primary key references public.mixpanel_connections (project_id) on delete cascade,
  problem    text not null,
  mailed_at  timestamptz
);

-- A connection that works again may fail, and be mailed about, again.
create function private.forget_problem_mail()
  returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  delete from private.problem_mails where project_id = new.project_id;
  return null;
end;
$$;
create trigger forget_problem_mail after update of last_problem on public.mixpanel_connections
  for each row when (new.last_problem is null) execute function private.forget_problem_mail();

-- As the caller: may be told about this project at all.
create function private.begin_notice(project uuid)
  returns void
  language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_project(project);
end;
$$;

-- Whom to mail about first results, marked as mailed. Nothing unless data were pulled and a complete result is stored.
create function private.claim_ready(project uuid)
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
    'scenario_id', best.scenario_id, 'start', best.start_event, 'target', best.target_event, 'finding', best.finding,
    'results', (select count(*) from public.results r join public.scenarios s on s.id = r.scenario_id where s.project_id = project));
end;
$$;

-- Which problems of a connection only a person can end.
create function private.needs_a_person(problem text)
  returns boolean
  language sql immutable set search_path = ''
as $$
  select coalesce(problem in ('mixpanel/wrong-secret', 'mixpanel/no-right', 'mixpanel/no-api', 'mixpanel/wrong-region'), false);
$$;

create function private.claim_problem(project uuid)
  returns jsonb
  language plpgsql security definer set search_path = ''
as $$
declare
  broken record;
  claimed boolean;
  fresh boolean;
begin
  select c.workspace_id, c.last_problem, p.name as project, w.name as workspace into broken
  from public.mixpanel_connections c join public.projects p on p.id = c.project_id
  join public.workspaces w on w.id = c.workspace_id
  where c.project_id = project and private.needs_a_person(c.last_problem);
  if broken.workspace_id is null then
    perform private.refuse(409, 'notice/no-problem', 'The connection has no problem that needs a person.');
  end if;
  insert into private.problem_mails (project_id, problem) values (project, broken.last_problem)
  on conflict do nothing returning true into fresh;
  update private.problem_mails set mailed_at = now() where project_id = project and mailed_at is null returning true into claimed;
  if fresh then
    insert into public.notifications (user_id, workspace_id, kind, payload)
    select user_id, workspace_id, 'data/problem', jsonb_build_object('workspace_id', workspace_id, 'workspace', broken.workspace,
      'project_id', project, 'project', broken.project, 'problem', broken.last_problem)
    from public.members where workspace_id = broken.workspace_id and role = 'admin';
  end if;
  return jsonb_build_object('kind', 'problem', 'project', broken.project, 'workspace', broken.workspace,
    'problem', broken.last_problem,
    'people', (select coalesce(jsonb_agg(jsonb_build_object('user_id', p.id, 'email', p.email) order by p.id), '[]')
      from public.members m join public.profiles p on p.id = m.user_id
      where claimed and m.workspace_id = broken.workspace_id and m.role = 'admin'));
end;
$$;

create function private.claim_notice(project uuid, kind text)
  returns jsonb
  language sql volatile security definer set search_path = ''
as $$
  select case kind when 'ready' then private.claim_ready(project) when 'problem' then private.claim_problem(project) end;
$$;

-- The mail could not be sent: it may be tried again. A problem's is only when it reached nobody.
create function private.release_notice(project uuid, kind text, person uuid)
  returns void
  language plpgsql security definer set search_path = ''
as $$
begin
  if kind = 'ready' then
    update public.ready_requests set mailed_at = null where project_id = project and user_id = person;
  else
    update private.problem_mails set mailed_at = null where project_id = project;
  end if;
end;
$$;

create function public.begin_notice(project_id uuid) returns void
  language sql volatile set search_path = '' as $$ select private.begin_notice(project_id); $$;
create function public.claim_notice(project_id uuid, kind text) returns jsonb
  language sql volatile set search_path = '' as $$ select private.claim_notice(project_id, kind); $$;
create function public.release_notice(project_id uuid, kind text, user_id uuid) returns void
  language sql volatile set search_path = '' as $$ select private.release_notice(project_id, kind, user_id); $$;

revoke all on public.ready_requests from anon, authenticated;
revoke all on private.problem_mails from public, anon, authenticated, service_role;
revoke all on function
  private.forget_problem_mail(), private.begin_notice(uuid), private.claim_ready(uuid), private.needs_a_person(text),
  private.claim_problem(uuid), private.claim_notice(uuid, text), private.release_notice(uuid, text, uuid),
  public.begin_notice(uuid), public.claim_notice(uuid, text), public.release_notice(uuid, text, uuid)
  from public, anon, authenticated, service_role;
grant all on public.ready_requests to service_role;
grant select, delete on public.ready_requests to authenticated;
grant insert (project_id, workspace_id) on public.ready_requests to authenticated;
grant execute on function private.begin_notice(uuid), public.begin_notice(uuid) to authenticated;
grant execute on function
  private.claim_notice(uuid, text), private.release_notice(uuid, text, uuid),
  public.claim_notice(uuid, text), public.release_notice(uuid, text, uuid)
  to service_role;

create policy "people see what they asked to be told" on public.ready_requests
  for select to authenticated
  using (user_id = (select auth.uid()));
create policy "members ask to be told when data are ready" on public.ready_requests
  for insert to authenticated
  with check (user_id = (select auth.uid()) and workspace_id = any (array(select private.my_workspaces())));
create policy "people take back what they asked to be told" on public.ready_requests
  for delete to authenticated
  using (user_id = (select auth.uid()));
