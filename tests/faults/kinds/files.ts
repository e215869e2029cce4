import { PteroError } from '#core/errors/ptero-error.ts';
import { createIngest } from '#workers/ingest/create-ingest.ts';
import { judge, show } from '../examine.ts';
import { domError, fakeOpfs } from '../fake-opfs.ts';
import { createLedger, type Ledger } from '../ledger.ts';
import { oddFile, type Oddity } from '../odd-file.ts';
import { startProgram } from '../program.ts';
import { type ShopEvent, shopEvents, shopFile, shopText } from '../shop.ts';

const before = shopEvents(0, 30);
const adding = shopEvents(20, 600, 2);
const after: readonly ShopEvent[] = [...before.slice(0, 20), ...adding];
const text = shopText(adding);

/** Imports an odd file on top of thirty events; what it must come to is `after`, or a refusal that leaves them. */
async function importOdd(ledger: Ledger, what: string, oddity: Oddity, mayRefuse: boolean): Promise<void> {
  ledger.tally.injected += 1;
  const program = startProgram(fakeOpfs());
  const { projectId } = await program.import([shopFile(before)]);
  const outcome = await program
    .import([oddFile(text, oddity)], { projectId })
    .catch((cause: unknown) => PteroError.from(cause));
  if (!(outcome instanceof PteroError)) {
    ledger.tally.unharmed += 1;
    judge(ledger, await show(program, projectId), after, [after]);
    return;
  }
  if (!mayRefuse) ledger.wrong('noWayForward', `${what} is refused: ${outcome.code}`);
  ledger.failed(outcome);
  judge(ledger, await show(program, projectId), before, [before]);
  await program.import([shopFile(adding)], { projectId });
  judge(ledger, await show(program, projectId), after, [after]);
}

/** A file that changes, shrinks or vanishes while it is read, at any of its bytes. */
export async function changingFiles(stride: number): Promise<Ledger> {
  const ledger = createLedger('file changed, cut or gone while it is read');
  for (let at = 0; at < text.length; at += 997 * stride) {
    for (const name of ['NotReadableError', 'NotFoundError', 'SecurityError']) {
      const reading = (_: number, to: number): void => {
        if (to > at) throw domError(name);
      };
      await importOdd(ledger, `a file that ends in ${name}`, { reading }, true);
    }
    await importOdd(ledger, `a file that turns out to end at ${at}`, { endsAt: at }, true);
    let reads = 0;
    const later = (): void => {
      if (reads++ * 997 > at) throw domError('NotReadableError');
    };
    await importOdd(ledger, 'a file that changes between two looks at it', { reading: later }, true);
  }
  return ledger;
}

/** The computer sleeps for hours between two chunks: clocks jump, nothing else happens. */
export async function sleeps(): Promise<Ledger> {
  const ledger = createLedger('sleep in the middle');
  for (let at = 0; at < text.length; at += 16_384) {
    ledger.tally.injected += 1;
    let slept = 0;
    const program = startProgram(fakeOpfs(), () => Date.now() + slept);
    const { projectId } = await program.import([shopFile(before)]);
    const reading = (_: number, to: number): void => {
      if (to > at) slept = 9 * 3_600_000;
    };
    await program.import([oddFile(text, { reading })], { projectId });
    ledger.tally.unharmed += 1;
    judge(ledger, await show(program, projectId), after, [after]);
  }
  return ledger;
}

const GB = 1e9;

/** A huge file chosen by mistake: refused in words, before it is read. */
export async function hugeFiles(): Promise<Ledger> {
  const ledger = createLedger('a file of 30 GB and more chosen by mistake');
  for (const claims of [30 * GB, 300 * GB, 9e15]) {
    for (const how of ['look', 'import'] as const) {
      ledger.tally.injected += 1;
      const program = startProgram(fakeOpfs());
      const { projectId } = await program.import([shopFile(before)]);
      let read = 0;
      const reading = (from: number, to: number): void => {
        read += to - from;
        if (read > 64e6) throw domError('NotReadableError');
      };
      const file = oddFile(text, { reading, claims });
      const outcome =
        how === 'import'
          ? await program.import([file], { projectId }).catch((cause: unknown) => PteroError.from(cause))
          : await lookAt(file);
      if (!(outcome instanceof PteroError) || outcome.code !== 'import/too-large')
        ledger.wrong('noWayForward', `${claims / GB} GB: ${outcome instanceof PteroError ? outcome.message : 'taken'}`);
      else ledger.failed(outcome);
      if (read > 8e6) ledger.wrong('noWayForward', `${read} bytes were read before it was refused`);
      judge(ledger, await show(program, projectId), before, [before]);
    }
  }
  return ledger;
}

async function lookAt(file: File): Promise<PteroError | null> {
  const noSession = (): Promise<never> => Promise.reject(new Error('only looked at'));
  const looked = await createIngest({ openSession: noSession, now: () => 0 }).inspect([file]);
  return looked.ok ? null : new PteroError(looked.error);
}
