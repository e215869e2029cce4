-- What must hold whoever writes: constraints, the house's own rules about functions and policies, and what triggers write.
begin;
select no_plan();

-- Shapes and lengths
create temporary table labels (label text, fits boolean);
insert into labels values ('x', true), (repeat('x', 80), true), ('Ünïcode 部署', true), ('<b>bold</b>', true), ('a; drop table x', true),
  ('', false), (' ', false), ('x ', false), (repeat('x', 81), false), (E'two\nlines', false), (E'bell\u0007', false);
select is(private.is_label(label, 80), fits, format('%L %s a label', label, case when fits then 'is' else 'is not' end)) from labels;

create temporary table addresses (address text, fits boolean);
insert into addresses values ('a@b.co', true), ('first.last+tag@sub.example.com', true), ('o''neil@example.com', true),
  ('', false), ('a', false), ('a@b', false), ('A@b.co', false), ('a b@c.de', false), ('a@b.co,c@d.ef', false), ('<a@b.co>', false),
  (E'a@b.co\r\nBcc: x@y.zz', false), ('a@@b.co', false), ('a@b.', false), (repeat('a', 250) || '@b.co', false);
select is(private.is_email(address), fits, format('%L %s an address', left(address, 30), case when fits then 'is' else 'is not' end)) from addresses;

create function pg_temp.webp(bytes integer) returns text language sql as $$
  select translate(encode('RIFF'::bytea || '\x00000000'::bytea || 'WEBP'::bytea || decode(repeat('00', bytes - 12), 'hex'), 'base64'),
    E'\n', '') $$;
select ok(private.is_picture(pg_temp.webp(100)), 'a small WebP is a picture');
select ok(private.is_picture(pg_temp.webp(16384)), 'a WebP of 16 kB is a picture');
select ok(not private.is_picture(pg_temp.webp(16385)), 'a WebP of more than 16 kB is not');
select ok(not private.is_picture(encode('\x89504e470d0a1a0a0000000d49484452'::bytea, 'base64')), 'a PNG is not');
select ok(not private.is_picture('<svg onload=alert(1)>'), 'an SVG is not');
select ok(not private.is_picture(encode('RIFF'::bytea, 'base64')), 'four bytes are not');

select ok(private.is_definition(tests.definition()), 'a definition has its shape');
select ok(private.is_definition(tests.definition() || '{"horizonMs": 86400000, "mergedEvents": []}'), 'with a horizon and merged events too');
create temporary table edits (what text, edit jsonb);
insert into edits values ('no start', '{"start": null}'), ('a start without filters', '{"start": {"event": "A"}}'),
  ('an empty event', '{"start": {"event": "", "filters": []}}'), ('an event that is a number', '{"target": {"event": 1, "filters": []}}'),
  ('a horizon in words', '{"horizonMs": "a day"}'), ('a horizon of nothing', '{"horizonMs": 0}'),
  ('hidden events that are none', '{"hiddenEvents": "x"}'), ('outliers in words', '{"keepOutliers": "yes"}'),
  ('merged events that are none', '{"mergedEvents": {}}'),
  ('64 kB of hidden events', jsonb_build_object('hiddenEvents', jsonb_build_array(repeat('x', 65536))));
select ok(not private.is_definition(tests.definition() || edit), format('a definition with %s is refused', what)) from edits;
select ok(not private.is_definition('[]') and not private.is_definition('"x"') and not private.is_definition('null'),
  'what is no object is no definition');

select ok(private.is_result_document(tests.document()), 'a result has its shape');
truncate edits;
insert into edits values ('no version', '{"version": null}'), ('an unknown stage', '{"stage": "x"}'), ('no definition', '{"definition": {}}'),
  ('more converted than entered', '{"flow": {"entrants": 1, "converted": 2}}'), ('a negative count', '{"flow": {"entrants": -1, "converted": -1}}'),
  ('a share above one', '{"conversion": {"share": 1.1}}'), ('rows that are none', '{"rows": {}}'), ('an unknown claim', '{"claim": {"kind": "x"}}'),
  ('no verdict', '{"verdict": null}'), ('8 MB of verdict', jsonb_build_object('verdict', jsonb_build_array(repeat('x', 8388608))));
select ok(not private.is_result_document(tests.document() || edit), format('a result with %s is refused', what)) from edits;
select is((select jsonb_path_query_array(summary, '$.top[*].id') from public.results where scenario_id = tests.id('scenario')),
  '["r1", "r2"]', 'the summary has the first rows toward B in their order, and only those');
