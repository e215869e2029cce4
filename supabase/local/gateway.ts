import { type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Answer } from './auth.ts';
import type { Functions } from './functions.ts';
import { roleOfKey, signToken } from './keys.ts';
import { type LocalServer, startServer } from './local-server.ts';
import type { Realtime } from './realtime.ts';

export interface GatewayParts {
  readonly answerAuth: Answer;
  readonly restSocket: string;
  readonly functions: Functions;
  readonly realtime: Realtime;
}

const corsHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET,HEAD,PUT,PATCH,POST,DELETE,OPTIONS',
  'Access-Control-Expose-Headers': 'Content-Range,Content-Location,X-Supabase-Api-Version',
  'Access-Control-Max-Age': '3600',
};

/**
 * One address for everything, at the paths that supabase-js expects. As hosted, a key in `apikey` is asked for everywhere
 * but at the functions, which check for themselves, and stands for a role where no session's token is sent.
 */
export async function startGateway(port: number, parts: () => GatewayParts): Promise<LocalServer> {
  const { server, ...started } = await startServer((incoming, outgoing) => {
    route(incoming, outgoing, parts()).catch((cause: unknown) => {
      // What has begun to be answered must not look as if it had come to its end.
      if (outgoing.headersSent) return void outgoing.destroy();
      outgoing.writeHead(502, { 'Content-Type': 'application/json' });
      outgoing.end(JSON.stringify({ message: `the local gateway could not pass this on: ${String(cause)}` }));
    });
  }, port);
  server.on('upgrade', (incoming, socket, head) => {
    if (incoming.url?.startsWith('/realtime/v1/websocket')) parts().realtime.upgrade(incoming, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  });
  return started;
}

async function route(incoming: IncomingMessage, outgoing: ServerResponse, parts: GatewayParts): Promise<void> {
  const path = incoming.url ?? '/';
  const [, area, , name = ''] = path.split(/[/?]/);
  if (area === 'functions') {
    const target = await parts.functions.portOf(name);
    if (target === null) return json(outgoing, 404, { message: `there is no function ${name}` });
    return pass(incoming, outgoing, { host: '127.0.0.1', port: target, path: path.replace('/functions/v1', '') }, {});
  }
  if (incoming.method === 'OPTIONS') {
    const asked = incoming.headers['access-control-request-headers'] ?? '';
    outgoing.writeHead(204, { ...corsHeaders, 'Access-Control-Allow-Headers': asked }).end();
    return;
  }
  const key = header(incoming.headers, 'apikey') ?? new URL(path, 'http://gateway').searchParams.get('apikey');
  const role = roleOfKey(key);
  if (!role) return json(outgoing, 401, { message: key ? 'Invalid API key' : 'No API key found in request' });
  if (area === 'auth') return answerAuth(incoming, outgoing, parts.answerAuth);
  if (area === 'rest') {
    const sent = header(incoming.headers, 'authorization')?.replace(/^Bearer /i, '');
    const token = sent && !roleOfKey(sent) ? sent : await signToken({ role });
    const target = { socketPath: parts.restSocket, path: path.replace('/rest/v1', '') || '/' };
    return pass(incoming, outgoing, target, { authorization: `Bearer ${token}`, apikey: undefined });
  }
  json(outgoing, 404, { message: 'no such path' });
}

const header = (headers: IncomingHttpHeaders, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};

function json(outgoing: ServerResponse, status: number, body: unknown): void {
  outgoing.writeHead(status, { ...corsHeaders, 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

type Target = { readonly path: string } & (
  | { readonly socketPath: string }
  | { readonly host: string; readonly port: number }
);

/** Passes a request on as a stream, with some headers replaced; ends it upstream when the client goes away. */
function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  target: Target,
  replaced: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const headers = Object.fromEntries(
    Object.entries({ ...incoming.headers, ...replaced }).filter(([, value]) => value !== undefined),
  ) as IncomingHttpHeaders;
  return new Promise((resolve, reject) => {
    const upstream = request({ ...target, method: incoming.method, headers }, (response) => {
      const cors = 'socketPath' in target ? corsHeaders : {};
      outgoing.writeHead(response.statusCode ?? 502, { ...response.headers, ...lowerCase(cors) });
      response.pipe(outgoing);
      response.once('error', reject);
      outgoing.once('close', resolve);
    });
    upstream.once('error', reject);
    outgoing.once('close', () => upstream.destroy());
    incoming.pipe(upstream);
  });
}

const lowerCase = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

async function answerAuth(incoming: IncomingMessage, outgoing: ServerResponse, answer: Answer): Promise<void> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined && name !== 'host' && name !== 'connection') headers.set(name, String(value));
  }
  // A key is nobody's session.
  if (roleOfKey(headers.get('Authorization')?.replace(/^Bearer /i, ''))) headers.delete('Authorization');
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined;
  const url = `http://127.0.0.1${incoming.url ?? '/'}`;
  const response = await answer(new Request(url, { method: incoming.method, headers, body }));
  outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), ...lowerCase(corsHeaders) });
  if (response.body) Readable.fromWeb(response.body as import('node:stream/web').ReadableStream).pipe(outgoing);
  else outgoing.end();
}
