-- Two people and their workspace, for a local backend only. Their password is ptero-local.

insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data)
select id, 'authenticated', 'authenticated', email, extensions.crypt('ptero-local', extensions.gen_salt('bf')), now(),
  '{"provider": "email", "providers": ["email"]}', jsonb_build_object('name', name)
from (values
  ('10000000-0000-4000-8000-000000000001'::uuid, 'ada@example.com', 'Ada'),
  ('10000000-0000-4000-8000-000000000002'::uuid, 'bob@example.com', 'Bob')) people (id, email, name);

insert into auth.identities (id, provider, provider_id, user_id, identity_data)
select gen_random_uuid(), 'email', id::text, id, jsonb_build_object('sub', id, 'email', email, 'email_verified', true)
from auth.users;

begin;
insert into public.workspaces (id, name, created_by) values
  ('20000000-0000-4000-8000-000000000001', 'Field notes', '10000000-0000-4000-8000-000000000001');
insert into public.members (workspace_id, user_id, role) values
  ('20000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000001', 'admin'),
  ('20000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000002', 'member');
commit;
