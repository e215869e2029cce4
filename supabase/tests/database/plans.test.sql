-- Every server entry by everybody, in each state of a plan: the cells of rights.test.sql, and what read-only changes in them.
begin;
-- cells of rights.test.sql

-- In read-only the same is allowed and refused as always, but for this: PT403 with the hint plan/read-only.
create temporary table read_only_cells (thing text, verb text);
insert into read_only_cells values
  ('public.scenarios', 'insert'), ('public.scenarios', 'project of others'), ('public.results', 'insert'),
  ('public.results', 'update'), ('public.results', 'scenario of others'), ('begin_mixpanel_pull', 'call'),
  ('begin_mixpanel_profiles', 'call'), ('choose_profile_properties', 'call'),
  ('public.scenarios', 'delete'), ('public.scenarios', 'own deleted'), ('public.projects', 'delete');

create temporary table plan_states (state text);
insert into plan_states values ('free'), ('trialing'), ('active'), ('cancelling'), ('read_only');
create temporary table people (who text);
insert into people values ('visitor'), ('stranger'), ('member'), ('admin'), ('other_admin'), ('removed'), ('service');

create function pg_temp.expected(c cells, who text, state text) returns text language sql as $$
  select case
    when state = 'read_only' and who in ('member', 'admin') and (c.thing, c.verb) in (select thing, verb from read_only_cells)
      and (to_jsonb(c) ->> who) not in ('D', '-') then 'PT403'
    else to_jsonb(c) ->> who end
$$;

create function pg_temp.check_state(wanted text) returns setof text language plpgsql as $$
begin
  update public.plans set state = wanted where workspace_id = tests.id('one');
  return query
    select is(tests.attempt(p.who, c.statement),
      case e.outcome when 'R' then 'rows' when '-' then 'nothing' when 'D' then '42501' else e.outcome end,
      format('%s, %s: %s %s: %s', wanted, p.who, c.verb, c.thing, e.outcome))
    from cells c cross join people p cross join lateral pg_temp.expected(c, p.who, wanted) e (outcome);
end $$;

-- Calls that sound like PT403 for another reason must not hide one that is missing: the hint is looked at by itself.
create function pg_temp.refusal(who text, statement text) returns text language plpgsql as $$
declare
  said text;
begin
  perform tests.act_as(who);
  execute statement;
  raise exception using errcode = 'TESTS';
exception
  when sqlstate 'TESTS' then return 'not refused';
  when others then
    get stacked diagnostics said = pg_exception_hint;
    return said || ': ' || sqlerrm;
end $$;

select plan((select count(*) * 7 * 5 + 2 + 14 + 2 + 9 * 5 from cells)::int);

select pg_temp.check_state(state) from plan_states;
select ok((select count(*) from read_only_cells r where exists (select from cells c where (c.thing, c.verb) = (r.thing, r.verb))) = 11,
  'each of them is a cell');
select is((select state from public.plans where workspace_id = tests.id('one')), 'read_only', 'read-only was the last');

create temporary table told (who text, what text, statement text);
insert into told
select who, what, statement from (values ('member'), ('admin')) p (who) cross join (values
  ('a scenario', 'insert into public.scenarios (workspace_id, project_id, definition) values (tests.id(''one''), tests.id(''project''), tests.definition())'),
  ('another question', 'update public.scenarios set definition = jsonb_set(definition, ''{start,event}'', ''"Z"'') where id = tests.id(''scenario'')'),
  ('a result', 'insert into public.results (scenario_id, workspace_id, document) values (tests.id(''bare scenario''), tests.id(''one''), tests.document())'),
  ('an upsert of a result', 'insert into public.results (scenario_id, workspace_id, document) values (tests.id(''scenario''), tests.id(''one''), tests.document()) on conflict (scenario_id) do update set document = excluded.document'),
  ('a refresh', 'update public.results set document = tests.document() where scenario_id = tests.id(''scenario'')'),
  ('a pull', 'select public.begin_mixpanel_pull(tests.id(''project''), current_date, current_date)')) s (what, statement);
insert into told values
  ('admin', 'a deletion', 'delete from public.scenarios where id = tests.id(''scenario'')'),
  ('admin', 'a deletion of a project', 'delete from public.projects where id = tests.id(''project'')');
select is(pg_temp.refusal(who, statement),
  'plan/read-only: This workspace is read-only: the trial ended without payment. Every result stays here to read and export. An admin can pay under Settings, Billing and usage; everything works again at once.',
  format('%s is told why %s is refused, and what to do', who, what)) from told;
select isnt(pg_temp.refusal('stranger', statement), 'not refused', 'a stranger is refused too') from told where what = 'a scenario' and who = 'member';
select ok(pg_temp.refusal('stranger', statement) not like 'plan/%', 'and does not learn the state of the plan')
from told where what = 'a scenario' and who = 'member';

-- What the app is told agrees with what the server does.
create function pg_temp.rights_of(wanted text) returns setof text language plpgsql as $$
declare
  said jsonb;
begin
  update public.plans set state = wanted where workspace_id = tests.id('one');
  perform tests.act_as('member');
  said := public.plan_of(tests.id('one'));
  reset role;
  return query select is((said -> 'may' ->> r.wanted)::boolean,
    r.wanted <> 'manage_billing' and (r.wanted not in ('pull', 'refresh', 'create_scenario', 'store_result') or said ->> 'state' <> 'read_only'),
    format('%s: a member is told about %s', said ->> 'state', r.wanted))
  from unnest(array['pull', 'refresh', 'create_scenario', 'store_result', 'read', 'search', 'export', 'manage_team', 'manage_billing']) r (wanted);
end $$;
select pg_temp.rights_of(state) from plan_states;

select diag(format('%s cells: %s server entries and columns x 5 states x 7 people, %s of them refusals or no row',
  (select count(*) * 35 from cells), (select count(*) from cells),
  (select count(*) from cells c cross join people p cross join plan_states s where pg_temp.expected(c, p.who, s.state) <> 'R')));
select * from finish();
rollback;
