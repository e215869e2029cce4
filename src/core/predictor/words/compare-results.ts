import type { Direction, Estimate, ResultDocument, ResultRow } from '../result.ts';
import { describeRow } from './describe-row.ts';
import { isFinding } from './findings.ts';

/** What is kept of an answer when the next one takes its place: its findings, so that the two can be compared. */
export interface ResultDigest {
  readonly method: string;
  readonly fingerprint: string;
  readonly computedAt: number;
  readonly dataToMs: number;
  readonly findings: readonly FindingDigest[];
}

export interface FindingDigest {
  readonly id: string;
  readonly name: string;
  readonly direction: Direction;
  readonly hazard: Estimate;
}

/** A finding that both answers have, and that is no longer what it was. */
export interface MovedFinding {
  readonly row: ResultRow;
  readonly before: Estimate;
}

/** How the findings of an answer differ from those of the one before it. */
export interface ResultChanges {
  readonly before: ResultDigest;
  readonly fresh: readonly ResultRow[];
  readonly gone: readonly FindingDigest[];
  readonly turned: readonly MovedFinding[];
  /** Same direction, intervals that do not touch, farther from 1. */
  readonly stronger: readonly MovedFinding[];
  /** The same, nearer to 1. */
  readonly weaker: readonly MovedFinding[];
}

/** The findings of an answer in little. Null where it claims nothing: there is nothing to compare with. */
export function digestOf(result: ResultDocument): ResultDigest | null {
  if (result.stage !== 'complete' || result.claim.kind !== 'ranked' || !result.model) return null;
  const findings = result.rows.flatMap((row): FindingDigest[] =>
    isFinding(row) && row.direction && row.hazard
      ? [{ id: row.id, name: describeRow(row), direction: row.direction, hazard: row.hazard }]
      : [],
  );
  const { fingerprint, computedAt, dataToMs } = result;
  return { method: result.model.method, fingerprint, computedAt, dataToMs, findings };
}

const strength = (estimate: Estimate) => Math.abs(Math.log(estimate.ratio));
const apart = (a: Estimate, b: Estimate) => a.low > b.high || b.low > a.high;

/**
 * Compare an answer with the one before it: which findings are new, gone, turned round, or beyond their old intervals.
 *
 * Null where a difference would say nothing about the data: a first look, another method, the very same events, or
 * nothing claimed. The caller sees to it that both asked the same question.
 *
 * Cost: O(rows).
 */
export function compareResults(before: ResultDigest | null, result: ResultDocument): ResultChanges | null {
  const now = digestOf(result);
  if (!before || !now || before.method !== now.method || before.fingerprint === now.fingerprint) return null;
  const known = new Map(before.findings.map((finding) => [finding.id, finding]));
  const present = new Set(now.findings.map((finding) => finding.id));
  const rows = result.rows.filter((row) => present.has(row.id));
  const kept = rows.flatMap((row) => {
    const old = known.get(row.id);
    return old && row.hazard ? [{ row, hazard: row.hazard, old }] : [];
  });
  const same = kept.filter(({ row, hazard, old }) => row.direction === old.direction && apart(hazard, old.hazard));
  const moved = (of: typeof kept): readonly MovedFinding[] => of.map(({ row, old }) => ({ row, before: old.hazard }));
  return {
    before,
    fresh: rows.filter((row) => !known.has(row.id)),
    gone: before.findings.filter((finding) => !present.has(finding.id)),
    turned: moved(kept.filter(({ row, old }) => row.direction !== old.direction)),
    stronger: moved(same.filter(({ hazard, old }) => strength(hazard) > strength(old.hazard))),
    weaker: moved(same.filter(({ hazard, old }) => strength(hazard) <= strength(old.hazard))),
  };
}

const NAMED = 3;

function naming(count: number, words: string, names: readonly string[]): string[] {
  if (count === 0) return [];
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return [`${count} ${words} (${names.slice(0, NAMED).join(', ')}${more})`];
}

/** The changes as one sentence without its end: `2 new (A, B), 1 gone (C)`; says so when nothing has changed. */
export function changeWords({ fresh, gone, turned, stronger, weaker }: ResultChanges): string {
  const names = (moved: readonly MovedFinding[]) => moved.map(({ row }) => describeRow(row));
  const parts = [
    ...naming(fresh.length, 'new', fresh.map(describeRow)),
    ...naming(
      gone.length,
      'gone',
      gone.map(({ name }) => name),
    ),
    ...naming(turned.length, 'turned round', names(turned)),
    ...naming(stronger.length, 'clearly stronger', names(stronger)),
    ...naming(weaker.length, 'clearly weaker', names(weaker)),
  ];
  return parts.length === 0 ? 'the findings are the same, within their intervals' : parts.join(', ');
}
