import { PteroError } from '#core/errors/ptero-error.ts';
import { judge, show } from '../examine.ts';
import type { FakeOpfs } from '../fake-opfs.ts';
import { createLedger, type Ledger } from '../ledger.ts';
import { startProgram } from '../program.ts';
import { makeScenes } from '../sweep.ts';
import { shopFile } from '../shop.ts';

type Bytes = Uint8Array<ArrayBuffer>;
interface Harm {
  readonly name: string;
  /** Places it can be done at, in a file of so many bytes. */
  places(length: number, stride: number): number[];
  harmed(bytes: Bytes, at: number): Bytes;
}

const everyByte = (length: number, stride: number): number[] =>
  Array.from({ length: Math.ceil(length / stride) }, (_, i) => i * stride);
const some = (length: number): number[] => [0, 0.1, 0.3, 0.5, 0.7, 0.9].map((share) => Math.floor(share * length));

const harms: readonly Harm[] = [
  {
    name: 'a bit turned over',
    places: everyByte,
    harmed: (bytes, at) => bytes.with(at, bytes[at]! ^ (1 << (at % 8))) as Bytes,
  },
  { name: 'cut off', places: some, harmed: (bytes, at) => bytes.slice(0, at) },
  { name: 'grown', places: () => [0], harmed: (bytes) => new Uint8Array([...bytes, 7]) },
  { name: 'a page of zeros', places: some, harmed: (bytes, at) => bytes.slice().fill(0, at, at + 4096) },
  {
    name: 'a byte moved to the end',
    places: some,
    harmed: (bytes, at) => new Uint8Array([...bytes.slice(0, at), ...bytes.slice(at + 1), bytes[at] ?? 0]),
  },
];

/** Damaged bytes in every file of the store: the numbers are right, or none are shown and the way forward works. */
export async function damagedBytes(stride: number): Promise<Ledger> {
  const ledger = createLedger('damaged bytes in any file of the store');
  const [, scene] = await makeScenes();
  const { disk, special, adding, after } = scene!;
  const projectId = special.projectId!;
  await startProgram(disk).import([shopFile(adding)], special);

  const harmAndJudge = async (harmed: FakeOpfs, what: string): Promise<void> => {
    ledger.tally.injected += 1;
    const program = startProgram(harmed);
    const shown = await show(program, projectId).catch((cause: unknown) => PteroError.from(cause));
    if (!(shown instanceof PteroError)) {
      ledger.tally.unharmed += 1;
      judge(ledger, shown, after, [after]);
      return;
    }
    if (shown.code !== 'store/damaged') return ledger.wrong('noWayForward', `${what}: ${shown.code} ${shown.message}`);
    ledger.failed(shown);
    const verified = await program.store.verify(projectId);
    if (!verified.ok || verified.value.health !== 'damaged')
      ledger.wrong('wrongNumbers', `${what}: a damaged project is called sound`);
    const { projectId: anew } = await program.import([shopFile(after)]);
    judge(ledger, await show(program, anew), after, [after]);
    const removed = await program.store.remove(projectId);
    if (!removed.ok) ledger.wrong('noWayForward', `${what}: the damaged project cannot be removed`);
  };

  for (const [path, bytes] of disk.files()) {
    for (const { name, places, harmed } of harms) {
      for (const at of places(bytes.length, stride)) {
        const copy = disk.restarted();
        copy.overwrite(path, harmed(bytes, at));
        await harmAndJudge(copy, `${name} at ${at} of ${path}`);
      }
    }
  }
  return ledger;
}
