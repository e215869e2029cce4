import { withClient } from '../../supabase/local/database.ts';

/** Columns that hosted Auth reads as text and cannot read when they are null. */
const neverNull = [
  'confirmation_token',
  'recovery_token',
  'email_change',
  'email_change_token_new',
  'email_change_token_current',
  'phone_change',
  'phone_change_token',
  'reauthentication_token',
];

/** Makes confirmed accounts by SQL, in the shape that Auth itself gives them: ours, a container's or a hosted one's. */
export async function insertAccounts(
  databaseUrl: string,
  people: readonly { readonly id?: string; readonly email: string; readonly name: string }[],
  password: string,
): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select column_name as name from information_schema.columns where table_schema = 'auth' and table_name = 'users'
         and is_generated = 'NEVER' and column_name = any ($1)`,
      [[...neverNull, 'instance_id']],
    );
    const more = rows.map(({ name }) => name);
    const values = more.map((name) => (name === 'instance_id' ? "'00000000-0000-0000-0000-000000000000'" : "''"));
    await client.query(
      `with made as (
         insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, created_at, updated_at,
           raw_app_meta_data, raw_user_meta_data${more.map((name) => `, ${name}`).join('')})
         select coalesce(id, gen_random_uuid()), 'authenticated', 'authenticated', email,
           extensions.crypt($4, extensions.gen_salt('bf', 4)), now(), now(), now(),
           '{"provider": "email", "providers": ["email"]}', jsonb_build_object('name', name)
           ${values.map((value) => `, ${value}`).join('')}
         from unnest($1::uuid[], $2::text[], $3::text[]) people (id, email, name)
         returning id, email)
       insert into auth.identities (id, provider, provider_id, user_id, identity_data, created_at, updated_at)
       select gen_random_uuid(), 'email', id::text, id,
         jsonb_build_object('sub', id, 'email', email, 'email_verified', true), now(), now() from made`,
      [people.map(({ id }) => id ?? null), people.map(({ email }) => email), people.map(({ name }) => name), password],
    );
  });
}
