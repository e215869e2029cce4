-- What a team shares: projects, scenarios, their results, pins, and the events it hides. Events never come here.

-- A scenario's question, as src/core/scenario/definition.ts has it.
create function private.is_definition(definition jsonb)
  returns boolean
  language sql immutable set search_path = ''
as $$
  select coalesce(
    jsonb_typeof(definition) = 'object'
    and octet_length(definition::text) <= 65536
    and jsonb_typeof(definition #> '{start,event}') = 'string'
    and char_length(definition #>> '{start,event}') between 1 and 1000
    and jsonb_typeof(definition #> '{start,filters}') = 'array'
    and jsonb_typeof(definition #> '{target,event}') = 'string'
    and char_length(definition #>> '{target,event}') between 1 and 1000
    and jsonb_typeof(definition #> '{target,filters}') = 'array'
    and (jsonb_typeof(definition -> 'horizonMs') = 'null'
      or (jsonb_typeof(definition -> 'horizonMs') = 'number' and (definition ->> 'horizonMs')::numeric > 0))
    and jsonb_typeof(definition -> 'hiddenEvents') = 'array'
    and jsonb_typeof(definition -> 'keepOutliers') = 'boolean'
    and coalesce(jsonb_typeof(definition -> 'mergedEvents') = 'array', true),
    false);
$$;

-- A result, as src/core/predictor/result.ts has it: what a reader of any version relies on.
create function private.is_result_document(document jsonb)
  returns boolean
  language sql immutable set search_path = ''
as $$
  select coalesce(
    jsonb_typeof(document) = 'object'
    and octet_length(document::text) <= 8388608
    and jsonb_typeof(document -> 'version') = 'number'
    and document ->> 'stage' in ('screen', 'complete')
    and private.is_definition(document -> 'definition')
    and jsonb_typeof(document -> 'fingerprint') = 'string'
    and jsonb_typeof(document -> 'computedAt') = 'number'
    and jsonb_typeof(document -> 'dataFromMs') = 'number'
    and jsonb_typeof(document -> 'dataToMs') = 'number'
    and document #>> '{claim,kind}' in ('ranked', 'describe-only')
    and jsonb_typeof(document -> 'horizonMs') = 'number'
    and jsonb_typeof(document #> '{flow,entrants}') = 'number'
    and jsonb_typeof(document #> '{flow,converted}') = 'number'
    and (document #>> '{flow,entrants}')::numeric >= 0
    and (document #>> '{flow,converted}')::numeric between 0 and (document #>> '{flow,entrants}')::numeric
    and jsonb_typeof(document #> '{conversion,share}') = 'number'
    and (document #>> '{conversion,share}')::numeric between 0 and 1
    and jsonb_typeof(document -> 'curve') = 'object'
    and jsonb_typeof(document -> 'verdict') = 'array'
    and jsonb_typeof(document -> 'rows') = 'array'
    and jsonb_array_length(document -> 'rows') <= 20000,
    false);
$$;

-- What a card on the dashboard shows of a result, so that the list need not carry the documents.
create function private.summarise_result(document jsonb)
  returns jsonb
  language sql immutable set search_path = ''
as $$
  select jsonb_build_object(
    'version', document -> 'version', 'stage', document -> 'stage', 'claim', document #> '{claim,kind}',
    'entrants', document #> '{flow,entrants}', 'analysed', document #> '{flow,analysed}',
    'converted', document #> '{flow,converted}', 'conversion', document -> 'conversion',
    'horizonMs', document -> 'horizonMs', 'dataFromMs', document -> 'dataFromMs', 'dataToMs', document -> 'dataToMs',
    'computedAt', document -> 'computedAt', 'fingerprint', document -> 'fingerprint',
    'sample', document -> 'sample',
    'top', coalesce((
      select jsonb_agg(top.line order by top.place)
      from (
        select jsonb_build_object('id', r -> 'id', 'kind', r -> 'kind', 'event', r -> 'event', 'property', r -> 'property',
          'value', r -> 'value', 'minCount', r -> 'minCount', 'direction', r -> 'direction', 'rank', r -> 'rank',
          'hazard', r -> 'hazard', 'tier', r -> 'tier') as line, (r ->> 'rank')::numeric as place
        from jsonb_array_elements(case when jsonb_typeof(document -> 'rows') = 'array' then document -> 'rows' else '[]' end) r
        where r ->> 'shelf' = 'ranked' and r ->> 'direction' = 'to' and jsonb_typeof(r -> 'rank') = 'number'
        order by (r ->> 'rank')::numeric
        limit 3) top), '[]'));
$$;

create table public.projects (
  id           uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces on delete cascade,
  name         text not null constraint projects_name_is_a_label check (private.is_label(name, 120)),
  created_by   uuid default auth.uid() references public.profiles on delete set null,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  unique (id, workspace_id)
);
alter table public.projects enable row level security;
create index projects_workspace_id_idx on public.projects (workspace_id);
create index projects_created_by_idx on public.projects (created_by);

create table public.scenarios (
  id                uuid primary key default gen_random_uuid(),
  workspace_id      uuid not null references public.workspaces on delete cascade,
  project_id        uuid not null,
  name              text constraint scenarios_name_is_a_label check (private.is_label(name, 200)),
  definition        jsonb not null constraint scenarios_definition_has_its_shape check (private.is_definition(definition)),
  colour            text not null default 'grey' constraint scenarios_colour_is_known
    check (colour in ('blue', 'red', 'pink', 'green', 'amber', 'violet', 'grey')),
  suggested_because text constraint scenarios_suggestion_is_short check (char_length(suggested_because) <= 1000),
  created_by        uuid default auth.uid() references public.profiles on delete set null,
  created_at        timestamptz not null default now(),
  updated_at        timestamptz not null default now(),
  updated_by        uuid default auth.uid() references public.profiles on delete set null,
  unique (id, workspace_id),
  foreign key (project_id, workspace_id) references public.projects (id, workspace_id) on delete cascade
);
alter table public.scenarios enable row level security;
create index scenarios_recent_idx on public.scenarios (workspace_id, updated_at desc);
create index scenarios_mine_idx on public.scenarios (workspace_id, created_by, updated_at desc);
create index scenarios_project_idx on public.scenarios (project_id, workspace_id);
create index scenarios_created_by_idx on public.scenarios (created_by);
create index scenarios_updated_by_idx on public.scenarios (updated_by);

create table public.results (
  scenario_id  uuid primary key,
  workspace_id uuid not null references public.workspaces on delete cascade,
  document     jsonb not null constraint results_document_has_its_shape check (private.is_result_document(document)),
  previous     jsonb constraint results_previous_is_small
    check (jsonb_typeof(previous) = 'object' and octet_length(previous::text) <= 262144),
  summary      jsonb not null generated always as (private.summarise_result(document)) stored,
  computed_by  uuid default auth.uid() references public.profiles on delete set null,
  computed_at  timestamptz not null default now(),
  unique (scenario_id, workspace_id),
  foreign key (scenario_id, workspace_id) references public.scenarios (id, workspace_id) on delete cascade
);
alter table public.results enable row level security;
create index results_workspace_id_idx on public.results (workspace_id);
create index results_computed_by_idx on public.results (computed_by);

create table public.pins (
  scenario_id  uuid primary key,
  workspace_id uuid not null references public.workspaces on delete cascade,
  pinned_by    uuid default auth.uid() references public.profiles on delete set null,
  pinned_at    timestamptz not null default now(),
  unique (scenario_id, workspace_id),
  foreign key (scenario_id, workspace_id) references public.scenarios (id, workspace_id) on delete cascade
);
alter table public.pins enable row level security;
create index pins_workspace_id_idx on public.pins (workspace_id);
create index pins_pinned_by_idx on public.pins (pinned_by);

create table public.hidden_events (
  project_id   uuid not null,
  workspace_id uuid not null references public.workspaces on delete cascade,
  event        text not null constraint hidden_events_event_has_a_length check (char_length(event) between 1 and 1000),
  hidden_by    uuid default auth.uid() references public.profiles on delete set null,
  hidden_at    timestamptz not null default now(),
  primary key (project_id, event),
  foreign key (project_id, workspace_id) references public.projects (id, workspace_id) on delete cascade
);
alter table public.hidden_events enable row level security;
create index hidden_events_workspace_id_idx on public.hidden_events (workspace_id);
create index hidden_events_project_idx on public.hidden_events (project_id, workspace_id);
create index hidden_events_hidden_by_idx on public.hidden_events (hidden_by);

create trigger touch before update on public.projects for each row execute function private.touch();

-- Who wrote last, and when, is the server's word.
create function private.sign_scenario()
  returns trigger
  language plpgsql set search_path = ''
as $$
begin
  new.updated_at := clock_timestamp();
  -- An account that goes away empties the column through its foreign key; that is nobody's change.
  if new.updated_by is not distinct from old.updated_by then
    new.updated_by := coalesce((select auth.uid()), new.updated_by);
  end if;
  return new;
end;
$$;
create trigger sign_scenario before update of name, definition, colour, suggested_because on public.scenarios
  for each row execute function private.sign_scenario();

create function private.sign_result()
  returns trigger
  language plpgsql set search_path = ''
as $$
begin
  new.computed_at := clock_timestamp();
  new.computed_by := coalesce((select auth.uid()), new.computed_by);
  return new;
end;
$$;
create trigger sign_result before insert or update of document, previous on public.results
  for each row execute function private.sign_result();

-- A scenario with a new result is a recent one.
create function private.touch_scenario()
  returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  update public.scenarios set updated_at = clock_timestamp() where id = new.scenario_id;
  return null;
end;
$$;
create trigger touch_scenario after insert or update of document on public.results
  for each row execute function private.touch_scenario();

revoke all on public.projects, public.scenarios, public.results, public.pins, public.hidden_events from anon, authenticated;
revoke all on function
  private.is_definition(jsonb), private.is_result_document(jsonb), private.summarise_result(jsonb),
  private.sign_scenario(), private.sign_result(), private.touch_scenario()
  from public, anon, authenticated, service_role;
grant execute on function
  private.is_definition(jsonb), private.is_result_document(jsonb), private.summarise_result(jsonb)
  to authenticated, service_role;
grant all on public.projects, public.scenarios, public.results, public.pins, public.hidden_events to service_role;

grant select, delete on public.projects, public.scenarios, public.pins, public.hidden_events to authenticated;
grant select on public.results to authenticated;
grant insert (id, workspace_id, name), update (name) on public.projects to authenticated;
grant insert (id, workspace_id, project_id, name, definition, colour, suggested_because) on public.scenarios to authenticated;
grant update (name, definition, colour) on public.scenarios to authenticated;
-- A client upserts, which sets every column it sends: the keys may be set again to what they are, and only to that.
grant insert (scenario_id, workspace_id, document, previous), update (scenario_id, workspace_id, document, previous)
  on public.results to authenticated;
grant insert (scenario_id, workspace_id) on public.pins to authenticated;
grant insert (project_id, workspace_id, event) on public.hidden_events to authenticated;

create function private.keep_result_keys()
  returns trigger
  language plpgsql set search_path = ''
as $$
begin
  if (new.scenario_id, new.workspace_id) is distinct from (old.scenario_id, old.workspace_id) then
    perform private.refuse(403, 'result/moved', 'A result stays with its scenario.');
  end if;
  return new;
end;
$$;
create trigger keep_result_keys before update of scenario_id, workspace_id on public.results
  for each row execute function private.keep_result_keys();
revoke all on function private.keep_result_keys() from public, anon, authenticated, service_role;

create policy "members read the projects of their workspaces" on public.projects
  for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces())));
create policy "members add projects to their workspaces" on public.projects
  for insert to authenticated
  with check (workspace_id = any (array(select private.my_workspaces())));
create policy "members rename the projects of their workspaces" on public.projects
  for update to authenticated
  using (workspace_id = any (array(select private.my_workspaces())))
  with check (workspace_id = any (array(select private.my_workspaces())));
create policy "admins delete projects, and members those they made" on public.projects
  for delete to authenticated
  using (workspace_id = any (array(select private.my_admin_workspaces()))
    or (created_by = (select auth.uid()) and workspace_id = any (array(select private.my_workspaces()))));

create policy "members read the scenarios of their workspaces" on public.scenarios
  for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces())));
create policy "members add scenarios to their workspaces" on public.scenarios
  for insert to authenticated
  with check (workspace_id = any (array(select private.my_workspaces())));
create policy "members change the scenarios of their workspaces" on public.scenarios
  for update to authenticated
  using (workspace_id = any (array(select private.my_workspaces())))
  with check (workspace_id = any (array(select private.my_workspaces())));
create policy "admins delete scenarios, and members those they made" on public.scenarios
  for delete to authenticated
  using (workspace_id = any (array(select private.my_admin_workspaces()))
    or (created_by = (select auth.uid()) and workspace_id = any (array(select private.my_workspaces()))));

create policy "members read the results of their workspaces" on public.results
  for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces())));
create policy "members store results in their workspaces" on public.results
  for insert to authenticated
  with check (workspace_id = any (array(select private.my_workspaces())));
create policy "members replace results in their workspaces" on public.results
  for update to authenticated
  using (workspace_id = any (array(select private.my_workspaces())))
  with check (workspace_id = any (array(select private.my_workspaces())));

create policy "members see the pins of their workspaces" on public.pins
  for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces())));
create policy "members pin in their workspaces" on public.pins
  for insert to authenticated
  with check (workspace_id = any (array(select private.my_workspaces())));
create policy "members unpin in their workspaces" on public.pins
  for delete to authenticated
  using (workspace_id = any (array(select private.my_workspaces())));

create policy "members see what is hidden in their workspaces" on public.hidden_events
  for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces())));
create policy "members hide events in their workspaces" on public.hidden_events
  for insert to authenticated
  with check (workspace_id = any (array(select private.my_workspaces())));
create policy "members show events in their workspaces" on public.hidden_events
  for delete to authenticated
  using (workspace_id = any (array(select private.my_workspaces())));
