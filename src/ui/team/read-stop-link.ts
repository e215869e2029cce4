import type { MailStopLink } from '#contract/billing.ts';

/** The way out of mails from what stands behind `#`; null when it is not complete. */
export function readStopLink(hash: string): MailStopLink | null {
  const parts = new URLSearchParams(hash.replace(/^#/u, ''));
  const [workspaceId, email, token] = [parts.get('w'), parts.get('e'), parts.get('t')];
  return workspaceId && email && token ? { workspaceId, email, token } : null;
}
