import { PteroError } from '#core/errors/ptero-error.ts';
import { memoryLocks } from '../../workers/store/memory-directory.ts';
import { judge, show } from '../examine.ts';
import { fakeOpfs } from '../fake-opfs.ts';
import { createLedger, type Ledger } from '../ledger.ts';
import { startProgram } from '../program.ts';
import { shopEvents, shopFile } from '../shop.ts';

const wait = async (turns: number): Promise<void> => {
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
};

/** Two tabs import at once, one some turns after the other: into one project, or each into a new one. */
export async function twoTabs(stride: number): Promise<Ledger> {
  const ledger = createLedger('two tabs importing at once');
  const before = shopEvents(0, 30);
  const first = shopEvents(20, 50, 2);
  const second = shopEvents(40, 70, 3);
  for (let turns = 0; turns < 600; turns += 5 * stride) {
    for (const target of ['one project', 'two new projects'] as const) {
      ledger.tally.injected += 1;
      const disk = fakeOpfs();
      const locks = memoryLocks();
      const [left, right] = [startProgram(disk, Date.now, locks), startProgram(disk, Date.now, locks)];
      const old = await left.import([shopFile(before)]);
      const projectId = target === 'one project' ? old.projectId : null;
      const outcomes = await Promise.all([
        left.import([shopFile(first)], { projectId }).catch((cause: unknown) => PteroError.from(cause)),
        wait(turns)
          .then(() => right.import([shopFile(second)], { projectId }))
          .catch((cause: unknown) => PteroError.from(cause)),
      ]);
      for (const outcome of outcomes) if (outcome instanceof PteroError) ledger.failed(outcome);
      const [isFirst, isSecond] = outcomes.map((outcome) => !(outcome instanceof PteroError));
      if (!isFirst && !isSecond) ledger.wrong('noWayForward', 'neither tab came through');

      if (target === 'two new projects') {
        for (const [i, outcome] of outcomes.entries()) {
          if (outcome instanceof PteroError) {
            ledger.wrong('noWayForward', `a new project is refused: ${outcome.code}`);
            continue;
          }
          const own = i === 0 ? first : second;
          judge(ledger, await show(left, outcome.projectId), own, [own]);
        }
        continue;
      }
      const after = [
        ...before.slice(0, isFirst ? 20 : 30),
        ...(isFirst ? first.slice(0, isSecond ? 20 : 30) : []),
        ...(isSecond ? second : []),
      ];
      judge(ledger, await show(left, old.projectId), after, [after]);
      judge(ledger, await show(right, old.projectId), after, [after]);
    }
  }
  return ledger;
}
