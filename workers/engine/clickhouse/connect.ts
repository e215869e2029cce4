import { ClickHouseLogLevel, createClient } from '@clickhouse/client-web';
import { RecordBatchReader, type RecordBatch } from 'apache-arrow';
import type { ClickHouseSource } from '#contract/engine.ts';
import { errorOf } from './error-of.ts';
import { formFetch } from './form-fetch.ts';
import type { Statement } from './sql/parameters.ts';

/** Asks a server. */
export interface Connection {
  /** The answer batch by batch, as they come. @throws PteroError, see `errorOf`. */
  batches(statement: Statement, signal: AbortSignal): AsyncGenerator<RecordBatch>;
  /** A small answer, as objects. */
  rows(statement: Statement, signal: AbortSignal): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** A query that takes longer is given up, ms; the server's own limit of the user should come first. */
const MOST_MS = 15 * 60_000;

/** Answers come as they are: the reader of Arrow here knows no compression within it. */
const SETTINGS = { output_format_arrow_compression_method: 'none' } as const;

/**
 * Connect over the HTTP interface; nothing is sent before the first question.
 *
 * One setting is sent. A user with `readonly = 1` may not change settings, but may say what is so already: the documented
 * profile has it.
 *
 * An aborted question is dropped by closing its connection, upon which a server with
 * `cancel_http_readonly_queries_on_client_close` ends the query.
 */
export function connect(source: ClickHouseSource): Connection {
  const client = createClient({
    url: source.address,
    username: byteText(source.user),
    password: byteText(source.password),
    request_timeout: MOST_MS,
    compression: { request: false, response: false },
    application: 'ptero',
    log: { level: ClickHouseLogLevel.OFF },
    fetch: formFetch,
  });

  async function* batches({ sql, values }: Statement, signal: AbortSignal): AsyncGenerator<RecordBatch> {
    const tail = createTail();
    try {
      signal.throwIfAborted();
      const { stream } = await client.exec({
        query: `${sql}\nFORMAT ArrowStream`,
        clickhouse_settings: SETTINGS,
        query_params: values as Record<string, unknown>,
        abort_signal: signal,
      });
      const reader = await RecordBatchReader.from(stream.pipeThrough(tail.stream));
      for await (const batch of reader) yield batch;
    } catch (cause) {
      throw errorOf(cause, source, signal, tail.text());
    }
  }

  return {
    batches,
    async rows(statement, signal) {
      const rows: Record<string, unknown>[] = [];
      for await (const batch of batches(statement, signal)) {
        for (const row of batch) rows.push(Object.fromEntries(row));
      }
      return rows;
    },
  };
}

/** A text whose characters are the UTF-8 bytes of the other: the client encodes credentials with `btoa`, which knows no more. */
const byteText = (text: string): string =>
  Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');

/** Lets bytes through and keeps the last of them: where a query fails in the middle, the server says so at the end. */
function createTail(): { readonly stream: TransformStream<Uint8Array, Uint8Array>; text(): string } {
  let last = new Uint8Array();
  return {
    stream: new TransformStream({
      transform(chunk, controller) {
        last = chunk.slice(-4096);
        controller.enqueue(chunk);
      },
    }),
    text: () => new TextDecoder().decode(last),
  };
}
