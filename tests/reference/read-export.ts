import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { ValueTag, type PropertyColumn } from '#core/predictor/event-table.ts';
import type { AnalysisInput } from '#core/predictor/input.ts';

interface Line {
  readonly event: string;
  readonly properties: Readonly<Record<string, unknown>> & { readonly distinct_id?: string; readonly time: number };
}

const NO_PROPERTY = new Set(['time', 'distinct_id', '$insert_id', 'mp_processing_time_ms']);
const DAY_MS = 86_400_000;

/** A whole export as the predictor reads it, with the question to ask: for scripts that make reference numbers. */
export function readExport(path: string, start: string, target: string, horizonDays: number): AnalysisInput {
  const lines = gunzipSync(readFileSync(path))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
  const byUser = new Map<string, Line[]>();
  for (const line of lines) {
    const id = line.properties.distinct_id;
    if (!id) continue;
    const own = byUser.get(id);
    if (own) own.push(line);
    else byUser.set(id, [line]);
  }
  const millis = (line: Line): number =>
    line.properties.time > 1e11 ? line.properties.time : Math.round(line.properties.time * 1000);
  const flat: Line[] = [];
  const userStart = [0];
  for (const own of byUser.values()) {
    flat.push(...own.sort((a, b) => millis(a) - millis(b)));
    userStart.push(flat.length);
  }
  const eventNames = [...new Set(flat.map((line) => line.event))];
  const codeOf = new Map(eventNames.map((name, code) => [name, code]));
  return {
    events: {
      eventNames,
      userCount: byUser.size,
      userStart: Uint32Array.from(userStart),
      time: Float64Array.from(flat, millis),
      event: Uint32Array.from(flat, (line) => codeOf.get(line.event)!),
      row: Uint32Array.from(flat.keys()),
    },
    columns: columnsOf(flat),
    userIds: [...byUser.keys()],
    definition: {
      start: { event: start, filters: [] },
      target: { event: target, filters: [] },
      horizonMs: horizonDays * DAY_MS,
      hiddenEvents: [],
      keepOutliers: false,
    },
    startRows: null,
    targetRows: null,
    projectId: 'reference',
    fingerprint: 'reference',
    seed: 1,
    computedAt: 0,
  };
}

function columnsOf(flat: readonly Line[]): PropertyColumn[] {
  const strings: string[] = [];
  const codes = new Map<string, number>();
  const code = (text: string): number => {
    const known = codes.get(text);
    if (known !== undefined) return known;
    codes.set(text, strings.length);
    return strings.push(text) - 1;
  };
  const cellOf = (value: unknown): readonly [tag: number, value: number] => {
    if (typeof value === 'string') return [ValueTag.string, code(value)];
    if (typeof value === 'number') return [ValueTag.number, value];
    if (typeof value === 'boolean') return [value ? ValueTag.true : ValueTag.false, 0];
    return value === null ? [ValueTag.null, 0] : [ValueTag.json, code(JSON.stringify(value))];
  };
  const cells = new Map<string, { position: number[]; tag: number[]; value: number[] }>();
  flat.forEach(({ properties }, position) => {
    for (const [name, raw] of Object.entries(properties)) {
      if (NO_PROPERTY.has(name)) continue;
      let column = cells.get(name);
      if (!column) cells.set(name, (column = { position: [], tag: [], value: [] }));
      const [tag, value] = cellOf(raw);
      column.position.push(position);
      column.tag.push(tag);
      column.value.push(value);
    }
  });
  return [...cells].map(([name, { position, tag, value }]) => ({
    name,
    position: Uint32Array.from(position),
    tag: Uint8Array.from(tag),
    value: Float64Array.from(value),
    strings,
  }));
}
