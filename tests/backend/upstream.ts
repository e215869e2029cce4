import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { startServer } from '../../supabase/local/local-server.ts';
import { ownServer } from './context.ts';

/** A request that reached a stand-in for Mixpanel. */
export interface SeenRequest {
  readonly region: 'us' | 'eu' | 'in';
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly authorization: string;
  readonly acceptEncoding: string;
  /** Becomes true when the asker goes away before the answer is over. */
  readonly gone: Promise<boolean>;
}

export type Answer = (seen: SeenRequest, response: ServerResponse, request: IncomingMessage) => void;

export interface Upstream {
  readonly seen: SeenRequest[];
  answer: Answer;
  stop(): Promise<void>;
}

const regions = ['us', 'eu', 'in'] as const;
const documented = new Set(['from_date', 'to_date', 'project_id', 'time_in_ms', 'limit', 'event', 'where']);

/**
 * Is Mixpanel for an account of Basic authentication. Strict: what Mixpanel does not document is answered with 418.
 */
export async function startUpstream(account: string, answer: Answer): Promise<Upstream> {
  const upstream: { seen: SeenRequest[]; answer: Answer } = { seen: [], answer };
  const servers = await Promise.all(
    regions.map((region) =>
      startServer((request, response) => {
        const url = new URL(request.url ?? '/', 'http://upstream');
        const query = Object.fromEntries(url.searchParams);
        const seen: SeenRequest = {
          region,
          path: url.pathname,
          query,
          authorization: request.headers.authorization ?? '',
          acceptEncoding: String(request.headers['accept-encoding'] ?? ''),
          gone: new Promise((resolve) => response.once('close', () => resolve(!response.writableFinished))),
        };
        upstream.seen.push(seen);
        const strange = Object.keys(query).find((name) => !documented.has(name));
        if (request.method !== 'GET' || seen.path !== '/api/2.0/export' || strange !== undefined) {
          response.writeHead(418).end(`not documented: ${strange ?? request.url}`);
          return;
        }
        upstream.answer(seen, response, request);
      }),
    ),
  );
  const [us, eu, india] = servers.map(({ port }) => port);
  await fetch(ownServer().switchboardUrl, { method: 'POST', body: JSON.stringify({ account, us, eu, in: india }) });
  return Object.assign(upstream, {
    async stop() {
      await Promise.all(servers.map((server) => server.stop()));
    },
  });
}

/** Answers with these lines, compressed as Mixpanel does. */
export const withLines =
  (lines: readonly string[]): Answer =>
  (_seen, response) => {
    response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Encoding': 'gzip' });
    response.end(gzipSync(lines.map((line) => `${line}\n`).join('')));
  };

/** Answers with a status and what Mixpanel would say. */
export const withStatus =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_seen, response) => {
    response.writeHead(status, headers).end(body);
  };

/** One event as Mixpanel writes it. */
export const eventLine = (event: string, time: string, distinctId: string | null, more: object = {}): string =>
  JSON.stringify({ event, properties: { time: Date.parse(time), distinct_id: distinctId, ...more } });
