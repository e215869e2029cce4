import type { Backend } from './supabase-client.ts';
import { teamRefusal } from './team-refusal.ts';

/**
 * The session's token, renewed if need be; null when nobody is signed in.
 *
 * @throws PteroError `team/refused` when a session is kept that could not be renewed just now, as without a network: that is
 * no sign-out.
 */
export async function sessionToken({ auth }: Backend): Promise<string | null> {
  const { data, error } = await auth.getSession();
  if (data.session) return data.session.access_token;
  if (error) throw teamRefusal(error);
  return null;
}
