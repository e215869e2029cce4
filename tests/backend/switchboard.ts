import { type IncomingMessage, request, type RequestListener, type ServerResponse } from 'node:http';
import { type LocalServer, startServer } from '../../supabase/local/local-server.ts';

/** Where the functions find Mixpanel's three hosts, and where a test says who answers there for its own account. */
export interface Switchboard {
  readonly hosts: { readonly us: string; readonly eu: string; readonly in: string };
  /** `POST { account, us, eu, in }`: what this user of Basic authentication asks goes to these ports of 127.0.0.1. */
  readonly registerUrl: string;
  stop(): Promise<void>;
}

type Ports = Readonly<Record<'us' | 'eu' | 'in', number>>;

/** Who asks, by Basic authentication. */
function accountOf({ headers }: IncomingMessage): string {
  const [, basic = ''] = /^Basic (.+)$/.exec(headers.authorization ?? '') ?? [];
  return Buffer.from(basic, 'base64').toString().split(':')[0] ?? '';
}

/** Passes a request on, and each side's end to the other. */
function connect(asked: IncomingMessage, answer: ServerResponse, port: number): void {
  const { method, url, headers } = asked;
  const upstream = request({ host: '127.0.0.1', port, method, path: url, headers }, (response) => {
    answer.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(answer);
    response.once('close', () => {
      if (!response.complete) answer.destroy();
    });
  });
  upstream.once('error', () => answer.destroy());
  answer.once('close', () => upstream.destroy());
  asked.pipe(upstream);
}

/** Starts it on any free ports. Tests run side by side, and the functions know one address of each host. */
export async function startSwitchboard(): Promise<Switchboard> {
  const accounts = new Map<string, Ports>();
  const servers: LocalServer[] = [];
  const listen = async (handle: RequestListener) => {
    const server = await startServer(handle);
    servers.push(server);
    return server.url;
  };
  const host = (region: keyof Ports) =>
    listen((asked, answer) => {
      const ports = accounts.get(accountOf(asked));
      if (ports) connect(asked, answer, ports[region]);
      else answer.writeHead(503).end('nobody answers for this account');
    });
  const register = async (asked: IncomingMessage, answer: ServerResponse) => {
    let text = '';
    for await (const part of asked) text += String(part);
    const { account, ...ports } = JSON.parse(text) as Ports & { readonly account: string };
    accounts.set(account, ports);
    answer.end();
  };
  const [us, eu, india, registerUrl] = await Promise.all([
    host('us'),
    host('eu'),
    host('in'),
    listen((asked, answer) => void register(asked, answer)),
  ]);
  return {
    hosts: { us, eu, in: india },
    registerUrl,
    async stop() {
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}
