import { answer } from '../answer.ts';
import { namedWorlds } from '../named-worlds.ts';
import { simulateWorld } from '../simulate-world.ts';
import { judge, type Judged } from './judge.ts';
import type { Job } from './verdicts.ts';

/** Simulate a world, analyse it, judge the answer. Cost: 2 to 20 s. */
export function examineJob({ world: name, users, seed }: Job): Judged {
  const began = performance.now();
  const world = simulateWorld({ ...namedWorlds[name as keyof typeof namedWorlds], users }, seed);
  const judged = judge(answer(world), world.truth);
  return { world: name, users, seed, ...judged, seconds: (performance.now() - began) / 1000 };
}
