import type { Catalogue, ProjectSummary } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { opfsDirectory } from '#workers/store/opfs-directory.ts';
import { openProject } from '#workers/store/project-reader.ts';
import { readEvents, type TestEvent } from '../workers/store/batches.ts';
import type { Ledger } from './ledger.ts';
import type { Program } from './program.ts';
import type { ShopEvent } from './shop.ts';

/** What is shown of a project, and the rows behind it. */
export interface Shown {
  readonly summary: ProjectSummary;
  readonly catalogue: Catalogue;
  readonly rows: readonly TestEvent[];
}

const DAY = 86_400_000;
const distinct = (values: readonly unknown[]): number => new Set(values).size;
const spelled = ({ number, event, user, time, version }: ShopEvent): string =>
  [number, event, user, time, version].join('|');
const spelledRow = ({ event, user, time, properties = {} }: TestEvent): string =>
  [properties['number'], event, user, time, properties['version']].join('|');

/** The numbers that the screens show, made from the events themselves. */
function numbersOf(events: readonly ShopEvent[]): Record<string, number | null> {
  const times = events.map(({ time }) => time);
  const byName = new Map<string, ShopEvent[]>();
  for (const event of events) byName.set(event.event, [...(byName.get(event.event) ?? []), event]);
  return {
    events: events.length,
    users: distinct(events.map(({ user }) => user)),
    eventNames: byName.size,
    days: distinct(times.map((time) => Math.floor(time / DAY))),
    firstTimeMs: times.length === 0 ? null : Math.min(...times),
    lastTimeMs: times.length === 0 ? null : Math.max(...times),
    ...Object.fromEntries([...byName].map(([name, own]) => [`count of ${name}`, own.length])),
    ...Object.fromEntries(
      [...byName].map(([name, own]) => [`users of ${name}`, distinct(own.map(({ user }) => user))]),
    ),
    'cells of number': events.length,
    'cells of odd': events.length,
  };
}

function numbersShown({ summary, catalogue }: Shown): Record<string, number | null> {
  return {
    ...summary.totals,
    ...Object.fromEntries(catalogue.events.map(({ name, count }) => [`count of ${name}`, count])),
    ...Object.fromEntries(catalogue.events.map(({ name, users }) => [`users of ${name}`, users])),
    ...Object.fromEntries(
      catalogue.properties
        .filter(({ name }) => name === 'number' || name === 'odd')
        .map(({ name, cells }) => [`cells of ${name}`, cells]),
    ),
  };
}

/** Reads all that a program shows of a project; null when it shows none of that name. Throws what reading throws. */
export async function show({ disk, store }: Program, projectId: string): Promise<Shown | null> {
  const projects = await store.projects();
  if (!projects.ok) throw new PteroError(projects.error);
  const summary = projects.value.find(({ id }) => id === projectId);
  if (summary === undefined) return null;
  const catalogue = await store.catalogue(projectId);
  if (!catalogue.ok) throw new PteroError(catalogue.error);
  const rows = await readEvents(await openProject(opfsDirectory(disk.root), projectId));
  return { summary, catalogue: catalogue.value, rows };
}

/**
 * Judges what is shown: it must be one of the allowed states, whole, and hold what was acknowledged.
 *
 * @param allowed - states of which one must be there exactly; a state with no events stands for "no project".
 * @returns the place of the state found in `allowed`, or -1.
 */
export function judge(
  ledger: Ledger,
  shown: Shown | null,
  acknowledged: readonly ShopEvent[],
  allowed: readonly (readonly ShopEvent[])[],
): number {
  ledger.tally.acknowledged += acknowledged.length;
  const rows = shown?.rows ?? [];
  const numbers = rows.map(({ properties }) => properties?.['number']);
  const there = new Set(numbers);
  const lost = acknowledged.filter(({ number }) => !there.has(number));
  if (lost.length > 0) ledger.wrong('lost', `events ${lost.map(({ number }) => number).join(', ')}`, lost.length);
  const twice = rows.length - there.size;
  if (twice > 0) ledger.wrong('doubled', `${twice} events are there more than once`, twice);

  const found = rows.map(spelledRow).sort().join('\n');
  const place = allowed.findIndex((state) => state.map(spelled).sort().join('\n') === found);
  if (place < 0) {
    ledger.wrong('wrongNumbers', `${rows.length} rows that are none of the states there may be`);
    return place;
  }
  if (shown === null) return place;
  const expected = numbersOf(allowed[place]!);
  const actual = numbersShown(shown);
  for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    if (expected[key] !== actual[key])
      ledger.wrong('wrongNumbers', `${key} is shown as ${actual[key]}, and is ${expected[key]}`);
  }
  return place;
}
