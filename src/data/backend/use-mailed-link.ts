import type { LinkOutcome, MailedLink } from '#contract/team.ts';
import type { Backend } from './supabase-client.ts';
import { teamRefusal } from './team-refusal.ts';

/**
 * Uses a link that came by mail, which signs in. The one place that knows what Auth calls such links.
 *
 * Of the two links of a change of address the first answers neither person nor session, and changes nothing yet.
 *
 * @throws PteroError `team/refused`, `account/link-used` for one that was used or has expired.
 */
export async function useMailedLink(backend: Backend, { tokenHash, kind }: MailedLink): Promise<LinkOutcome> {
  const { data, error } = await backend.auth.verifyOtp({ token_hash: tokenHash, type: kind });
  if (error) throw teamRefusal(isDeadLink(error) ? { code: 'otp_expired' } : error);
  if (kind === 'recovery') return 'choose-password';
  if (kind !== 'email_change') return 'signed-in';
  return data.session ? 'email-changed' : 'half-changed';
}

// Hosted Auth says 403 otp_expired for a link that it does not know; others say 400, 401 or 404 with other codes.
const isDeadLink = ({ status }: { readonly status?: number | undefined }) =>
  status !== undefined && status >= 400 && status < 500 && status !== 429;
