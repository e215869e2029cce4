-- Every table and every function of the API, by everybody, in every way. A cell says what comes of it:
-- R some rows, - no row, D denied (42501), or another SQLSTATE.
begin;

create temporary table cells (kind text, thing text, verb text, statement text,
  visitor text, stranger text, member text, admin text, other_admin text, removed text, service text);

insert into cells
select 'table', t, v, s, split_part(o, ' ', 1), split_part(o, ' ', 2), split_part(o, ' ', 3), split_part(o, ' ', 4),
  split_part(o, ' ', 5), split_part(o, ' ', 6), split_part(o, ' ', 7)
from (values
-- table               verb      statement                                                              visitor stranger member admin other_admin removed service
  ('public.profiles', 'select', 'select from public.profiles where id = tests.id(''target'')',                'D - R R - - R'),
  ('public.profiles', 'insert', 'insert into public.profiles (id, name, email) values (tests.id(''target''), ''x'', ''x'')', 'D D D D D D 23505'),
  ('public.profiles', 'update', 'update public.profiles set name = ''x'' where id = tests.id(''target'')',    'D - - - - - R'),
  ('public.profiles', 'delete', 'delete from public.profiles where id = tests.id(''target'')',                'D D D D D D R'),
  ('public.workspaces', 'select', 'select from public.workspaces where id = tests.id(''one'')',               'D - R R - - R'),
  ('public.workspaces', 'insert', 'insert into public.workspaces (name) values (''x'')',                      'D D D D D D PT409'),
  ('public.workspaces', 'update', 'update public.workspaces set name = ''x'' where id = tests.id(''one'')',   'D - - R - - R'),
  ('public.workspaces', 'delete', 'delete from public.workspaces where id = tests.id(''one'')',               'D D D D D D R'),
  ('public.members', 'select', 'select from public.members where workspace_id = tests.id(''one'')',           'D - R R - - R'),
  ('public.members', 'insert', 'insert into public.members (workspace_id, user_id, role) values (tests.id(''one''), tests.id(''stranger''), ''member'')', 'D D D D D D R'),
  ('public.members', 'update', 'update public.members set role = ''admin'' where workspace_id = tests.id(''one'') and user_id = tests.id(''member'')', 'D D D D D D R'),
  ('public.members', 'delete', 'delete from public.members where workspace_id = tests.id(''one'') and user_id = tests.id(''target'')', 'D D D D D D R'),
  ('public.invitations', 'select', 'select from public.invitations where workspace_id = tests.id(''one'')',   'D - R R - - R'),
  ('public.invitations', 'insert', 'insert into public.invitations (workspace_id, email, role) values (tests.id(''one''), ''x@example.com'', ''admin'')', 'D D D D D D R'),
  ('public.invitations', 'update', 'update public.invitations set role = ''admin'' where id = tests.id(''invitation'')', 'D D D D D D R'),
  ('public.invitations', 'delete', 'delete from public.invitations where id = tests.id(''invitation'')',      'D D D D D D R'),
  ('public.projects', 'select', 'select from public.projects where id = tests.id(''project'')',               'D - R R - - R'),
  ('public.projects', 'insert', 'insert into public.projects (workspace_id, name) values (tests.id(''one''), ''x'')', 'D D R R D D R'),
  ('public.projects', 'update', 'update public.projects set name = ''x'' where id = tests.id(''project'')',   'D - R R - - R'),
  ('public.projects', 'delete', 'delete from public.projects where id = tests.id(''project'')',               'D - - R - - R'),
  ('public.scenarios', 'select', 'select from public.scenarios where id = tests.id(''scenario'')',            'D - R R - - R'),
  ('public.scenarios', 'insert', 'insert into public.scenarios (workspace_id, project_id, definition) values (tests.id(''one''), tests.id(''project''), tests.definition())', 'D D R R D D R'),
  ('public.scenarios', 'update', 'update public.scenarios set colour = ''red'' where id = tests.id(''scenario'')', 'D - R R - - R'),
  ('public.scenarios', 'delete', 'delete from public.scenarios where id = tests.id(''scenario'')',            'D - - R - - R'),
  ('public.results', 'select', 'select from public.results where scenario_id = tests.id(''scenario'')',       'D - R R - - R'),
  ('public.results', 'insert', 'insert into public.results (scenario_id, workspace_id, document) values (tests.id(''bare scenario''), tests.id(''one''), tests.document())', 'D D R R D D R'),
  ('public.results', 'update', 'update public.results set document = tests.document() where scenario_id = tests.id(''scenario'')', 'D - R R - - R'),
  ('public.results', 'delete', 'delete from public.results where scenario_id = tests.id(''scenario'')',       'D D D D D D R'),
  ('public.pins', 'select', 'select from public.pins where scenario_id = tests.id(''scenario'')',             'D - R R - - R'),
  ('public.pins', 'insert', 'insert into public.pins (scenario_id, workspace_id) values (tests.id(''bare scenario''), tests.id(''one''))', 'D D R R D D R'),
  ('public.pins', 'update', 'update public.pins set pinned_at = now() where scenario_id = tests.id(''scenario'')', 'D D D D D D R'),
  ('public.pins', 'delete', 'delete from public.pins where scenario_id = tests.id(''scenario'')',             'D - R R - - R'),
  ('public.hidden_events', 'select', 'select from public.hidden_events where project_id = tests.id(''project'')', 'D - R R - - R'),
  ('public.hidden_events', 'insert', 'insert into public.hidden_events (project_id, workspace_id, event) values (tests.id(''project''), tests.id(''one''), ''x'')', 'D D R R D D R'),
  ('public.hidden_events', 'update', 'update public.hidden_events set event = ''x'' where project_id = tests.id(''project'')', 'D D D D D D R'),
  ('public.hidden_events', 'delete', 'delete from public.hidden_events where project_id = tests.id(''project'')', 'D - R R - - R'),
  ('public.notifications', 'select', 'select from public.notifications where user_id = tests.id(''member'')', 'D - R - - - R'),
  ('public.notifications', 'insert', 'insert into public.notifications (user_id, kind) values (tests.id(''member''), ''x'')', 'D D D D D D R'),
  ('public.notifications', 'update', 'update public.notifications set read_at = now() where user_id = tests.id(''member'')', 'D - R - - - R'),
  ('public.notifications', 'delete', 'delete from public.notifications where user_id = tests.id(''member'')', 'D - R - - - R'),
  ('public.audit_log', 'select', 'select from public.audit_log where workspace_id = tests.id(''one'')',       'D - - R - - R'),
  ('public.audit_log', 'insert', 'insert into public.audit_log (workspace_id, action) values (tests.id(''one''), ''x'')', 'D D D D D D R'),
  ('public.audit_log', 'update', 'update public.audit_log set action = ''x'' where workspace_id = tests.id(''one'')', 'D D D D D D R'),
  ('public.audit_log', 'delete', 'delete from public.audit_log where workspace_id = tests.id(''one'')',       'D D D D D D R'),
  ('public.changes', 'select', 'select from public.changes where workspace_id = tests.id(''one'')',           'D - R R - - R'),
  ('public.changes', 'insert', 'insert into public.changes (workspace_id, entity, row_id, operation) values (tests.id(''one''), ''x'', ''x'', ''insert'')', 'D D D D D D R'),
  ('public.changes', 'update', 'update public.changes set entity = ''x'' where workspace_id = tests.id(''one'')', 'D D D D D D R'),
  ('public.changes', 'delete', 'delete from public.changes where workspace_id = tests.id(''one'')',           'D D D D D D R'),
  ('private.invitation_codes', 'select', 'select from private.invitation_codes',                              'D D D D D D D'),
  ('private.invitation_codes', 'insert', 'insert into private.invitation_codes values (tests.id(''admin invitation''), ''x'')', 'D D D D D D D'),
  ('private.invitation_codes', 'update', 'update private.invitation_codes set code_hash = ''x''',             'D D D D D D D'),
  ('private.invitation_codes', 'delete', 'delete from private.invitation_codes',                              'D D D D D D D'),
  ('public.plans', 'select', 'select from public.plans where workspace_id = tests.id(''one'')', 'D - R R - - R'),
  ('public.plans', 'insert', 'insert into public.plans (workspace_id, state) values (tests.id(''one''), ''active'')', 'D D D D D D 23505'),
  ('public.plans', 'update', 'update public.plans set state = ''active'' where workspace_id = tests.id(''one'')', 'D D D D D D R'),
  ('public.plans', 'delete', 'delete from public.plans where workspace_id = tests.id(''one'')', 'D D D D D D R'),
  ('public.mixpanel_connections', 'select', 'select from public.mixpanel_connections where project_id = tests.id(''project'')', 'D - R R - - R'),
  ('public.mixpanel_connections', 'insert', 'insert into public.mixpanel_connections (project_id, workspace_id, region, mixpanel_project_id, kind) values (tests.id(''bare project''), tests.id(''one''), ''us'', ''1'', ''project_secret'')', 'D D D D D D R'),
  ('public.mixpanel_connections', 'update', 'update public.mixpanel_connections set region = ''in'' where project_id = tests.id(''project'')', 'D D D D D D R'),
  ('public.mixpanel_connections', 'delete', 'delete from public.mixpanel_connections where project_id = tests.id(''project'')', 'D D D D D D R'),
  ('public.mixpanel_days', 'select', 'select from public.mixpanel_days where project_id = tests.id(''project'')', 'D - R R - - R'),
  ('public.mixpanel_days', 'insert', 'insert into public.mixpanel_days (project_id, workspace_id, day, events) values (tests.id(''project''), tests.id(''one''), ''2026-01-01'', 1)', 'D D D D D D R'),
  ('public.mixpanel_days', 'update', 'update public.mixpanel_days set events = 0 where project_id = tests.id(''project'')', 'D D D D D D R'),
  ('public.mixpanel_days', 'delete', 'delete from public.mixpanel_days where project_id = tests.id(''project'')', 'D D D D D D R'),
  ('public.usage_days', 'select', 'select from public.usage_days where workspace_id = tests.id(''one'')', 'D - R R - - R'),
  ('public.usage_days', 'insert', 'insert into public.usage_days (workspace_id, day, monthly_users) values (tests.id(''one''), ''2026-01-01'', 0)', 'D D D D D D R'),
  ('public.usage_days', 'update', 'update public.usage_days set monthly_users = 0 where workspace_id = tests.id(''one'')', 'D D D D D D R'),
  ('public.usage_days', 'delete', 'delete from public.usage_days where workspace_id = tests.id(''one'')', 'D D D D D D R'),
  ('public.ready_requests', 'select', 'select from public.ready_requests where user_id = tests.id(''member'')', 'D - R - - - R'),
  ('public.ready_requests', 'insert', 'insert into public.ready_requests (project_id, workspace_id) values (tests.id(''bare project''), tests.id(''one''))', 'D D R R D D 23502'),
  ('public.ready_requests', 'update', 'update public.ready_requests set mailed_at = null where user_id = tests.id(''member'')', 'D D D D D D R'),
  ('public.ready_requests', 'delete', 'delete from public.ready_requests where user_id = tests.id(''member'')', 'D - R - - - R'),
  ('private.secrets', 'select', 'select from private.secrets', 'D D D D D D D'),
  ('private.secrets', 'insert', 'insert into private.secrets (name, box) values (''x'', ''x'')', 'D D D D D D D'),
  ('private.secrets', 'update', 'update private.secrets set box = ''x''', 'D D D D D D D'),
  ('private.secrets', 'delete', 'delete from private.secrets', 'D D D D D D D'),
  ('private.mixpanel_sketches', 'select', 'select from private.mixpanel_sketches', 'D D D D D D D'),
  ('private.mixpanel_sketches', 'insert', 'insert into private.mixpanel_sketches (project_id, day, users) values (tests.id(''project''), ''2026-11-02'', '''')', 'D D D D D D D'),
  ('private.mixpanel_sketches', 'update', 'update private.mixpanel_sketches set users = ''''', 'D D D D D D D'),
  ('private.mixpanel_sketches', 'delete', 'delete from private.mixpanel_sketches', 'D D D D D D D'),
  ('private.sketch_keys', 'select', 'select from private.sketch_keys', 'D D D D D D D'),
  ('private.sketch_keys', 'insert', 'insert into private.sketch_keys (workspace_id) values (tests.id(''two''))', 'D D D D D D D'),
  ('private.sketch_keys', 'update', 'update private.sketch_keys set key = ''''', 'D D D D D D D'),
  ('private.sketch_keys', 'delete', 'delete from private.sketch_keys', 'D D D D D D D'),
  ('private.mixpanel_tickets', 'select', 'select from private.mixpanel_tickets', 'D D D D D D D'),
  ('private.mixpanel_tickets', 'insert', 'insert into private.mixpanel_tickets (purpose, project_id, user_id) values (''connect'', tests.id(''project''), auth.uid())', 'D D D D D D D'),
  ('private.mixpanel_tickets', 'update', 'update private.mixpanel_tickets set user_id = tests.id(''admin'')', 'D D D D D D D'),
  ('private.mixpanel_tickets', 'delete', 'delete from private.mixpanel_tickets', 'D D D D D D D'),
  ('private.problem_mails', 'select', 'select from private.problem_mails', 'D D D D D D D'),
  ('private.problem_mails', 'insert', 'insert into private.problem_mails (project_id, problem) values (tests.id(''project''), ''x'')', 'D D D D D D D'),
  ('private.problem_mails', 'update', 'update private.problem_mails set mailed_at = null', 'D D D D D D D'),
  ('private.problem_mails', 'delete', 'delete from private.problem_mails', 'D D D D D D D')
) rows (t, v, s, o);

insert into cells
select 'function', f, 'call', s, split_part(o, ' ', 1), split_part(o, ' ', 2), split_part(o, ' ', 3), split_part(o, ' ', 4),
  split_part(o, ' ', 5), split_part(o, ' ', 6), split_part(o, ' ', 7)
from (values
  ('create_workspace', 'select public.create_workspace(''x'')',                                              'D R R R R R D'),
  ('set_member_role', 'select public.set_member_role(tests.id(''one''), tests.id(''target''), ''admin'')',   'D PT404 PT403 R PT404 PT404 D'),
  ('set_member_role', 'select public.set_member_role(tests.id(''one''), auth.uid(), ''admin'')',             'D PT404 PT403 R PT404 PT404 D'),
  ('set_member_role', 'select public.set_member_role(tests.id(''one''), tests.id(''admin''), ''member'')',   'D PT404 PT403 PT409 PT404 PT404 D'),
  ('remove_member', 'select public.remove_member(tests.id(''one''), tests.id(''target''))',                  'D PT404 PT403 R PT404 PT404 D'),
  ('remove_member', 'select public.remove_member(tests.id(''one''), tests.id(''admin''))',                   'D PT404 PT403 PT409 PT404 PT404 D'),
  ('leave_workspace', 'select public.leave_workspace(tests.id(''one''))',                                    'D PT404 R PT409 PT404 PT404 D'),
  ('delete_workspace', 'select public.delete_workspace(tests.id(''one''))',                                  'D PT404 PT403 R PT404 PT404 D'),
  ('export_workspace', 'select public.export_workspace(tests.id(''one''))',                                  'D PT404 R R PT404 PT404 D'),
  ('invite_member', 'select public.invite_member(tests.id(''one''), ''x@example.com'')',                     'D PT404 R R PT404 PT404 D'),
  ('invite_member', 'select public.invite_member(tests.id(''one''), ''x@example.com'', ''admin'')',          'D PT404 PT403 R PT404 PT404 D'),
  ('resend_invitation', 'select public.resend_invitation(tests.id(''invitation''))',                         'D PT404 R R PT404 PT404 D'),
  ('resend_invitation', 'select public.resend_invitation(tests.id(''admin invitation''))',                   'D PT404 PT403 R PT404 PT404 D'),
  ('revoke_invitation', 'select public.revoke_invitation(tests.id(''invitation''))',                         'D PT404 PT403 R PT404 PT404 D'),
  ('issue_invitation_code', 'select public.issue_invitation_code(tests.id(''invitation''))',                 'D D D D D D R'),
  ('preview_invitation', 'select public.preview_invitation(''code'')',                                       'R R R R R R D'),
  ('accept_invitation', 'select public.accept_invitation(''code'')',                                         'D R R R R R D'),
  ('export_account', 'select public.export_account()',                                                       'D R R R R R D'),
  ('delete_account', 'select public.delete_account()',                                                       'D R R PT409 R R D'),
  ('begin_mixpanel_connect', 'select public.begin_mixpanel_connect(tests.id(''project''))', 'D PT404 PT403 R PT404 PT404 D'),
  ('finish_mixpanel_connect', 'select public.finish_mixpanel_connect(tests.id(''connect ticket''), ''{"region": "eu", "mixpanel_project_id": "2", "kind": "project_secret"}'', ''x'', repeat(''k'', 32))', 'D D D D D D R'),
  ('finish_mixpanel_connect', 'select public.finish_mixpanel_connect(tests.id(''pull ticket''), ''{"region": "eu", "mixpanel_project_id": "2", "kind": "project_secret"}'', ''x'', repeat(''k'', 32))', 'D D D D D D PT403'),
  ('disconnect_mixpanel', 'select public.disconnect_mixpanel(tests.id(''project''))', 'D PT404 PT403 R PT404 PT404 D'),
  ('begin_mixpanel_pull', 'select public.begin_mixpanel_pull(tests.id(''project''), current_date - 7, current_date - 1)', 'D PT404 R R PT404 PT404 D'),
  ('begin_mixpanel_pull', 'select public.begin_mixpanel_pull(tests.id(''bare project''), current_date - 7, current_date - 1)', 'D PT404 PT409 PT409 PT404 PT404 D'),
  ('begin_mixpanel_pull', 'select public.begin_mixpanel_pull(tests.id(''project''), current_date - 1, current_date - 7)', 'D PT404 PT400 PT400 PT404 PT404 D'),
  ('take_mixpanel_pull', 'select public.take_mixpanel_pull(tests.id(''pull ticket''), repeat(''k'', 32))', 'D D D D D D R'),
  ('take_mixpanel_pull', 'select public.take_mixpanel_pull(tests.id(''connect ticket''), repeat(''k'', 32))', 'D D D D D D PT409'),
  ('finish_mixpanel_pull', 'select public.finish_mixpanel_pull(tests.id(''pull ticket''), ''[]'')', 'D D D D D D R'),
  ('note_mixpanel_problem', 'select public.note_mixpanel_problem(tests.id(''pull ticket''), ''mixpanel/no-api'')', 'D D D D D D R'),
  ('begin_notice', 'select public.begin_notice(tests.id(''project''))', 'D PT404 R R PT404 PT404 D'),
  ('claim_notice', 'select public.claim_notice(tests.id(''project''), ''ready'')', 'D D D D D D R'),
  ('claim_notice', 'select public.claim_notice(tests.id(''project''), ''problem'')', 'D D D D D D PT409'),
  ('release_notice', 'select public.release_notice(tests.id(''project''), ''ready'', tests.id(''member''))', 'D D D D D D R')
) rows (f, s, o);

-- Besides who: which rows and columns. A client may not say who did something or when, nor move things about.
insert into cells
select 'column', t, v, s, split_part(o, ' ', 1), split_part(o, ' ', 2), split_part(o, ' ', 3), split_part(o, ' ', 4),
  split_part(o, ' ', 5), split_part(o, ' ', 6), split_part(o, ' ', 7)
from (values
  ('public.profiles', 'own name', 'update public.profiles set name = ''x'' where id = auth.uid()',           'D R R R R R -'),
  ('public.profiles', 'own email', 'update public.profiles set email = ''x'' where id = auth.uid()',         'D D D D D D -'),
  ('public.profiles', 'own id', 'update public.profiles set id = gen_random_uuid() where id = auth.uid()',   'D D D D D D -'),
  ('public.workspaces', 'created_by', 'update public.workspaces set created_by = auth.uid() where id = tests.id(''one'')',                'D D D D D D R'),
  ('public.projects', 'created_by', 'insert into public.projects (workspace_id, name, created_by) values (tests.id(''one''), ''x'', tests.id(''target''))', 'D D D D D D R'),
  ('public.projects', 'moved', 'update public.projects set workspace_id = tests.id(''two'') where id = tests.id(''project'')',                'D D D D D D 23503'),
  ('public.scenarios', 'created_by', 'insert into public.scenarios (workspace_id, project_id, definition, created_by) values (tests.id(''one''), tests.id(''project''), tests.definition(), tests.id(''target''))', 'D D D D D D R'),
  ('public.scenarios', 'updated_at', 'update public.scenarios set updated_at = now() where id = tests.id(''scenario'')',                       'D D D D D D R'),
  ('public.scenarios', 'moved', 'update public.scenarios set workspace_id = tests.id(''two'') where id = tests.id(''scenario'')', 'D D D D D D 23503'),
  ('public.scenarios', 'project of others', 'insert into public.scenarios (workspace_id, project_id, definition) values (tests.id(''one''), tests.id(''other project''), tests.definition())', 'D D 23503 23503 D D 23503'),
  ('public.scenarios', 'own deleted', 'delete from public.scenarios where id = tests.id(''member scenario'')', 'D - R R - - R'),
  ('public.results', 'computed_by', 'update public.results set computed_by = tests.id(''target'') where scenario_id = tests.id(''scenario'')',          'D D D D D D R'),
  ('public.results', 'summary', 'update public.results set summary = ''{}''',                                '428C9 428C9 428C9 428C9 428C9 428C9 428C9'),
  ('public.results', 'scenario of others', 'insert into public.results (scenario_id, workspace_id, document) values (tests.id(''other scenario''), tests.id(''one''), tests.document())', 'D D 23503 23503 D D 23503'),
  ('public.results', 'moved', 'update public.results set scenario_id = tests.id(''bare scenario'') where scenario_id = tests.id(''scenario'')', 'D - PT403 PT403 - - PT403'),
  ('public.pins', 'pinned_by', 'insert into public.pins (scenario_id, workspace_id, pinned_by) values (tests.id(''bare scenario''), tests.id(''one''), tests.id(''target''))', 'D D D D D D R'),
  ('public.pins', 'scenario of others', 'insert into public.pins (scenario_id, workspace_id) values (tests.id(''other scenario''), tests.id(''one''))', 'D D 23503 23503 D D 23503'),
  ('public.pins', 'second pin', 'insert into public.pins (scenario_id, workspace_id) values (tests.id(''scenario''), tests.id(''one''))', 'D D 23505 23505 D D 23505'),
  ('public.hidden_events', 'project of others', 'insert into public.hidden_events (project_id, workspace_id, event) values (tests.id(''other project''), tests.id(''one''), ''x'')', 'D D 23503 23503 D D 23503'),
  ('public.notifications', 'kind', 'update public.notifications set kind = ''x'' where user_id = tests.id(''member'')',                           'D D D D D D R'),
  ('public.ready_requests', 'for another', 'insert into public.ready_requests (project_id, workspace_id, user_id) values (tests.id(''bare project''), tests.id(''one''), tests.id(''target''))', 'D D D D D D R'),
  ('public.ready_requests', 'project of others', 'insert into public.ready_requests (project_id, workspace_id) values (tests.id(''other project''), tests.id(''one''))', 'D D 23503 23503 D D 23502')
) rows (t, v, s, o);

