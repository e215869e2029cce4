import { afterAll } from 'vitest';
import { withClient } from '../../supabase/local/database.ts';
import { backend, type Client, databaseAddress, madeEmails, must, serviceClient } from './context.ts';

afterAll(removeWhatWasMade);

/** Removes the accounts of this file's made-up addresses and the workspaces these people are in; nothing else. */
async function removeWhatWasMade(): Promise<void> {
  const emails = madeEmails();
  if (emails.length === 0) return;
  const service = serviceClient();
  for (let from = 0; from < emails.length; from += 50) {
    const some = emails.slice(from, from + 50);
    const ids = (await must(service.from('profiles').select('id').in('email', some))).map(({ id }) => id);
    const theirs = await must(service.from('members').select('workspace_id').in('user_id', ids));
    const workspaces = [...new Set(theirs.map(({ workspace_id }) => workspace_id))];
    await must(service.from('workspaces').delete().in('id', workspaces).select('id'));
    if (backend().accountsBy === 'sql') await deleteAccounts(ids);
    else await deleteByAdminApi(service, ids);
  }
}

async function deleteByAdminApi(service: Client, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const { error } = await service.auth.admin.deleteUser(id);
    if (error) throw error;
  }
}

const deleteAccounts = (ids: readonly string[]) =>
  withClient(databaseAddress(), (client) => client.query('delete from auth.users where id = any ($1::uuid[])', [ids]));
