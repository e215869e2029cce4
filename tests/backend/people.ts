import { insertAccounts } from './accounts.ts';
import { backend, databaseAddress, must, newClient, type Person, serviceClient, uniqueEmail } from './context.ts';

const password = 'a password of the tests';

/** Makes a confirmed account and signs in with it. */
export async function person(name: string): Promise<Person> {
  const email = uniqueEmail(name);
  if (backend().accountsBy === 'sql') await insertAccounts(databaseAddress(), [{ email, name }], password);
  else {
    const account = { email, password, email_confirm: true, user_metadata: { name } };
    const { error } = await serviceClient().auth.admin.createUser(account);
    if (error) throw error;
  }
  const client = newClient();
  const { data, error } = await client.auth.signInWithPassword({ email, password });
  if (error) throw error;
  return { id: data.user.id, email, password, client };
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
