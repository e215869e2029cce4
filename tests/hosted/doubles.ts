import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { withClient } from '../../supabase/local/database.ts';
import { type LocalServer, startServer } from '../../supabase/local/local-server.ts';
import type { Backend } from '../../supabase/local/start-backend.ts';
import { insertAccounts } from '../backend/accounts.ts';

const json = (response: ServerResponse, status: number, body: unknown) =>
  void response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));

/**
 * A backend of ours that answers as a hosted one where the two differ: Auth has its admin API, lets every 25th sign-in wait,
 * and mails nobody at example.com; PostgREST says `PGRST303` of an expired token.
 */
export async function startAsHosted(backend: Backend): Promise<LocalServer> {
  const { hostname, port } = new URL(backend.url);
  let signIns = 0;
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const body = await text(incoming);
    const path = incoming.url ?? '/';
    if (path.startsWith('/auth/v1/admin/users')) return adminApi(backend, incoming, outgoing, body);
    if (path.startsWith('/auth/v1/token') && (signIns += 1) % 25 === 0) {
      const refusal = { code: 429, error_code: 'over_request_rate_limit', msg: 'Request rate limit reached' };
      return json(outgoing, 429, refusal);
    }
    if (/^\/auth\/v1\/(signup|otp|recover)/.test(path) && body.includes('@example.com')) {
      return json(outgoing, 400, { code: 400, error_code: 'email_address_invalid', msg: 'Email address is invalid' });
    }
    const upstream = request(
      { hostname, port, path, method: incoming.method, headers: incoming.headers },
      (response) => void passOn(response, outgoing),
    );
    upstream.once('error', () => outgoing.destroy());
    upstream.end(body);
  };
  const { server, ...started } = await startServer((incoming, outgoing) => void answer(incoming, outgoing));
  server.on('upgrade', (incoming, socket) => {
    const upstream = connect(Number(port), hostname, () => {
      const headers = incoming.rawHeaders.map((part, at) => (at % 2 === 0 ? `${part}: ` : `${part}\r\n`)).join('');
      upstream.write(`GET ${incoming.url} HTTP/1.1\r\n${headers}\r\n`);
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.once('error', () => socket.destroy());
    socket.once('error', () => upstream.destroy());
    socket.once('close', () => upstream.destroy());
  });
  return started;
}

async function passOn(response: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = await text(response);
  const headers = Object.entries(response.headers).filter(
    ([name]) => !/^(content-length|transfer-encoding)$/.test(name),
  );
  outgoing.writeHead(response.statusCode ?? 502, Object.fromEntries(headers));
  outgoing.end(body.includes('JWT expired') ? body.replace('PGRST301', 'PGRST303') : body);
}

/** What the tests use of it: make an account, list, delete. */
async function adminApi(backend: Backend, incoming: IncomingMessage, outgoing: ServerResponse, body: string) {
  if (incoming.headers['apikey'] !== backend.secretKey) return json(outgoing, 401, { message: 'Invalid API key' });
  if (incoming.method === 'GET') return json(outgoing, 200, { users: [], aud: 'authenticated' });
  if (incoming.method === 'DELETE') {
    const id = incoming.url?.split('/').at(-1);
    await withClient(backend.databaseUrl, (client) => client.query('delete from auth.users where id = $1', [id]));
    return json(outgoing, 200, {});
  }
  const { email, password, user_metadata } = JSON.parse(body) as {
    email: string;
    password: string;
    user_metadata: { name: string };
  };
  await insertAccounts(backend.databaseUrl, [{ email, name: user_metadata.name }], password);
  json(outgoing, 200, { email, user_metadata });
}

interface LocalMail {
  readonly id: number;
  readonly subject: string;
  readonly html: string;
}

/** The mails of ours as Mailpit's API tells them; its text of a mail that is HTML only shows no addresses of links. */
export function startMailpit(mailboxUrl: string): Promise<LocalServer> {
  const mails = async (query = '') => (await (await fetch(`${mailboxUrl}/mails.json${query}`)).json()) as LocalMail[];
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://mailpit');
    if (pathname === '/api/v1/info') return json(outgoing, 200, { Version: 'v1.22.3' });
    if (pathname === '/api/v1/search') {
      const to = /^to:"(.+)"$/.exec(searchParams.get('query') ?? '')?.[1];
      if (!to) return json(outgoing, 400, { Error: 'Error: no search query' });
      const found = await mails(`?to=${encodeURIComponent(to)}`);
      return json(outgoing, 200, { messages: found.map(({ id, subject }) => ({ ID: `m${id}`, Subject: subject })) });
    }
    const id = /^\/api\/v1\/message\/m(\d+)$/.exec(pathname)?.[1];
    const mail = (await mails()).find((one) => String(one.id) === id);
    if (!mail) return json(outgoing, 404, { Error: 'not found' });
    const words = mail.html
      .replace(/<[^>]+>/g, '')
      .replaceAll('&#60;', '<')
      .replaceAll('&#62;', '>')
      .replaceAll('&#38;', '&');
    json(outgoing, 200, { Subject: mail.subject, Text: words, HTML: mail.html });
  };
  return startServer((incoming, outgoing) => void answer(incoming, outgoing));
}