select plan((select count(*) * 7 + 4 from cells)::int);

select is(tests.attempt(who, statement),
  case expected when 'R' then 'rows' when '-' then 'nothing' when 'D' then '42501' else expected end,
  format('%s: %s %s: %s', who, verb, thing, expected))
from cells
cross join lateral (values ('visitor', visitor), ('stranger', stranger), ('member', member), ('admin', admin),
  ('other_admin', other_admin), ('removed', removed), ('service', service)) people (who, expected);

select set_eq(
  $$ select n.nspname || '.' || c.relname, verb from pg_class c join pg_namespace n on n.oid = c.relnamespace
     cross join (values ('select'), ('insert'), ('update'), ('delete')) verbs (verb)
     where c.relkind in ('r', 'v', 'm', 'p', 'f') and n.nspname in ('public', 'private') $$,
  $$ select thing, verb from cells where kind = 'table' $$,
  'no table and no verb is untested');
select set_eq(
  $$ select p.proname::text from pg_proc p where p.pronamespace = 'public'::regnamespace $$,
  $$ select distinct thing from cells where kind = 'function' $$,
  'no function of the API is untested');
select is_empty($$ select * from cells where '' in (visitor, stranger, member, admin, other_admin, removed, service) $$,
  'no cell is empty');
select is_empty(
  $$ select n.nspname || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname in ('public', 'private') and has_function_privilege('anon', p.oid, 'execute')
       and p.proname <> 'preview_invitation' $$,
  'a visitor may call nothing but the preview of an invitation');

select diag(format('%s cells: %s tables x 4 verbs x 7 people, %s calls x 7, %s columns x 7; %s of them refusals or no row',
  (select count(*) * 7 from cells), (select count(distinct thing) from cells where kind = 'table'),
  (select count(*) from cells where kind = 'function'), (select count(*) from cells where kind = 'column'),
  (select count(*) from cells cross join lateral (values (visitor), (stranger), (member), (admin), (other_admin), (removed), (service)) o (x) where x <> 'R')));

select * from finish();
rollback;
