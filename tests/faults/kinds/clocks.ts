import type { ImportProgress } from '#contract/ingest.ts';
import { judge, show } from '../examine.ts';
import { fakeOpfs } from '../fake-opfs.ts';
import { createLedger, type Ledger } from '../ledger.ts';
import { startProgram } from '../program.ts';
import { shopEvents, shopFile } from '../shop.ts';

const HOUR = 3_600_000;

/** Clocks that go wrong while an import runs: each gives the difference from the right time at the nth look. */
const clocks: readonly { readonly name: string; offset(look: number): number }[] = [
  { name: 'an hour back', offset: (look) => (look > 3 ? -HOUR : 0) },
  { name: 'an hour ahead', offset: (look) => (look > 3 ? HOUR : 0) },
  { name: 'a year back, from the first look on', offset: (look) => (look > 0 ? -8766 * HOUR : 0) },
  { name: 'back and forth', offset: (look) => (look % 2 === 0 ? HOUR : -HOUR) },
  { name: 'standing still', offset: () => Number.NaN },
  { name: 'before 1970', offset: () => -1e13 },
];

const isOdd = ({ fraction, bytesPerSecond, secondsLeft }: ImportProgress): boolean =>
  !(fraction >= 0 && fraction <= 1) || !(bytesPerSecond >= 0) || !(secondsLeft === null || secondsLeft >= 0);

/** The clock of the computer is set while an import runs, and between two imports. */
export async function clockJumps(): Promise<Ledger> {
  const ledger = createLedger('clock jumping back and forth');
  const before = shopEvents(0, 30);
  const adding = shopEvents(20, 3000, 2);
  const after = [...before.slice(0, 20), ...adding];
  for (const { name, offset } of clocks) {
    for (const mode of ['add', 'replace-days'] as const) {
      ledger.tally.injected += 1;
      let looks = 0;
      const now = (): number => {
        const difference = offset(looks++);
        return Number.isNaN(difference) ? 1_700_000_000_000 : Date.now() + difference;
      };
      const program = startProgram(fakeOpfs(), now);
      const told: ImportProgress[] = [];
      const { projectId } = await program.import([shopFile(before)]);
      looks = 0;
      const report = await program.import([shopFile(adding)], { projectId, mode }, (progress) => told.push(progress));
      judge(ledger, await show(program, projectId), after, [after]);
      if (!(report.elapsedMs >= 0 && report.elapsedMs < 60_000))
        ledger.wrong('wrongNumbers', `${name}: the import is said to have taken ${report.elapsedMs} ms`);
      if (told.some(isOdd))
        ledger.wrong('wrongNumbers', `${name}: impossible progress ${JSON.stringify(told.find(isOdd))}`);
    }
  }
  return ledger;
}
