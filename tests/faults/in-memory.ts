import { clockJumps } from './kinds/clocks.ts';
import { damagedBytes } from './kinds/damage.ts';
import { handlesRefused, killedAnywhere, noRoom } from './kinds/disk.ts';
import { changingFiles, hugeFiles, sleeps } from './kinds/files.ts';
import { outOfMemory } from './kinds/memory.ts';
import { twoTabs } from './kinds/tabs.ts';
import type { Ledger } from './ledger.ts';

/** The kinds of faults that need no browser. With a stride only every so manieth place is tried. */
export const kinds: readonly ((stride: number) => Promise<Ledger>)[] = [
  killedAnywhere,
  noRoom,
  handlesRefused,
  outOfMemory,
  damagedBytes,
  changingFiles,
  sleeps,
  hugeFiles,
  clockJumps,
  twoTabs,
];
