import type { ResultDocument, ResultRow } from '#core/predictor/result.ts';
import { answer } from '../../worlds/answer.ts';
import { namedWorlds } from '../../worlds/named-worlds.ts';
import { simulateWorld, type World } from '../../worlds/simulate-world.ts';
import { averagePrecision, judge, judgeRow, type Judged } from '../../worlds/validate/judge.ts';

/** What Ptero answers about a simulated product, beside what is true. */
export interface Examined {
  readonly world: World;
  readonly result: ResultDocument;
  readonly ranked: readonly ResultRow[];
  row(event: string): ResultRow;
  isDriver(row: ResultRow): boolean;
  readonly averagePrecision: number;
  /** Rows claimed at q ≤ 0.1 whose true effect is nil, fragile ones too. */
  readonly falseClaims: readonly ResultRow[];
  /** As the long run (`npm run validate`) sees it. */
  readonly judged: Judged;
}

/** Simulate a named world and hold the answer against the truth. */
export function examine(name: keyof typeof namedWorlds, users: number, seed: number): Examined {
  const world = simulateWorld({ ...namedWorlds[name], users }, seed);
  const { truth } = world;
  const result = answer(world);
  const judged: Judged = { world: name, users, seed, ...judge(result, truth), seconds: 0 };
  const ranked = result.rows.filter((row) => row.shelf === 'ranked').sort((a, b) => b.power! - a.power!);
  return {
    world,
    result,
    ranked,
    row: (event) => result.rows.find((row) => row.event === event && row.kind === 'behaviour')!,
    isDriver: (row) => judgeRow(row, truth).standing === 'driver',
    averagePrecision: averagePrecision(judged.driverPlaces, truth.drivers.length),
    falseClaims: ranked.filter((row) => row.q! <= 0.1 && judgeRow(row, truth).standing === 'nil'),
    judged,
  };
}
