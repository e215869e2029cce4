import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { jwtVerify } from 'jose';
import { Client, Pool } from 'pg';
import { type WebSocket, WebSocketServer } from 'ws';
import { localKeys, roleOfKey } from './keys.ts';
import { createRowReader, type RowChange } from './realtime-rows.ts';

type Frame = readonly [joinRef: string | null, ref: string | null, topic: string, event: string, payload: unknown];

interface Binding {
  readonly event: string;
  readonly schema: string;
  readonly table?: string;
  readonly filter?: string;
}

interface Subscription {
  readonly socket: WebSocket;
  readonly joinRef: string | null;
  readonly topic: string;
  readonly bindings: readonly (Binding & { readonly id: number })[];
  claims: Readonly<Record<string, unknown>>;
}

export interface Realtime {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  stop(): Promise<void>;
}

const eventNames = ['INSERT', 'UPDATE', 'DELETE', '*'];

/** Why a binding is refused; null when it is taken. What the double does not know it must not seem to do. */
function problem(binding: Binding, published: ReadonlySet<string>): string | null {
  if (!eventNames.includes(binding.event)) return `unknown event ${binding.event}`;
  if (binding.schema !== 'public') return `schema ${binding.schema} is not published`;
  if (!binding.table || !published.has(binding.table))
    return `table ${binding.table ?? '*'} is not in supabase_realtime`;
  if (binding.filter !== undefined && !/^[a-z_]+=eq\.[\w-]+$/.test(binding.filter)) {
    return `filter ${binding.filter} is not of the form column=eq.value`;
  }
  return null;
}

/**
 * Stands in for Realtime: Postgres changes for the real client, and nothing else.
 *
 * A change is told to whoever may select the row by its policies at that moment; the question is put to Postgres with the
 * subscriber's claims. As hosted, a deletion tells only the primary key and is not checked.
 */
export async function startRealtime(databaseUrl: string): Promise<Realtime> {
  const subscriptions = new Set<Subscription>();
  const sockets = new WebSocketServer({ noServer: true });
  const pool = new Pool({ connectionString: databaseUrl, max: 4 });
  const reader = createRowReader(pool);
  const published = await reader.publish();
  const listener = new Client({ connectionString: databaseUrl });
  await listener.connect();
  await listener.query('listen realtime_double');
  let nextId = 1;
  // One after another, so that changes are told in the order they were made.
  let telling: Promise<void> = Promise.resolve();
  listener.on('notification', ({ payload }) => {
    if (payload) telling = telling.then(() => tell(JSON.parse(payload) as RowChange));
  });

  const send = (socket: WebSocket, frame: Frame) => socket.send(JSON.stringify(frame));

  const tell = async (change: RowChange): Promise<void> => {
    for (const subscription of subscriptions) {
      const ids = subscription.bindings.filter((binding) => fits(binding, change)).map(({ id }) => id);
      if (ids.length === 0) continue;
      const seen = await reader.read(change, subscription.claims);
      if (seen === null || !subscriptions.has(subscription)) continue;
      send(subscription.socket, [null, null, subscription.topic, 'postgres_changes', { ids, data: seen }]);
    }
  };

  const verify = async (token: unknown): Promise<Readonly<Record<string, unknown>> | null> => {
    if (typeof token !== 'string') return null;
    const role = roleOfKey(token);
    if (role) return { role };
    const verified = await jwtVerify(token, new TextEncoder().encode(localKeys.jwtSecret)).catch(() => null);
    return verified?.payload ?? null;
  };

  const join = async (socket: WebSocket, [joinRef, ref, topic, , payload]: Frame, key: string): Promise<void> => {
    const { config, access_token } = payload as {
      config: { postgres_changes?: readonly Binding[] };
      access_token?: string;
    };
    const reply = (status: 'ok' | 'error', response: unknown) =>
      send(socket, [joinRef, ref, topic, 'phx_reply', { status, response }]);
    const claims = await verify(access_token ?? key);
    const wrong = (config.postgres_changes ?? []).map((binding) => problem(binding, published)).find(Boolean);
    if (!claims || wrong) return reply('error', { reason: wrong ?? 'the token is not valid' });
    const bindings = (config.postgres_changes ?? []).map((binding) => ({ ...binding, id: nextId++ }));
    leave(socket, topic);
    subscriptions.add({ socket, joinRef, topic, bindings, claims });
    reply('ok', { postgres_changes: bindings });
    send(socket, [joinRef, null, topic, 'system', systemMessage(topic)]);
  };

  const leave = (socket: WebSocket, topic: string | null) => {
    for (const one of subscriptions) {
      if (one.socket === socket && (topic === null || one.topic === topic)) subscriptions.delete(one);
    }
  };

  const renew = async (socket: WebSocket, topic: string, token: unknown): Promise<void> => {
    const claims = await verify(token);
    const joined = [...subscriptions].find((one) => one.socket === socket && one.topic === topic);
    if (!joined) return;
    if (claims) joined.claims = claims;
    else {
      leave(socket, topic);
      send(socket, [joined.joinRef, null, topic, 'phx_close', {}]);
    }
  };

  const hear = async (socket: WebSocket, frame: Frame, key: string): Promise<void> => {
    const [joinRef, ref, topic, event, payload] = frame;
    const ok = () => send(socket, [joinRef, ref, topic, 'phx_reply', { status: 'ok', response: {} }]);
    if (event === 'phx_join') await join(socket, frame, key);
    else if (event === 'heartbeat' && topic === 'phoenix') ok();
    else if (event === 'access_token') await renew(socket, topic, (payload as { access_token: unknown }).access_token);
    else if (event === 'phx_leave') {
      leave(socket, topic);
      ok();
    } else {
      const response = { reason: `the local Realtime does not know ${event}` };
      send(socket, [joinRef, ref, topic, 'phx_reply', { status: 'error', response }]);
    }
  };

  return {
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const key = url.searchParams.get('apikey') ?? '';
      if (!roleOfKey(key) || url.searchParams.get('vsn') !== '2.0.0') {
        socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
        return;
      }
      sockets.handleUpgrade(request, socket, head, (opened) => {
        opened.on('message', (data) => void hear(opened, JSON.parse(String(data)) as Frame, key));
        opened.on('close', () => leave(opened, null));
      });
    },
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await telling;
      await Promise.all([listener.end(), pool.end()]);
    },
  };
}

function fits({ event, table, filter }: Binding, change: RowChange): boolean {
  if (table !== change.table || (event !== '*' && event !== change.type)) return false;
  if (!filter) return true;
  const [column = '', value] = filter.split('=eq.');
  return change.type !== 'DELETE' && String(change.columns[column]) === value;
}

const systemMessage = (topic: string) => ({
  channel: topic.replace(/^realtime:/, ''),
  extension: 'postgres_changes',
  message: 'Subscribed to PostgreSQL',
  status: 'ok',
});
