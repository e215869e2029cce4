import { ValueTag } from '#core/predictor/event-table.ts';
import type { EventBatch } from '#workers/shared/batch.ts';

const USERS = 20_000;
const EVENTS = 60;
const PLANS = 8;
const START = Date.UTC(2026, 0, 1);

const spread = (row: number, salt: number): number => Math.imul(row + salt, 0x9e3779b1) >>> 8;
const userOf = (row: number): number => spread(row, 1) % USERS;
const eventOf = (row: number): number => spread(row, 7919) % EVENTS;
const timeOf = (row: number): number => START + row * 15_000;

const names = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${prefix} ${i}`);

/** Rows [from, to) of a made-up project, as the scanner hands them to the store. */
export function madeUpBatch(from: number, to: number): EventBatch {
  const rows = to - from;
  const column = (value: (row: number) => number) => Uint32Array.from({ length: rows }, (_, i) => value(from + i));
  const first = from === 0;
  return {
    rows,
    time: Float64Array.from({ length: rows }, (_, i) => timeOf(from + i)),
    event: column(eventOf),
    user: column(userOf),
    keyHigh: column((row) => spread(row, 3)),
    keyLow: column((row) => row),
    processed: new Float64Array(rows),
    properties: [
      {
        property: 0,
        row: Uint32Array.from({ length: rows }, (_, i) => i),
        tag: new Uint8Array(rows).fill(ValueTag.string),
        value: Float64Array.from({ length: rows }, (_, i) => spread(from + i, 11) % PLANS),
      },
    ],
    added: {
      events: first ? names('Event', EVENTS) : [],
      users: first ? names('user', USERS) : [],
      properties: first ? ['plan'] : [],
      strings: first ? names('plan', PLANS) : [],
    },
  };
}

/** The same rows as an export would carry them, the property left out. */
export function madeUpLines(from: number, to: number): string {
  let text = '';
  for (let row = from; row < to; row += 1) {
    text += `{"event":"Event ${eventOf(row)}","properties":{"time":${timeOf(row) / 1000},"distinct_id":"user ${userOf(row)}"}}\n`;
  }
  return text;
}
