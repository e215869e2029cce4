import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EmbeddedEngine } from './chdb.ts';

/** Who may ask, and how the server is set up. */
export interface EndpointOptions {
  readonly user: string;
  readonly password: string;
  /** Whether answers and preflights carry CORS headers. */
  readonly cors: boolean;
  /** The version it says it is; absent: its own. */
  readonly version?: string;
  /** Called when a question begins; what it throws is answered as the server's exception. */
  readonly onQuestion?: (question: Question) => void | Promise<void>;
  /** Shown every answer as it is sent. */
  readonly onAnswer?: (bytes: Uint8Array) => void | Promise<void>;
}

export interface Question {
  readonly id: string;
  readonly sql: string;
  readonly closed: AbortSignal;
}

/** An exception as ClickHouse words it. */
export interface ServerException {
  readonly code: number;
  readonly name: string;
  readonly message: string;
}

export interface Endpoint {
  readonly address: string;
  /** Ids of the questions asked, and of those whose asker went away before the answer. */
  readonly asked: readonly string[];
  readonly abandoned: readonly string[];
  /** As `KILL QUERY WHERE query_id = …` does: the question under way ends with exception 394. */
  kill(id: string): void;
  close(): Promise<void>;
}

/** Parameters of the URL that are no settings. */
const KNOWN = /^(query|query_id|database|role|session_id|param_.+)$/u;
/** Settings that a user with `readonly = 1` may send, as they have that value in the documented profile. */
const ALLOWED_SETTINGS: Readonly<Record<string, string>> = { output_format_arrow_compression_method: 'none' };

/**
 * ClickHouse's HTTP interface on a loopback port, in front of the real engine, and as strict: credentials by `Authorization` or
 * `X-ClickHouse-User` and `-Key`, preflights, parameters as `param_…`, one FORMAT at the end, no setting that a read-only
 * user may not set, only SELECT, exceptions with `X-ClickHouse-Exception-Code`.
 */
