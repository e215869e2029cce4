import { analyse } from '#core/predictor/analyse.ts';
import type { ResultDocument, ResultRow } from '#core/predictor/result.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';
import { namedWorlds } from '../../worlds/named-worlds.ts';
import { simulateWorld, type World } from '../../worlds/simulate-world.ts';
import { toEventTable } from '../../worlds/to-event-table.ts';
import { finish } from '../stats/close.ts';

/** What Ptero answers about a simulated product, beside what is true. */
export interface Examined {
  readonly world: World;
  readonly result: ResultDocument;
  readonly ranked: readonly ResultRow[];
  row(event: string): ResultRow;
  isDriver(row: ResultRow): boolean;
  readonly averagePrecision: number;
  /** Rows claimed at q ≤ 0.1 that are no driver. */
  readonly falseClaims: readonly ResultRow[];
}

/** Analyse a world as the worker would. */
export function answer(world: World, overrides: Partial<ScenarioDefinition> = {}, seed = 1): ResultDocument {
  return finish(
    analyse({
      events: toEventTable(world),
      columns: world.columns,
      userIds: world.userIds,
      definition: {
        start: { event: world.truth.start, filters: [] },
        target: { event: world.truth.target, filters: [] },
        horizonMs: null,
        hiddenEvents: [],
        keepOutliers: false,
        ...overrides,
      },
      startRows: null,
      targetRows: null,
      projectId: 'project',
      fingerprint: 'fingerprint',
      seed,
      computedAt: 0,
    }),
  );
}

/** Simulate a named world and hold the answer against the truth. */
export function examine(name: keyof typeof namedWorlds, users: number, seed: number): Examined {
  const world = simulateWorld({ ...namedWorlds[name], users }, seed);
  const result = answer(world);
  const keyOf = (one: { kind: string; event: string | null; property: string | null; value: unknown }): string =>
    JSON.stringify([one.kind, one.event, one.property, one.value === null ? null : String(one.value)]);
  const truth = new Set(world.truth.drivers.map(keyOf));
  const isDriver = (row: ResultRow): boolean => truth.has(keyOf(row));
  const ranked = result.rows.filter((row) => row.shelf === 'ranked').sort((a, b) => b.power! - a.power!);
  let hits = 0;
  const precision = ranked.reduce((sum, row, i) => {
    if (!isDriver(row)) return sum;
    hits += 1;
    return sum + hits / (i + 1);
  }, 0);
  return {
    world,
    result,
    ranked,
    row: (event) => result.rows.find((row) => row.event === event && row.kind === 'behaviour')!,
    isDriver,
    averagePrecision: precision / truth.size,
    falseClaims: ranked.filter((row) => row.q! <= 0.1 && !isDriver(row)),
  };
}
