-- The roles of a hosted project. Run once a server by the superuser `supabase_admin`.

create role postgres login createdb createrole bypassrls password 'postgres';
create role anon nologin noinherit;
create role authenticated nologin noinherit;
create role service_role nologin noinherit bypassrls;
create role authenticator login noinherit password 'postgres';
grant anon, authenticated, service_role to authenticator, postgres;
create role supabase_auth_admin nologin noinherit createrole;

alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
