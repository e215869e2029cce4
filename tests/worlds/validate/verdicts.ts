import type { Judged } from './judge.ts';
import { type Mark, pooled, type PooledMarks, type Trial, trials } from './plan.ts';

/** One line of the table. `passed` is null where there is no mark. */
export interface Verdict {
  readonly world: string;
  readonly seeds: number;
  readonly users: string;
  readonly words: string;
  readonly value: number;
  readonly mark: string;
  readonly passed: boolean | null;
}

/** One analysis to run. */
export interface Job {
  readonly trial: string;
  readonly world: string;
  readonly users: number;
  readonly seed: number;
}

/**
 * The trials asked for.
 *
 * @param names - null for all. @throws RangeError on a name that is no trial.
 */
export function chooseTrials(names: readonly string[] | null): readonly Trial[] {
  const unknown = names?.find((name) => !trials.some((trial) => trial.name === name));
  if (unknown !== undefined) {
    throw new RangeError(`no world "${unknown}"; there are ${trials.map(({ name }) => name).join(', ')}`);
  }
  return trials.filter(({ name }) => names?.includes(name) ?? true);
}

/** Every analysis of the trials, the longest first so that no process is left with one at the end. */
export const jobsOf = (chosen: readonly Trial[], seeds: number): Job[] =>
  chosen
    .flatMap(({ name, world, users, seedsTimes }) =>
      Array.from({ length: seeds * seedsTimes }, (_, i) => ({ trial: name, world, users, seed: i + 1 })),
    )
    .sort((a, b) => b.users - a.users);

const within = (value: number, { atLeast, atMost }: Mark): boolean =>
  value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity);

const boundWords = ({ atLeast, atMost }: Mark): string =>
  [atLeast === undefined ? '' : `≥ ${atLeast}`, atMost === undefined ? '' : `≤ ${atMost}`].filter(Boolean).join(', ');

/** Measure one mark; a figure that could not be measured fails its mark. */
export function judgeMark(mark: Mark, seeds: readonly Judged[], world: string): Verdict {
  const value = mark.measure(seeds);
  const users = [...new Set(seeds.map((one) => one.users))].sort((a, b) => a - b);
  return {
    world,
    seeds: seeds.length,
    users: users.map((one) => one.toLocaleString('en-GB')).join(', '),
    words: mark.words,
    value,
    mark: boundWords(mark),
    passed: mark.atLeast === undefined && mark.atMost === undefined ? null : within(value, mark),
  };
}

/** Hold everything that was run against its marks; pooled marks only where all their trials were run. */
export function verdictsOf(chosen: readonly Trial[], judged: ReadonlyMap<string, readonly Judged[]>): Verdict[] {
  const own = chosen.flatMap(({ name, marks }) => marks.map((mark) => judgeMark(mark, judged.get(name)!, name)));
  const complete = pooled.filter(({ trials: names }) => names.every((name) => judged.has(name)));
  const together = complete.flatMap(({ title, trials: names, marks }: PooledMarks) =>
    marks.map((mark) =>
      judgeMark(
        mark,
        names.flatMap((name) => judged.get(name)!),
        title,
      ),
    ),
  );
  return [...own, ...together];
}

const figure = (value: number): string => (Number.isFinite(value) ? value.toFixed(3) : 'not measured');

/** The table, in Markdown, columns aligned. */
export function printTable(verdicts: readonly Verdict[]): string {
  const head = ['world', 'seeds', 'users', 'measured', 'is', 'mark', ''];
  const rows = verdicts.map(({ world, seeds, users, words, value, mark, passed }) => [
    world,
    String(seeds),
    users,
    words,
    figure(value),
    mark,
    passed === null ? '' : passed ? 'pass' : 'FAIL',
  ]);
  const width = head.map((title, k) => Math.max(title.length, ...rows.map((row) => row[k]!.length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, k) => cell.padEnd(width[k]!)).join(' | ')} |`;
  return [line(head), line(width.map((wide) => '-'.repeat(wide))), ...rows.map(line)].join('\n');
}
