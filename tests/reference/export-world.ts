import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { halfOf, sampleRiskSets } from '#core/predictor/risk-sets/risk-sets.ts';
import { namedWorlds } from '../worlds/named-worlds.ts';
import { simulateWorld, type World } from '../worlds/simulate-world.ts';
import { createStudy, fingerprintOf, HORIZON_DAYS, SEED, type StudyName, studies } from './studies.ts';

const lines = (header: string, rows: readonly (readonly (string | number)[])[]): string =>
  `${[header, ...rows.map((row) => row.join('\t'))].join('\n')}\n`;

/** The bare events of a world for R, which counts for itself: events.tsv and cells.tsv (properties as text). */
export function exportEvents(world: World, folder: string): void {
  const { eventNames, userStart, time, event, columns } = world;
  const bots = new Set(world.truth.bots);
  const rows: (string | number)[][] = [];
  for (let user = 0; user + 1 < userStart.length; user += 1) {
    if (bots.has(user)) continue;
    for (let at = userStart[user]!; at < userStart[user + 1]!; at += 1)
      rows.push([at, user, time[at]!, eventNames[event[at]!]!]);
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'events.tsv'), lines('position\tuser\tms\tevent', rows));
  const cells = columns.flatMap(({ name, position, value, strings }) =>
    Array.from(position, (at, cell) => [at, name, strings[value[cell]!]!]),
  );
  writeFileSync(join(folder, 'cells.tsv'), lines('position\tproperty\tvalue', cells));
}

/** A study for R: its events, its columns in words, and the very rows that were sampled, as set, case and columns that are on. */
function exportStudy(name: StudyName, folder: string): void {
  const study = createStudy(name);
  exportEvents(study.world, folder);
  writeFileSync(
    join(folder, 'columns.tsv'),
    lines(
      'kind\tname\tlevel',
      study.columns.map(({ kind, name: of, level }) => [kind, of, level]),
    ),
  );
  const users = Array.from(study.cohort.user, (user) => [user, halfOf(user)]);
  writeFileSync(join(folder, 'users.tsv'), lines('user\thalf', users));
  const sets = study.rowsOf(sampleRiskSets(study.cohort, SEED));
  const rows: number[][] = [];
  const ones: number[][] = [];
  for (let set = 0; set + 1 < sets.start.length; set += 1)
    for (let row = sets.start[set]!; row < sets.start[set + 1]!; row += 1) {
      rows.push([set + 1, row === sets.start[set] ? 1 : 0]);
      for (const column of sets.rows.index.subarray(sets.rows.offset[row], sets.rows.offset[row + 1]))
        ones.push([row + 1, column + 1]);
    }
  writeFileSync(join(folder, 'rows.tsv'), lines('set\tcase', rows));
  writeFileSync(join(folder, 'ones.tsv'), lines('row\tcolumn', ones));
  writeFileSync(
    join(folder, 'about.json'),
    JSON.stringify({
      fingerprint: fingerprintOf(sets),
      horizonSeconds: HORIZON_DAYS * 86_400,
      countsFirst: study.plan.countsFirst,
    }),
  );
}

/** Write every study into a folder of its own. */
export function exportStudies(folder: string): void {
  for (const name of Object.keys(studies) as StudyName[]) exportStudy(name, join(folder, name));
}

const CHECKED = [
  'leak',
  'nTimes',
  'protective',
  'attributes',
  'property',
  'delayed',
  'drift',
  'fading',
  'full',
] as const;

/** Write worlds of known truth into a folder each, with what is true beside the events. No names: all of them. */
export function exportWorlds(folder: string, users: number, seeds: readonly number[], names: readonly string[]): void {
  for (const name of CHECKED.filter((one) => names.length === 0 || names.includes(one)))
    for (const seed of seeds) {
      const world = simulateWorld({ ...namedWorlds[name], users }, seed);
      const into = join(folder, `${name}-${seed}`);
      exportEvents(world, into);
      const { drivers, drift, activityEffect, entryDays, tailDays, firstDayMs, steps } = world.options;
      writeFileSync(
        join(into, 'truth.json'),
        JSON.stringify({
          world: name,
          seed,
          drivers: drivers.map((driver) => ({ delayDays: 0, minCount: 0, ...driver })),
          drift,
          activityMatters: activityEffect !== 0,
          passive: [world.truth.target, ...steps.map((step) => step.name)],
          endMs: firstDayMs + (entryDays + tailDays) * 86_400_000,
          firstDayMs,
        }),
      );
    }
}