export async function startEndpoint(engine: EmbeddedEngine, options: EndpointOptions): Promise<Endpoint> {
  const asked: string[] = [];
  const abandoned: string[] = [];
  const killed = new Map<string, () => void>();
  const server: Server = createServer((request, response) => {
    answer(request, response).catch((cause: unknown) => response.destroy(cause as Error));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('Connection', 'close');
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (options.cors && request.headers.origin) {
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader(
        'Access-Control-Expose-Headers',
        'X-ClickHouse-Exception-Code,X-ClickHouse-Query-Id,X-ClickHouse-Summary',
      );
    }
    if (request.method === 'OPTIONS') {
      if (!options.cors) return void response.writeHead(404).end();
      response.setHeader(
        'Access-Control-Allow-Headers',
        'origin, x-requested-with, x-clickhouse-format, x-clickhouse-user, x-clickhouse-key, Authorization, content-type',
      );
      response.setHeader('Access-Control-Allow-Methods', 'POST, GET, OPTIONS');
      return void response.writeHead(204).end();
    }
    const id = url.searchParams.get('query_id') ?? '';
    try {
      if (!isAllowed(request, options)) {
        throw exception(
          516,
          'AUTHENTICATION_FAILED',
          `${options.user}: Authentication failed: password is incorrect, or there is no user with such name.`,
        );
      }
      for (const [name, value] of url.searchParams) {
        if (KNOWN.test(name) || ALLOWED_SETTINGS[name] === value) continue;
        throw exception(164, 'READONLY', `Cannot modify '${name}' setting in readonly mode.`);
      }
      const { query: sql, values } = await askedBy(request, url);
      const [, text, format] = /^([^]*?)\sFORMAT\s+(\w+)\s*;?\s*$/u.exec(sql) ?? [];
      if (text === undefined || !/^\s*(SELECT|WITH)\b/iu.test(text)) {
        throw exception(164, 'READONLY', 'Cannot execute query in readonly mode.');
      }
      asked.push(id);
      const gone = new AbortController();
      response.once('close', () => {
        if (response.writableFinished) return;
        abandoned.push(id);
        gone.abort();
      });
      const end = new Promise<never>((_, reject) => {
        killed.set(id, () => reject(exception(394, 'QUERY_WAS_CANCELLED', 'Query was cancelled')));
      });
      end.catch(() => undefined);
      const work = (async () => {
        await options.onQuestion?.({ id, sql: text, closed: gone.signal });
        return engine.queryBindAsync(asVersion(text, options.version) + settingsOf(url), values, {
          format: format!,
        });
      })();
      work.catch(() => undefined);
      const result = await Promise.race([work, end]);
      const summary = JSON.stringify({ read_rows: String(result.rowsRead), read_bytes: String(result.bytesRead) });
      response.writeHead(200, {
        'X-ClickHouse-Query-Id': id,
        'X-ClickHouse-Format': format!,
        'X-ClickHouse-Summary': summary,
      });
      await options.onAnswer?.(result.bytes());
      response.end(result.bytes());
    } catch (cause) {
      const { code, name, message } = exceptionOf(cause);
      response.writeHead(code === 516 ? 403 : code === 60 ? 404 : 500, { 'X-ClickHouse-Exception-Code': String(code) });
      response.end(`Code: ${code}. DB::Exception: ${message} (${name}) (version 26.7.2.1)\n`);
    } finally {
      killed.delete(id);
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    abandoned,
    kill: (id) => killed.get(id)?.(),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function isAllowed({ headers }: IncomingMessage, { user, password }: EndpointOptions): boolean {
  if (headers['x-clickhouse-user'] !== undefined) {
    return headers['x-clickhouse-user'] === user && headers['x-clickhouse-key'] === password;
  }
  return headers.authorization === `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** Longer fields of a form, and addresses, are refused: `http_max_field_value_size` and `http_max_uri_size` as they come. */
const MOST_BYTES_A_FIELD = 131_072;
const MOST_BYTES_AN_ADDRESS = 1_048_576;

/** The query and its values, from the address and the body: plain text, or a form that may hold values as well. */
async function askedBy(
  request: IncomingMessage,
  url: URL,
): Promise<{ readonly query: string; readonly values: Record<string, unknown> }> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  const fields = new Map(url.searchParams);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) {
    const form = await new Response(body, { headers: { 'content-type': type } }).formData();
    form.forEach((value, name) => fields.set(name, String(value)));
  } else fields.set('query', (fields.get('query') ?? '') + body.toString('utf8'));
  for (const [name, value] of fields) {
    if (name !== 'query' && Buffer.byteLength(value) > MOST_BYTES_A_FIELD)
      throw exception(1000, 'POCO_EXCEPTION', `Field value too long: ${name}`);
  }
  if (url.href.length > MOST_BYTES_AN_ADDRESS) throw exception(1000, 'POCO_EXCEPTION', 'URI too long');
  const query = fields.get('query') ?? '';
  if (Buffer.byteLength(query) > MOST_BYTES_A_QUERY) throw exception(62, 'SYNTAX_ERROR', 'Max query size exceeded');
  return { query, values: valuesOf(fields) };
}

/** `max_query_size` as it comes. */
const MOST_BYTES_A_QUERY = 262_144;

/** The values of `param_…`: escaped text, a list of quoted texts, or a list of numbers. */
const valuesOf = (fields: ReadonlyMap<string, string>): Record<string, unknown> =>
  Object.fromEntries(
    [...fields].flatMap(([name, value]) => {
      if (!name.startsWith('param_')) return [];
      return [[name.slice(6), valueOf(value)]];
    }),
  );

function valueOf(value: string): unknown {
  if (value.startsWith("['")) return textsOf(value);
  return /^\[[-+.,\deE]*\]$/u.test(value) ? JSON.parse(value) : unescaped(value);
}

const textsOf = (list: string): string[] =>
  [...list.matchAll(/'((?:[^'\\]|\\.)*)'/gsu)].map(([, text]) => unescaped(text!));

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', 0: '\0', b: '\b', f: '\f' };
const unescaped = (text: string): string => text.replaceAll(/\\(.)/gsu, (_, one: string) => ESCAPES[one] ?? one);

const asVersion = (sql: string, version?: string): string =>
  version === undefined ? sql : sql.replaceAll('version()', `'${version}'`);

const settingsOf = (url: URL): string => {
  const settings = [...url.searchParams].filter(([name]) => name in ALLOWED_SETTINGS);
  return settings.length === 0 ? '' : ` SETTINGS ${settings.map(([name, value]) => `${name} = '${value}'`).join(', ')}`;
};

const exception = (code: number, name: string, message: string): ServerException => ({ code, name, message });

function exceptionOf(cause: unknown): ServerException {
  if (cause && typeof cause === 'object' && 'name' in cause && 'code' in cause && typeof cause.code === 'number') {
    return cause as ServerException;
  }
  const text = cause instanceof Error ? cause.message : String(cause);
  const [, code, message, name] = /Code: (\d+)\. DB::Exception: ([^]*?) \(([A-Z_]+)\)/u.exec(text) ?? [];
  return { code: Number(code ?? 1000), message: message ?? text, name: name ?? 'UNKNOWN' };
}