select is((select summary -> 'converted' from public.results where scenario_id = tests.id('scenario')), '4', 'and the counts');

-- An admin always, an invitation once
select is(tests.attempt('service', format('update public.members set role = ''member'' where user_id = %L', tests.id('admin'))),
  'PT409', 'not even the service leaves a workspace without an admin, by demoting');
select is(tests.attempt('service', format('delete from public.members where user_id = %L', tests.id('admin'))),
  'PT409', 'nor by removing');
select is(tests.attempt('service', format('delete from public.profiles where id = %L', tests.id('admin'))),
  'PT409', 'nor by deleting the account');
select is(tests.attempt('service', format('delete from public.workspaces where id = %L', tests.id('one'))),
  'rows', 'but a workspace may go with all its members');
select throws_ok(format('insert into public.invitations (workspace_id, email, role) values (%L, ''new@example.com'', ''member'')', tests.id('one')),
  '23505', null, 'an address has one open invitation');
select throws_ok(format('update public.invitations set accepted_at = now(), revoked_at = now() where id = %L', tests.id('invitation')),
  '23514', null, 'an invitation is accepted or revoked, not both');
select throws_ok(format('update public.invitations set sends = 11 where id = %L', tests.id('invitation')),
  '23514', null, 'an invitation is not sent for ever');

-- Invitations: codes
select tests.act_as('service');
create temporary table issued as select public.issue_invitation_code(tests.id('invitation')) ->> 'code' as code;
create temporary table again as select public.issue_invitation_code(tests.id('invitation')) ->> 'code' as code;
reset role;
select is((select length(code) from issued), 64, 'a code has 64 characters');
select ok((select code_hash = sha256(convert_to(again.code, 'UTF8')) from private.invitation_codes, again where invitation_id = tests.id('invitation')),
  'only its hash is kept');
grant select on issued, again to public;
select is(tests.attempt('stranger', 'select public.accept_invitation(code) from issued'), 'PT404', 'sent again, the code before is worth nothing');
select is(tests.attempt('stranger', 'select public.accept_invitation(code) from again'), 'rows', 'and the new one is taken');
select is(tests.attempt('stranger', 'select public.accept_invitation(code), public.accept_invitation(code) from again'), 'PT409', 'once');
insert into public.invitations (workspace_id, email, role, invited_by, sends, sent_at, revoked_at)
  select tests.id('one'), 'many' || n || '@example.com', 'member', tests.id('admin'), 10, now(), now() from generate_series(1, 10) n;
select is(tests.attempt('service', 'select public.issue_invitation_code(tests.id(''invitation''))'), 'PT429', 'a hundred mails a day are enough for one person');
update public.invitations set sent_at = now() - interval '25 hours' where workspace_id = tests.id('one') and email like 'many%';
select is(tests.attempt('service', 'select public.issue_invitation_code(tests.id(''invitation''))'), 'rows', 'and tomorrow there may be more');
update public.invitations set expires_at = now() - interval '1 second' where id = tests.id('invitation');
select is(tests.attempt('stranger', 'select public.accept_invitation(code) from again'), 'PT410', 'an expired one is refused');
select is(tests.attempt('visitor', 'select public.preview_invitation(code) from again'), 'PT410', 'and not previewed');
select is(tests.attempt('service', 'select public.issue_invitation_code(tests.id(''invitation''))'), 'PT404', 'nor sent, before it is renewed');
update public.invitations set expires_at = now() + interval '1 day' where id = tests.id('invitation');
select tests.act_as('admin');
select public.revoke_invitation(tests.id('invitation'));
reset role;
select is(tests.attempt('stranger', 'select public.accept_invitation(code) from again'), 'PT404', 'a revoked one is refused');
select is((select count(*) from private.invitation_codes where invitation_id = tests.id('invitation'))::int, 0, 'and its code forgotten');

-- What triggers write
create temporary table marks (audit bigint, news bigint);
insert into marks select coalesce(max(a.id), 0), (select max(id) from public.changes) from public.audit_log a;
select tests.act_as('admin');
select public.set_member_role(tests.id('one'), tests.id('target'), 'admin');
select public.set_member_role(tests.id('one'), tests.id('target'), 'member');
select public.remove_member(tests.id('one'), tests.id('target'));
select public.invite_member(tests.id('one'), 'third@example.com');
reset role;
select results_eq(
  'select action, actor from public.audit_log, marks where id > marks.audit and workspace_id = tests.id(''one'') order by id',
  format('values (''member.promoted'', %1$L::uuid), (''member.demoted'', %1$L), (''member.removed'', %1$L), (''invitation.made'', %1$L)', tests.id('admin')),
  'every change of members and invitations is in the audit log, with who did it');
