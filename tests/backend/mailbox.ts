import { local } from './context.ts';

export interface ReadMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The mails to an address, newest first. */
export async function mailsTo(email: string): Promise<readonly ReadMail[]> {
  const response = await fetch(`${local().mailboxUrl}/mails.json?to=${encodeURIComponent(email)}`);
  return (await response.json()) as readonly ReadMail[];
}

/** What the link of the newest mail to an address carries behind its `#`. */
export async function newestLink(
  email: string,
): Promise<{ readonly path: string; readonly hash: URLSearchParams; readonly code: string }> {
  const [mail] = await mailsTo(email);
  const link = /https?:\/\/\S+/.exec(mail?.text ?? '')?.[0];
  if (!link) throw new Error(`no mail with a link to ${email}`);
  const url = new URL(link);
  return { path: url.pathname, hash: new URLSearchParams(url.hash.slice(1)), code: url.hash.slice(1) };
}
