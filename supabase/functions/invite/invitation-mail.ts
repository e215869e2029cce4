import { escapeHtml, type Mail, mailButton, mailFrame } from '../_shared/mail.ts';

/** What the database gives out with a new code. */
export interface IssuedCode {
  readonly code: string;
  readonly email: string;
  readonly role: 'admin' | 'member';
  readonly workspace: string;
  /** Null when that account is gone. */
  readonly invited_by: string | null;
  readonly expires_at: string;
}

/** The invitation in words. The code is behind `#`, which browsers keep to themselves: no server's log sees it. */
export function invitationMail(issued: IssuedCode, appUrl: string): Mail {
  const link = `${appUrl}/join#${issued.code}`;
  const who = issued.invited_by ?? 'Somebody';
  const as = issued.role === 'admin' ? ' as an admin' : '';
  const until = `${new Date(issued.expires_at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const title = `${who} invites you to ${issued.workspace}`;
  const what = `${who} invites you to join the workspace ${issued.workspace} on Ptero${as}.`;
  const small = `The link works once, until ${until}. If you do not know ${who}, do nothing.`;
  return {
    to: issued.email,
    subject: title,
    text: `${what}\n\nJoin: ${link}\n\n${small}\n`,
    html: mailFrame(title, [escapeHtml(what), mailButton(`Join ${issued.workspace}`, link), escapeHtml(small)]),
  };
}
