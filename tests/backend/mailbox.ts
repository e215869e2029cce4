import { mailboxAddress } from './context.ts';

export interface ReadMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The mails to an address, newest first. */
export async function mailsTo(email: string): Promise<readonly ReadMail[]> {
  const { kind, url } = mailboxAddress();
  if (kind === 'mailpit') return mailpitMails(url, email);
  return json<readonly ReadMail[]>(`${url}/mails.json?to=${encodeURIComponent(email)}`);
}

/** Mailpit's API: a search answers summaries, newest first; each mail is asked for by its id. */
async function mailpitMails(url: string, email: string): Promise<readonly ReadMail[]> {
  const query = encodeURIComponent(`to:"${email}"`);
  const { messages } = await json<{ readonly messages: readonly { readonly ID: string }[] }>(
    `${url}/api/v1/search?query=${query}`,
  );
  return Promise.all(
    messages.map(async ({ ID }) => {
      const mail = await json<Readonly<Record<'Subject' | 'Text' | 'HTML', string>>>(`${url}/api/v1/message/${ID}`);
      return { subject: mail.Subject, text: mail.Text, html: mail.HTML };
    }),
  );
}

async function json<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the mailbox answered ${response.status} to ${url}`);
  return (await response.json()) as T;
}

/** What the link of the newest mail to an address carries behind its `#`. */
export async function newestLink(
  email: string,
): Promise<{ readonly path: string; readonly hash: URLSearchParams; readonly code: string }> {
  const [mail] = await mailsTo(email);
  const link = linkIn(mail);
  if (!link) throw new Error(`no mail with a link to ${email}`);
  const url = new URL(link);
  return { path: url.pathname, hash: new URLSearchParams(url.hash.slice(1)), code: url.hash.slice(1) };
}

/** Auth sends HTML only, whose text is then the mailbox's own rendering: the link itself is in `href`. */
function linkIn(mail: ReadMail | undefined): string | undefined {
  const inHtml = /href="(https?:\/\/[^"]+)"/.exec(mail?.html ?? '')?.[1];
  return inHtml?.replaceAll('&amp;', '&').replaceAll('&#38;', '&') ?? /https?:\/\/\S+/.exec(mail?.text ?? '')?.[0];
}
