-- People, two workspaces, and `tests.attempt`. The runner puts this into each test's transaction, after `begin`.
set local search_path = extensions, public;
create schema tests;
grant usage on schema tests to public;

create table tests.people (name text primary key, id uuid not null default gen_random_uuid());
insert into tests.people (name) values ('member'), ('admin'), ('other_admin'), ('removed'), ('stranger'), ('target');
insert into auth.users (id, email, raw_user_meta_data)
select id, replace(name, '_', '') || '@' || id || '.example.com', jsonb_build_object('name', initcap(name)) from tests.people;

create table tests.things (name text primary key, id uuid not null default gen_random_uuid());
insert into tests.things (name) values ('one'), ('two'), ('project'), ('other project'), ('scenario'), ('bare scenario'),
  ('member scenario'), ('other scenario'), ('invitation'), ('admin invitation'), ('fresh'),
  ('bare project'), ('pull ticket'), ('connect ticket'), ('profiles ticket');
grant select on tests.people, tests.things to public;

create function tests.id(thing text) returns uuid language sql stable as $$
  select id from tests.people where name = thing union all select id from tests.things where name = thing
$$;

create function tests.definition() returns jsonb language sql immutable as $$
  select '{"start": {"event": "A", "filters": []}, "target": {"event": "B", "filters": []}, "horizonMs": null,
    "hiddenEvents": [], "keepOutliers": false}'::jsonb
$$;

create function tests.document() returns jsonb language sql immutable as $$
  select jsonb_build_object('version', 2, 'stage', 'complete', 'definition', tests.definition(), 'fingerprint', 'f',
    'computedAt', 1, 'dataFromMs', 0, 'dataToMs', 1, 'claim', '{"kind": "ranked"}'::jsonb, 'horizonMs', 1,
    'flow', '{"entrants": 10, "analysed": 10, "converted": 4}'::jsonb, 'conversion', '{"share": 0.4, "low": 0.3, "high": 0.5}'::jsonb,
    'curve', '{}'::jsonb, 'verdict', '[]'::jsonb, 'rows', '[
      {"id": "r2", "shelf": "ranked", "direction": "to", "rank": 2, "event": "D"},
      {"id": "r1", "shelf": "ranked", "direction": "to", "rank": 1, "event": "C"},
      {"id": "a1", "shelf": "ranked", "direction": "away", "rank": 1, "event": "E"},
      {"id": "s1", "shelf": "step", "direction": null, "rank": null, "event": "F"}]'::jsonb)
$$;

-- Becomes somebody until the block or the transaction is over, as PostgREST does it.
create function tests.act_as(who text) returns void language plpgsql as $$
begin
  perform set_config('request.jwt.claims', case who
    when 'visitor' then '{"role": "anon"}'
    when 'service' then '{"role": "service_role"}'
    else jsonb_build_object('role', 'authenticated', 'sub', tests.id(who))::text end, true);
  perform set_config('role', case who when 'visitor' then 'anon' when 'service' then 'service_role' else 'authenticated' end, true);
end $$;

-- What comes of a statement when somebody runs it: `rows`, `nothing`, or the SQLSTATE. Leaves no trace.
create function tests.attempt(who text, statement text) returns text language plpgsql as $$
declare
  found_rows bigint;
  outcome text;
begin
  begin
    perform tests.act_as(who);
    execute statement;
    get diagnostics found_rows = row_count;
    set constraints all immediate;
    raise exception using errcode = 'TESTS', message = found_rows::text;
  exception
    when sqlstate 'TESTS' then outcome := case when sqlerrm = '0' then 'nothing' else 'rows' end;
    when others then outcome := sqlstate;
  end;
  return outcome;
end $$;

insert into public.workspaces (id, name, created_by) values
  (tests.id('one'), 'One', tests.id('admin')), (tests.id('two'), 'Two', tests.id('other_admin'));
