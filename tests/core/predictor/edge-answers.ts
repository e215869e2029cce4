import { expect } from 'vitest';
import { analyse } from '#core/predictor/analyse.ts';
import type { AnalysisInput } from '#core/predictor/input.ts';
import type { ResultDocument, ResultRow } from '#core/predictor/result.ts';
import { finish } from '../stats/close.ts';
import { makeInput, type Happening } from './make-table.ts';

/** Seconds: the window, and when everybody begins. */
export const HORIZON = 100_000;
export const START = 1_700_000_000;

/** Every number of a result is finite or null, everywhere in it. */
function expectFinite(value: unknown, path = 'result'): void {
  if (typeof value === 'number') expect(Number.isFinite(value), `${path} is ${value}`).toBe(true);
  else if (Array.isArray(value)) value.forEach((each, i) => expectFinite(each, `${path}[${i}]`));
  else if (value !== null && typeof value === 'object') {
    for (const [key, each] of Object.entries(value)) expectFinite(each, `${path}.${key}`);
  }
}

/** Analyse, and insist on what holds for every answer: numbers that are finite or null, words that can be read. */
export function answer(users: Happening[][] | AnalysisInput): ResultDocument {
  const result = finish(analyse(Array.isArray(users) ? makeInput(users, HORIZON) : users));
  expectFinite(result);
  for (const sentence of [...result.verdict, ...result.rows.flatMap((row) => [...row.words, row.shelfReason])])
    expect(sentence).not.toMatch(/NaN|undefined|Infinity/u);
  return result;
}

/** The row of an event. */
export const rowOf = (result: ResultDocument, event: string): ResultRow =>
  result.rows.find((row) => row.event === event && row.kind === 'behaviour')!;