select results_eq(
  format('select kind from public.notifications where user_id = %L order by created_at, kind', tests.id('target')),
  $$ values ('team/demoted'), ('team/promoted'), ('team/removed') $$, 'whom it befalls is told');
select results_eq($$ select entity, operation from public.changes, marks where id > marks.news and workspace_id = tests.id('one') order by id $$,
  $$ values ('members', 'update'), ('members', 'update'), ('members', 'delete'), ('invitations', 'insert') $$,
  'and the workspace hears of it');

update marks set news = (select max(id) from public.changes);
select tests.act_as('member');
update public.scenarios set name = 'Renamed' where id = tests.id('scenario');
delete from public.pins where scenario_id = tests.id('scenario');
insert into public.pins (scenario_id, workspace_id) values (tests.id('scenario'), tests.id('one'));
delete from public.scenarios where id = tests.id('member scenario');
update public.profiles set name = 'Changed' where id = auth.uid();
reset role;
select results_eq($$ select entity, operation, actor from public.changes, marks where id > marks.news and workspace_id = tests.id('one') order by id $$,
  format('values (''scenarios'', ''update'', %1$L::uuid), (''pins'', ''delete'', %1$L), (''pins'', ''insert'', %1$L), (''scenarios'', ''delete'', %1$L), (''profiles'', ''update'', %1$L)', tests.id('member')),
  'renames, pins, deletions and new names are news');
select is((select updated_by from public.scenarios where id = tests.id('scenario')), tests.id('member'), 'who wrote last is signed by the server');
select is((select pinned_by from public.pins where scenario_id = tests.id('scenario')), tests.id('member'), 'who pinned too');

select tests.act_as('member');
select public.delete_account();
reset role;
select ok(not exists (select from auth.users where id = tests.id('member')), 'a deleted account is gone');
select ok((select pinned_by is null and exists (select from public.scenarios where id = tests.id('scenario')) from public.pins
  where scenario_id = tests.id('scenario')), 'and what it shared stays, without a name');
select tests.act_as('other_admin');
select public.delete_account();
reset role;
select ok(not exists (select from public.workspaces where id = tests.id('two')), 'a workspace of nobody else goes with its last account');

-- The house's rules
select is_empty($$ select c.oid::regclass from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r' and not relrowsecurity $$,
  'row-level security is on for every table');
select is_empty($$ select policyname from pg_policies where schemaname = 'public' and roles <> '{authenticated}' $$,
  'every policy names who it is for');
select is_empty($$ select policyname from pg_policies where schemaname = 'public' and policyname !~ ' .* ' $$,
  'every policy is named as a sentence');
select is_empty($$ select p.oid::regprocedure from pg_proc p where pronamespace in ('public'::regnamespace, 'private'::regnamespace)
    and (proconfig is null or not proconfig @> array['search_path=""']) $$, 'every function has an empty search path');
select is_empty($$ select p.oid::regprocedure from pg_proc p where pronamespace = 'public'::regnamespace and prosecdef $$,
  'no function of the API has other rights than its caller');
select is_empty($$ select grantee, privilege_type, table_name from information_schema.role_table_grants
    where table_schema in ('public', 'private') and grantee in ('anon', 'PUBLIC') $$, 'visitors have no right on any table');
select is_empty($$ select privilege_type, table_name from information_schema.role_table_grants
    where table_schema in ('public', 'private') and grantee = 'authenticated'
      and privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER') $$, 'nor anybody signed in the right to truncate, refer or trigger');
select is_empty($$
    select t.table_name || '.' || c.column_name from information_schema.tables t
    join information_schema.columns c using (table_schema, table_name)
    where t.table_schema = 'public' and c.column_name in ('workspace_id', 'user_id')
      and not exists (select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
        where i.indrelid = (t.table_schema || '.' || t.table_name)::regclass and a.attname = c.column_name) $$,
  'every column that policies compare begins an index');
select is_empty($$
    select conrelid::regclass, conname from pg_constraint con
    where contype = 'f' and connamespace = 'public'::regnamespace
      and not exists (select from pg_index i where i.indrelid = con.conrelid
        and (i.indkey::int2[])[0:cardinality(con.conkey) - 1] @> con.conkey) $$, 'every foreign key has an index');
select is((select array_agg(tablename::text order by tablename) from pg_publication_tables where pubname = 'supabase_realtime'),
  array['changes', 'notifications'], 'realtime carries the two logs, and no table of content');

select * from finish();
rollback;
