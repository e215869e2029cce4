import { namedWorlds } from '#tests/worlds/named-worlds.ts';
import { simulateWorld } from '#tests/worlds/simulate-world.ts';
import { toNdjson } from '#tests/worlds/to-ndjson.ts';
import { nullWorld } from '#tests/worlds/world-options.ts';
import { question } from './both-engines.ts';
import { testsOfSameResult } from './same-result.ts';

testsOfSameResult(
  Object.entries(namedWorlds).map(([name, options], seed) => {
    const { start, target } = { ...nullWorld, ...options };
    return {
      name: `world ${name}`,
      content: () => toNdjson(simulateWorld({ ...options, users: 1_500 }, seed + 1)),
      definition: question(start, target),
    };
  }),
);
