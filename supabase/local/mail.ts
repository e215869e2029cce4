import type { IncomingMessage, ServerResponse } from 'node:http';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { listen, startServer } from './local-server.ts';

/** A mail that was caught. */
export interface CaughtMail {
  readonly id: number;
  readonly to: readonly string[];
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Where a mail program posts to when its reader wants no more; empty when there is no such way. */
  readonly listUnsubscribe: string;
  readonly at: string;
}

export interface MailCatcher {
  readonly smtpPort: number;
  readonly pagePort: number;
  readonly mails: () => readonly CaughtMail[];
  stop(): Promise<void>;
}

/** Takes every mail by SMTP, delivers none, and shows them on a page and as JSON (`/mails.json?to=`). */
export async function startMailCatcher(wishedSmtpPort: number, wishedPagePort: number): Promise<MailCatcher> {
  const mails: CaughtMail[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const take = async () => done(await keep(stream, session));
      void take();
    },
  });
  /** Null when kept, as SMTP's callback wants it. */
  const keep = async (stream: AsyncIterable<Buffer>, session: SMTPServerSession): Promise<Error | null> => {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      const mail = await PostalMime.parse(Buffer.concat(chunks));
      mails.push({
        id: mails.length + 1,
        to: session.envelope.rcptTo.map(({ address }) => address),
        from: mail.from?.address ?? '',
        subject: mail.subject ?? '',
        text: mail.text ?? '',
        html: mail.html ?? '',
        listUnsubscribe: mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '',
        at: new Date().toISOString(),
      });
      return null;
    } catch (cause) {
      return cause instanceof Error ? cause : new Error(String(cause));
    }
  };
  const page = await startServer((request, response) => answer(request, response, mails), wishedPagePort);
  // It passes on what its server and its connections say: of a taken port `listen` tells, a client may go when it likes.
  smtp.on('error', () => undefined);
  const smtpPort = await listen(smtp.server, wishedSmtpPort).catch(async (cause: unknown) => {
    await page.stop();
    throw cause;
  });
  return {
    smtpPort,
    pagePort: page.port,
    mails: () => mails,
    async stop() {
      await page.stop();
      await new Promise<void>((resolve) => smtp.close(() => resolve()));
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse, mails: readonly CaughtMail[]): void {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const newestFirst = mails.toReversed();
  response.setHeader('Access-Control-Allow-Origin', '*');
  if (url.pathname === '/mails.json') {
    const to = url.searchParams.get('to')?.toLowerCase();
    const wanted = newestFirst.filter((mail) => !to || mail.to.some((address) => address.toLowerCase() === to));
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(wanted));
    return;
  }
  const one = /^\/mail\/(\d+)$/.exec(url.pathname);
  const mail = one ? mails[Number(one[1]) - 1] : undefined;
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  // A mail's HTML is shown as its reader would see it, but may run and load nothing.
  response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; img-src data:");
  if (mail) response.end(mail.html || `<pre>${escape(mail.text)}</pre>`);
  else response.end(mailbox(newestFirst));
}

const escape = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

function mailbox(mails: readonly CaughtMail[]): string {
  const rows = mails.map(({ id, at, to, subject, text }) => {
    const links = [...text.matchAll(/https?:\/\/\S+/g)].map(
      ([link]) => `<a href="${escape(link)}">${escape(link)}</a>`,
    );
    return `<tr><td>${escape(at.slice(11, 19))}</td><td>${escape(to.join(', '))}</td>
<td><a href="/mail/${id}">${escape(subject)}</a><br>${links.join('<br>')}</td></tr>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Mailbox</title>
<style>body{font:16px/1.5 system-ui;margin:2rem auto;max-width:60rem}td{padding:.5rem;vertical-align:top;border-top:1px solid #ccc;overflow-wrap:anywhere}</style>
<h1>Mailbox</h1><p>Mails that Ptero sent on this machine. None was delivered. Load the page again to see new ones.</p>
<table><tbody>${rows.join('\n') || '<tr><td>No mail yet.</td></tr>'}</tbody></table></html>`;
}
