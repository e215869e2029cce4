-- Secrets of other systems: where they are kept, and who may ask.
begin;
select no_plan();

select private.put_secret('one', 'a plain secret', repeat('k', 32));
select is(private.get_secret('one', repeat('k', 32)), 'a plain secret', 'what was put is got');
select ok((select position('a plain secret'::bytea in box) = 0 and vault_id is null from private.secrets where name = 'one'),
  'and is not plain where it is kept');
select isnt((select box from private.secrets where name = 'one'), (select extensions.pgp_sym_encrypt('a plain secret', repeat('k', 32))),
  'nor the same twice');
select throws_ok($$ select private.get_secret('one', repeat('x', 32)) $$, '39000', 'Wrong key or corrupt data', 'another key opens nothing');
select throws_ok($$ select private.get_secret('one') $$, 'PT500', null, 'nor does none');
select throws_ok($$ select private.put_secret('two', 'x', 'short') $$, 'PT500', null, 'a short key is refused');
select throws_ok($$ select private.put_secret('two', 'x') $$, 'PT500', null, 'and so is none');
select private.put_secret('one', 'another', repeat('k', 32));
select is(private.get_secret('one', repeat('k', 32)), 'another', 'put again, it is replaced');
select private.drop_secret('one');
select ok(private.get_secret('one', repeat('k', 32)) is null and not exists (select from private.secrets where name = 'one'),
  'dropped, it is gone');

select is_empty($$
    select who, f from (values ('anon'), ('authenticated')) people (who)
    cross join (values ('private.put_secret(text, text, text)'), ('private.get_secret(text, text)'), ('private.drop_secret(text)')) functions (f)
    where has_function_privilege(who, f, 'execute') $$, 'nobody but the service may call');
select ok(has_function_privilege('service_role', 'private.get_secret(text, text)', 'execute'), 'the service may');

-- As hosted: Vault, here by its interface.
create schema vault;
create table vault.secrets (id uuid primary key default gen_random_uuid(), secret text not null);
create view vault.decrypted_secrets as select id, secret as decrypted_secret from vault.secrets;
create function vault.create_secret(new_secret text, new_name text default null) returns uuid language sql as
  $$ insert into vault.secrets (secret) values (new_secret) returning id $$;
grant usage on schema vault to postgres;
grant all on all tables in schema vault to postgres;
select private.put_secret('three', 'kept by Vault');
select is(private.get_secret('three'), 'kept by Vault', 'where there is a Vault, it keeps secrets, and no key is needed');
select ok((select box is null and vault_id is not null from private.secrets where name = 'three'), 'and nothing of them is elsewhere');
select private.put_secret('three', 'kept anew');
select is((select array_agg(secret) from vault.secrets), array['kept anew'], 'replaced there');
select private.drop_secret('three');
select is_empty('select id from vault.secrets', 'and dropped there');

select * from finish();
rollback;
