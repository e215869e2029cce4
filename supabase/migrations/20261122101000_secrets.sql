-- Secrets of other systems: in Vault where there is one; else encrypted with a key that the database does not have, but the
-- function that calls (its variable SECRETS_KEY). Only the service may call, and no table shows them.

create table private.secrets (
  name       text primary key,
  vault_id   uuid,
  box        bytea,
  changed_at timestamptz not null default now(),
  constraint secrets_are_in_one_place check ((vault_id is null) <> (box is null))
);

create function private.drop_secret(secret_name text)
  returns void
  language plpgsql security definer set search_path = ''
as $$
declare
  was private.secrets;
begin
  delete from private.secrets where name = secret_name returning * into was;
  if was.vault_id is not null then
    execute 'delete from vault.secrets where id = $1' using was.vault_id;
  end if;
end;
$$;

create function private.require_secrets_key(secrets_key text)
  returns void
  language plpgsql immutable set search_path = ''
as $$
begin
  if coalesce(char_length(secrets_key), 0) < 32 then
    perform private.refuse(500, 'server/no-secrets-key', 'There is no Vault, and SECRETS_KEY of 32 characters or more is not set.');
  end if;
end;
$$;

create function private.put_secret(secret_name text, secret text, secrets_key text default null)
  returns void
  language plpgsql security definer set search_path = ''
as $$
declare
  kept uuid;
begin
  perform private.drop_secret(secret_name);
  if to_regclass('vault.decrypted_secrets') is not null then
    execute 'select vault.create_secret($1)' into kept using secret;
    insert into private.secrets (name, vault_id) values (secret_name, kept);
    return;
  end if;
  perform private.require_secrets_key(secrets_key);
  insert into private.secrets (name, box)
  values (secret_name, extensions.pgp_sym_encrypt(secret, secrets_key, 'cipher-algo=aes256, compress-algo=0'));
end;
$$;

-- Null when there is none. A wrong key is an error of pgcrypto, whose words hold neither key nor secret.
create function private.get_secret(secret_name text, secrets_key text default null)
  returns text
  language plpgsql security definer set search_path = ''
as $$
declare
  kept private.secrets;
  secret text;
begin
  select * into kept from private.secrets where name = secret_name;
  if kept.vault_id is not null then
    execute 'select decrypted_secret from vault.decrypted_secrets where id = $1' into secret using kept.vault_id;
    return secret;
  end if;
  if kept.box is null then return null; end if;
  perform private.require_secrets_key(secrets_key);
  return extensions.pgp_sym_decrypt(kept.box, secrets_key);
end;
$$;

revoke all on private.secrets from public, anon, authenticated, service_role;
revoke all on function
  private.require_secrets_key(text), private.drop_secret(text), private.put_secret(text, text, text),
  private.get_secret(text, text)
  from public, anon, authenticated, service_role;
grant execute on function
  private.drop_secret(text), private.put_secret(text, text, text), private.get_secret(text, text)
  to service_role;
