import { createRequire } from 'node:module';
import { resolve } from 'node:path';

/** An answer of the embedded engine. */
export interface EngineAnswer {
  bytes(): Uint8Array;
  text(): string;
  readonly rowsRead: number;
  readonly bytesRead: number;
}

/** The embedded engine: one folder of data a process. */
export interface EmbeddedEngine {
  query(sql: string, format?: string): string;
  queryBindAsync(sql: string, values: object, options: { format: string; signal?: AbortSignal }): Promise<EngineAnswer>;
  close(): void;
}

/** Opens ClickHouse's own engine with an empty store. `npm run test:engine` installs it. */
export function openChdb(): EmbeddedEngine {
  const require = createRequire(resolve('.cache/chdb/package.json'));
  const { Session } = require('chdb') as { Session: new () => EmbeddedEngine };
  return new Session();
}
