import type { RefusalReason } from '#contract/ingest.ts';

/** What a line means, by JSON.parse and the rules written down in the documentation. */
export type Meaning =
  | {
      readonly kind: 'event';
      readonly event: string;
      readonly user: string;
      readonly time: number;
      readonly processed: number;
      readonly properties: Record<string, unknown>;
    }
  | { readonly kind: 'without-user' }
  | { readonly kind: 'refused'; readonly reason: RefusalReason };

const DEEPEST = 16;
const unstored = [
  'time',
  'distinct_id',
  '$insert_id',
  'mp_processing_time_ms',
  '$mp_api_timestamp_ms',
  '$mp_api_endpoint',
  '$import',
  '$mp_event_size',
  '$is_reshuffled',
  'mp_sent_by_lib_version',
  '$distinct_id_before_identity',
  'mp_original_distinct_id',
];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function leaves(object: Record<string, unknown>, path: readonly string[]): [readonly string[], unknown][] {
  return Object.entries(object).flatMap(([key, value]): [readonly string[], unknown][] => {
    if (path.length === 0 && unstored.includes(key)) return [];
    const here = [...path, key];
    const splits = isObject(value) && Object.keys(value).length > 0 && here.length <= DEEPEST;
    return splits ? leaves(value, here) : [[here, value]];
  });
}

function outerKeyIsLonger(path: readonly string[], other: readonly string[]): boolean {
  const differs = path.findIndex((key, i) => key !== other[i]);
  return path[differs]!.length > (other[differs] ?? '').length;
}

function flatten(properties: Record<string, unknown>): Record<string, unknown> {
  const chosen = new Map<string, [readonly string[], unknown]>();
  for (const [path, value] of leaves(properties, [])) {
    const name = path.join('.');
    const before = chosen.get(name);
    if (!before || outerKeyIsLonger(path, before[0])) chosen.set(name, [path, value]);
  }
  return Object.fromEntries([...chosen].map(([name, [, value]]) => [name, value]));
}

/** The text of a whole number keeps all digits, which JSON.parse loses: compared by value only. */
const userName = (id: unknown): string => (typeof id === 'string' ? id : typeof id === 'number' ? String(id) : '');

/** Read one line as JSON.parse does. */
export function meaningOf(bytes: Uint8Array): Meaning {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    return { kind: 'refused', reason: 'not-json' };
  }
  if (!isObject(record)) return { kind: 'refused', reason: 'not-an-event' };
  const { event, properties } = record;
  if (typeof event !== 'string' || event === '' || !isObject(properties))
    return { kind: 'refused', reason: 'not-an-event' };
  const own = (name: string): unknown => (Object.hasOwn(properties, name) ? properties[name] : undefined);
  const time = own('time');
  if (time === undefined || time === null) return { kind: 'refused', reason: 'no-time' };
  const ms = typeof time === 'number' ? Math.round(time > 1e11 ? time : time * 1000) : Number.NaN;
  if (!(ms > 0 && ms < 1e13)) return { kind: 'refused', reason: 'bad-time' };
  const user = userName(own('distinct_id'));
  if (user === '' || user === '$hotshard_events') return { kind: 'without-user' };
  const processed = own('mp_processing_time_ms');
  return {
    kind: 'event',
    event,
    user,
    time: ms,
    processed: typeof processed === 'number' && Number.isFinite(processed) ? processed : 0,
    properties: flatten(properties),
  };
}
