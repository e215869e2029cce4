import { withClient } from '../../supabase/local/database.ts';
import { backend, local, must, newClient, type Person, serviceClient, uniqueEmail } from './context.ts';

const password = 'a password of the tests';

/** Makes a confirmed account and signs in with it. */
export async function person(name: string): Promise<Person> {
  const email = uniqueEmail(name);
  if (backend().local) await insertAccount(email, name);
  else {
    const made = await serviceClient().auth.admin.createUser({
      email,
      password,
      email_confirm: true,
      user_metadata: { name },
    });
    if (made.error) throw made.error;
  }
  const client = newClient();
  const { data, error } = await client.auth.signInWithPassword({ email, password });
  if (error) throw error;
  const { user } = data;
  return { id: user.id, email, password, client };
}

/** The local Auth has no admin API; its table is at hand instead. */
async function insertAccount(email: string, name: string): Promise<void> {
  await withClient(local().adminDatabaseUrl, (client) =>
    client.query(
      `insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data)
       values (gen_random_uuid(), 'authenticated', 'authenticated', $1, extensions.crypt($2, extensions.gen_salt('bf', 4)), now(),
         '{"provider": "email", "providers": ["email"]}', jsonb_build_object('name', $3::text))`,
      [email, password, name],
    ),
  );
}

/** A workspace of its own with an admin, and a member if wanted. */
export async function workspaceOf(admin: Person, name = 'A team'): Promise<string> {
  return must(admin.client.rpc('create_workspace', { name }));
}

/** Lets somebody join by the service's hand, as the mail would. */
export async function join(workspaceId: string, inviter: Person, newcomer: Person, role = 'member'): Promise<void> {
  const invitation = await must(
    inviter.client.rpc('invite_member', { workspace_id: workspaceId, email: newcomer.email, role }),
  );
  const issued = (await must(serviceClient().rpc('issue_invitation_code', { invitation_id: invitation }))) as {
    code: string;
  };
  await must(newcomer.client.rpc('accept_invitation', { code: issued.code }));
}
