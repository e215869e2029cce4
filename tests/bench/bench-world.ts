import { namedWorlds } from '#tests/worlds/named-worlds.ts';
import { simulateWorld, type World } from '#tests/worlds/simulate-world.ts';
import { zipfEvents } from '#tests/worlds/world-options.ts';

const [report] = namedWorlds.full.events.slice(-1);

/** The world `full` with 73 event names and 65 events a user: with 20,000 users 1.3 million events. */
export const benchWorld = (users: number): World =>
  simulateWorld({ ...namedWorlds.full, users, events: [...zipfEvents(65, 0.346), report!] }, 7);