insert into public.members (workspace_id, user_id, role) values
  (tests.id('one'), tests.id('admin'), 'admin'), (tests.id('one'), tests.id('member'), 'member'),
  (tests.id('one'), tests.id('target'), 'member'), (tests.id('one'), tests.id('removed'), 'admin'),
  (tests.id('two'), tests.id('other_admin'), 'admin');
set constraints all immediate;
set constraints all deferred;
delete from public.members where user_id = tests.id('removed');
insert into public.projects (id, workspace_id, name, created_by) values
  (tests.id('project'), tests.id('one'), 'App', tests.id('admin')),
  (tests.id('other project'), tests.id('two'), 'Other app', tests.id('other_admin'));
insert into public.scenarios (id, workspace_id, project_id, definition, created_by) values
  (tests.id('scenario'), tests.id('one'), tests.id('project'), tests.definition(), tests.id('admin')),
  (tests.id('bare scenario'), tests.id('one'), tests.id('project'), tests.definition(), tests.id('admin')),
  (tests.id('member scenario'), tests.id('one'), tests.id('project'), tests.definition(), tests.id('member')),
  (tests.id('other scenario'), tests.id('two'), tests.id('other project'), tests.definition(), tests.id('other_admin'));
insert into public.results (scenario_id, workspace_id, document, computed_by) values
  (tests.id('scenario'), tests.id('one'), tests.document(), tests.id('admin'));
insert into public.pins (scenario_id, workspace_id, pinned_by) values (tests.id('scenario'), tests.id('one'), tests.id('admin'));
insert into public.hidden_events (project_id, workspace_id, event, hidden_by) values
  (tests.id('project'), tests.id('one'), 'noise', tests.id('admin'));
insert into public.invitations (id, workspace_id, email, role, invited_by) values
  (tests.id('invitation'), tests.id('one'), 'new@example.com', 'member', tests.id('admin')),
  (tests.id('admin invitation'), tests.id('one'), 'boss@example.com', 'admin', tests.id('admin'));
insert into public.notifications (user_id, workspace_id, kind) values (tests.id('member'), tests.id('one'), 'data/ready');
insert into private.invitation_codes (invitation_id, code_hash) values (tests.id('invitation'), sha256('code'::bytea));
insert into public.projects (id, workspace_id, name, created_by) values (tests.id('bare project'), tests.id('one'), 'Web', tests.id('admin'));
insert into public.mixpanel_connections (project_id, workspace_id, region, mixpanel_project_id, kind, username, time_zone,
    profile_properties) values
  (tests.id('project'), tests.id('one'), 'eu', '1234567', 'service_account', 'ptero.mp-service-account', 'Europe/Berlin',
    array['$initial_referrer']);
select private.put_secret(private.mixpanel_secret_name(tests.id('project')), 'the secret of Mixpanel', repeat('k', 32));
insert into public.mixpanel_days (project_id, workspace_id, day, events, pulled_by) values
  (tests.id('project'), tests.id('one'), '2026-11-01', 3, tests.id('member'));
insert into private.mixpanel_sketches (project_id, day, users) values
  (tests.id('project'), '2026-11-01', decode('01' || repeat('00', 16383), 'hex'));
select private.count_usage('2026-11-01');
insert into private.sketch_keys (workspace_id) values (tests.id('one'));
insert into private.mixpanel_tickets (id, purpose, project_id, user_id, from_day, to_day) values
  (tests.id('pull ticket'), 'pull', tests.id('project'), tests.id('member'), current_date - 7, current_date - 1),
  (tests.id('connect ticket'), 'connect', tests.id('project'), tests.id('admin'), null, null),
  (tests.id('profiles ticket'), 'profiles', tests.id('project'), tests.id('member'), null, null);
insert into public.ready_requests (project_id, workspace_id, user_id) values (tests.id('project'), tests.id('one'), tests.id('member'));
insert into public.plan_changes (workspace_id, "from", "to", cause, reason, at) values
  (tests.id('one'), 'trialing', 'free', 'daily', 'the trial ended without payment', now());
insert into public.billing_invoices (id, workspace_id, status, amount_cents, read_at) values
  ('in_1', tests.id('one'), 'paid', 7500, now());
