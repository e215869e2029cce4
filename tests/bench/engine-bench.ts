import { writeFileSync } from 'node:fs';
import { analyse } from '#core/predictor/analyse.ts';
import { canonicalTable, type TableData } from '#core/predictor/canonical/canonical-table.ts';
import type { AnalysisInput } from '#core/predictor/input.ts';
import { answered } from '#tests/engine/answered.ts';
import { openChdb } from '#tests/engine/chdb.ts';
import { startEndpoint } from '#tests/engine/endpoint.ts';
import { loadTable } from '#tests/engine/tables.ts';
import { worldInput } from '#tests/worlds/answer.ts';
import { toNdjson } from '#tests/worlds/to-ndjson.ts';
import type { World } from '#tests/worlds/simulate-world.ts';
import { connect } from '#workers/engine/clickhouse/connect.ts';
import { createClickHouseEngine } from '#workers/engine/clickhouse/create-clickhouse-engine.ts';
import { benchWorld } from './bench-world.ts';

/** Seconds of each step, and whether both sides said the same. */
export interface EngineFigures {
  readonly events: number;
  /** Bytes of all answers of the analysis. */
  readonly crossed: number;
  readonly local: { readonly order: number; readonly analyse: number };
  readonly server: { readonly catalogue: number; readonly analyse: number };
  readonly isSame: boolean;
}

const VISITS = 10;
const login = { user: 'ptero', password: '' };

/**
 * The same question over many events, most of them of people who never did A: in this process, and by the ClickHouse adapter
 * through the HTTP interface.
 *
 * @param events - about so many in all. @param file - where the world's export may be written.
 */
export async function benchEngine(users: number, events: number, file: string): Promise<EngineFigures> {
  const world = benchWorld(users);
  const visitors = Math.ceil((events - world.time.length) / VISITS);
  const input = worldInput(world);
  const chdb = openChdb();
  writeFileSync(file, toNdjson(world));
  loadTable(chdb, file);
  const [first, span] = spanOf(world);
  chdb.query(
    `INSERT INTO app.events SELECT 'Browse', concat('visitor-', toString(intDiv(number, ${VISITS}))), fromUnixTimestamp64Milli(toInt64(${first} + 1000 * (number * 7919 % ${span})), 'UTC'), '{}' FROM numbers(${visitors * VISITS})`,
  );
  const ordering = timed(() => canonicalTable(withVisitors(input, visitors, first, span)));
  const here = timed(() => run({ ...input, ...ordering.value }));

  let crossed = 0;
  const endpoint = await startEndpoint(chdb, {
    ...login,
    cors: true,
    onAnswer: (bytes) => void (crossed += bytes.length),
  });
  const source = { address: endpoint.address, table: 'app.events', ...login };
  const engine = createClickHouseEngine(connect(source), source);
  const { signal } = new AbortController();
  const catalogue = await timedAsync(() => engine.catalogue({ signal }));
  crossed = 0;
  const there = await timedAsync(async () => {
    const study = await engine.study(input.definition, 1_000_000, { signal });
    return JSON.stringify(await answered(analyse({ ...input, ...study, fingerprint: input.fingerprint })));
  });
  await endpoint.close();
  chdb.close();
  return {
    events: ordering.value.events.time.length,
    crossed,
    local: { order: ordering.seconds, analyse: here.seconds },
    server: { catalogue: catalogue.seconds, analyse: there.seconds },
    isSame: here.value === there.value,
  };
}

function run(input: AnalysisInput): string {
  const steps = analyse(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return JSON.stringify(step.value);
  }
}

function timed<T>(work: () => T): { readonly value: T; readonly seconds: number } {
  const from = performance.now();
  const value = work();
  return { value, seconds: (performance.now() - from) / 1000 };
}

async function timedAsync<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly seconds: number }> {
  const from = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - from) / 1000 };
}

/** The first moment, and how many whole seconds the events take. */
function spanOf({ time }: World): [number, number] {
  let [first, last] = [Infinity, 0];
  for (const moment of time) [first, last] = [Math.min(first, moment), Math.max(last, moment)];
  return [first, Math.floor((last - first) / 1000)];
}

/** The same table with people who only look around, as the statement above inserts them. */
function withVisitors(
  { events, columns, userIds }: TableData,
  visitors: number,
  first: number,
  span: number,
): TableData {
  const rows = events.time.length;
  const all = rows + visitors * VISITS;
  const longer = <T extends Uint32Array | Float64Array>(whole: T, start: T): T => {
    whole.set(start);
    return whole;
  };
  const time = longer(new Float64Array(all), events.time);
  const event = longer(new Uint32Array(all), events.event).fill(events.eventNames.length, rows);
  const userStart = longer(new Uint32Array(events.userCount + visitors + 1), events.userStart);
  const ids = [...userIds];
  for (let v = 0; v < visitors; v += 1) {
    ids.push(`visitor-${v}`);
    const from = rows + v * VISITS;
    for (let k = 0; k < VISITS; k += 1) time[from + k] = first + 1000 * (((v * VISITS + k) * 7919) % span);
    time.subarray(from, from + VISITS).sort();
    userStart[events.userCount + v + 1] = from + VISITS;
  }
  return {
    events: {
      eventNames: [...events.eventNames, 'Browse'],
      userCount: ids.length,
      userStart,
      time,
      event,
      row: Uint32Array.from({ length: all }, (_, row) => row),
    },
    columns,
    userIds: ids,
  };
}
