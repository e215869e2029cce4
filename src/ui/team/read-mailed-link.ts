import type { MailedLink, MailedLinkKind } from '#contract/team.ts';

const kinds: readonly string[] = ['signup', 'magiclink', 'recovery', 'email_change'] satisfies MailedLinkKind[];

/** The link of a mail from what stands behind `#`; null when it is not complete. */
export function readMailedLink(hash: string): MailedLink | null {
  const parts = new URLSearchParams(hash.replace(/^#/u, ''));
  const tokenHash = parts.get('token_hash');
  const type = parts.get('type');
  const kind = type === 'email' ? 'magiclink' : type;
  return tokenHash && kind && kinds.includes(kind) ? { tokenHash, kind: kind as MailedLinkKind } : null;
}
