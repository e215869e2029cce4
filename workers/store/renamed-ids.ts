import type { RenamedDay, TimeSpan } from '#contract/renamed.ts';
import type { DayNumber } from '#core/mixpanel/days.ts';
import { namedIds } from '#core/mixpanel/named-ids.ts';
import { createProjectClock } from '#core/mixpanel/project-clock.ts';
import { ValueTag } from '#core/predictor/event-table.ts';
import type { Directory } from './directory.ts';
import { readLiveSegment, segmentsOf } from './read/live-rows.ts';
import { readCells } from './read/property-cells.ts';
import { openStoredProject, readDictionary, type StoredProject } from './read/stored-project.ts';

const isIn = (spans: readonly TimeSpan[], time: number): boolean =>
  spans.some(({ from, to }) => time >= from && time < to);

/** Segments that may hold rows of the stretches. */
function* segmentsWithin(project: StoredProject, spans: readonly TimeSpan[]) {
  for (const one of segmentsOf(project)) {
    const { minTime, maxTime } = one.segment;
    if (spans.some(({ from, to }) => minTime < to && maxTime >= from)) yield one;
  }
}

/** Project codes of everybody with an event in the stretches. */
async function usersWithin(project: StoredProject, spans: readonly TimeSpan[]): Promise<Set<number>> {
  const users = new Set<number>();
  for (const { file, segment, dead } of segmentsWithin(project, spans)) {
    const { time, user } = await readLiveSegment(file, segment, dead);
    for (let row = 0; row < time.length; row += 1) if (isIn(spans, time[row]!)) users.add(user[row]!);
  }
  return users;
}

/**
 * The ids with an event in the stretches of time, in no order; none where the project is not there.
 *
 * Cost: O(rows of the segments that the stretches touch).
 *
 * @throws PteroError `store/damaged` as reading does.
 */
export async function idsOn(root: Directory, projectId: string, spans: readonly TimeSpan[]): Promise<string[]> {
  if (spans.length === 0 || (await root.find(projectId)) === null) return [];
  const project = await openStoredProject(root, projectId);
  const users = await readDictionary(project.files, 'users');
  return Array.from(await usersWithin(project, spans), (code) => users[code]!);
}

/** What an event of the stretches says of another id: since when, Unix ms. By project code. */
async function namedWithin(
  project: StoredProject,
  spans: readonly TimeSpan[],
  codeOf: ReadonlyMap<string, number>,
): Promise<Map<number, number>> {
  const properties = await readDictionary(project.files, 'properties');
  const telling = new Map(properties.flatMap((name, code) => (namedIds.has(name) ? [[code, name] as const] : [])));
  const found = new Map<number, number>();
  if (telling.size === 0) return found;
  const strings = await readDictionary(project.files, 'strings');
  for (const { file, segment, dead } of segmentsWithin(project, spans)) {
    const { time, user, row } = await readLiveSegment(file, segment, dead);
    const at = new Uint32Array(segment.rows);
    row.forEach((number, index) => (at[number] = index));
    for (const blocks of segment.properties) {
      const name = telling.get(blocks.property);
      if (name === undefined) continue;
      const cells = await readCells(file, segment, blocks, dead);
      for (let cell = 0; cell < cells.row.length; cell += 1) {
        const index = at[cells.row[cell]!]!;
        const moment = time[index]!;
        if (cells.tag[cell] !== ValueTag.string && cells.tag[cell] !== ValueTag.json) continue;
        if (!isIn(spans, moment)) continue;
        for (const id of namedIds.get(name)!(strings[cells.value[cell]!]!)) {
          const code = codeOf.get(id);
          if (code === undefined || code === user[index]) continue;
          found.set(code, Math.min(moment, found.get(code) ?? Infinity));
        }
      }
    }
  }
  return found;
}

/**
 * Days outside some stretches that hold events of ids which have become others.
 *
 * These are ids that had events in the stretches before they were pulled anew and have none there now, and ids that an event of
 * the stretches names as its sender's and that have none there either.
 *
 * @param was - who had events in the stretches before. @param zone - whose days are meant.
 *
 * Cost: O(rows of the segments that the stretches touch), and O(rows) where there is such an id.
 *
 * @throws PteroError `store/damaged` as reading does.
 */
export async function renamedDays(
  root: Directory,
  projectId: string,
  { was, spans, zone }: { readonly was: readonly string[]; readonly spans: readonly TimeSpan[]; readonly zone: string },
): Promise<readonly RenamedDay[]> {
  if (spans.length === 0 || (await root.find(projectId)) === null) return [];
  const project = await openStoredProject(root, projectId);
  const users = await readDictionary(project.files, 'users');
  const codeOf = new Map(users.map((id, code) => [id, code]));
  const there = await usersWithin(project, spans);
  /** Null: gone, as of now. */
  const renamed = new Map<number, number | null>();
  for (const [code, since] of await namedWithin(project, spans, codeOf)) if (!there.has(code)) renamed.set(code, since);
  for (const id of was) {
    const code = codeOf.get(id);
    if (code !== undefined && !there.has(code)) renamed.set(code, null);
  }
  if (renamed.size === 0) return [];
  const { dayAt } = createProjectClock({ zone, isWallClock: false });
  const days = new Map<DayNumber, number | null>();
  for (const { file, segment, dead } of segmentsOf(project)) {
    const { time, user } = await readLiveSegment(file, segment, dead);
    for (let row = 0; row < time.length; row += 1) {
      const since = renamed.get(user[row]!);
      if (since === undefined || isIn(spans, time[row]!)) continue;
      const day = dayAt(time[row]!);
      const known = days.get(day);
      days.set(day, since === null || known === null ? null : Math.max(since, known ?? -Infinity));
    }
  }
  return [...days].map(([day, since]) => ({ day, since })).toSorted((a, b) => a.day - b.day);
}
