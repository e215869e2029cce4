import type { ImportReport, ImportRequest } from '#contract/ingest.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { fakeOpfs, type FakeOpfs } from './fake-opfs.ts';
import { judge, show } from './examine.ts';
import type { Ledger } from './ledger.ts';
import { type Program, startProgram } from './program.ts';
import { shopEvents, type ShopEvent, shopFile } from './shop.ts';

/** An import that is about to begin, and what must be there before and after it. */
export interface Scene {
  readonly name: string;
  readonly disk: FakeOpfs;
  readonly special: Partial<ImportRequest>;
  readonly adding: readonly ShopEvent[];
  readonly before: readonly ShopEvent[];
  readonly after: readonly ShopEvent[];
}

/**
 * A first import; one on top that brings ten events again in a later version; the same in the place of their days; and
 * an eighth one, with which small files become one.
 */
export async function makeScenes(): Promise<readonly Scene[]> {
  const before = shopEvents(0, 30);
  const adding = shopEvents(20, 50, 2);
  const after = [...shopEvents(0, 20), ...adding];
  const disk = fakeOpfs();
  const { projectId } = await startProgram(disk).import([shopFile(before)]);
  const eighth = fakeOpfs();
  const first = await startProgram(eighth).import([shopFile(before.slice(0, 20))]);
  for (let from = 20; from < 26; from += 1) {
    const some = before.slice(from, from === 25 ? 30 : from + 1);
    await startProgram(eighth).import([shopFile(some)], { projectId: first.projectId });
  }
  return [
    { name: 'a first import', disk: fakeOpfs(), special: {}, adding: before, before: [], after: before },
    { name: 'an import on top', disk, special: { projectId }, adding, before, after },
    { name: 'replacing days', disk, special: { projectId, mode: 'replace-days' }, adding, before, after },
    { name: 'merging files', disk: eighth, special: { projectId: first.projectId }, adding, before, after },
  ];
}

/** A fault, and how it is planted at one of the moments of an import. */
export interface Plant {
  /** Ends the program: nothing of it runs on. */
  readonly kills?: boolean;
  /**
   * Plants it.
   *
   * @param fire - to be called once the fault has struck.
   * @returns the way to take it away again.
   */
  at(disk: FakeOpfs, number: number, fire: () => void): () => void;
}

const settled = async (importing: Promise<ImportReport>): Promise<ImportReport | PteroError> =>
  importing.catch((cause: unknown) => PteroError.from(cause));

/** The project of a scene: the one there was, or the only one there is. */
async function projectOf({ store }: Program, { special }: Scene): Promise<string> {
  if (special.projectId) return special.projectId;
  const projects = await store.projects();
  return (projects.ok && projects.value[0]?.id) || 'none';
}

/** Judges what a program shows of a scene's project. Answers the place in `allowed`. */
async function judgeProgram(
  ledger: Ledger,
  program: Program,
  scene: Scene,
  acknowledged: readonly ShopEvent[],
  allowed: readonly (readonly ShopEvent[])[],
): Promise<number> {
  const shown = await show(program, await projectOf(program, scene)).catch((cause: unknown) => PteroError.from(cause));
  if (!(shown instanceof PteroError)) return judge(ledger, shown, acknowledged, allowed);
  ledger.wrong('lost', `${scene.name}: cannot be read any more: ${shown.code} ${shown.message}`, acknowledged.length);
  return -1;
}

/** Imports under one fault, judges what is left, and goes the way forward: importing again. Answers whether it struck. */
export async function underFault(ledger: Ledger, scene: Scene, { kills, at }: Plant, number: number): Promise<boolean> {
  const { adding, before, after, special } = scene;
  const disk = scene.disk.restarted();
  const program = startProgram(disk);
  let struck = false;
  const takeAway = at(disk, number, () => (struck = true));
  const outcome = await settled(program.import([shopFile(adding)], special));
  takeAway();
  if (!struck) return false;

  ledger.tally.injected += 1;
  const failed = outcome instanceof PteroError;
  const acknowledged = failed ? before : after;
  const allowed = failed ? [before, after] : [after];
  if (!failed) ledger.tally.unharmed += 1;
  if (!kills) {
    if (failed) ledger.failed(outcome);
    await judgeProgram(ledger, program, scene, acknowledged, allowed);
  }
  const again = kills ? startProgram(disk.restarted()) : program;
  const place = await judgeProgram(ledger, again, scene, acknowledged, allowed);
  const isIn = special.projectId === undefined && allowed[place] === after;
  if (isIn) return true;
  const repeated = await settled(again.import([shopFile(adding)], special));
  if (repeated instanceof PteroError)
    ledger.wrong('noWayForward', `${scene.name}: importing again fails: ${repeated.code} ${repeated.message}`);
  else await judgeProgram(ledger, again, scene, after, [after]);
  return true;
}

/** Plants the fault at every moment, or every `stride`-th, of every scene. */
export async function sweep(ledger: Ledger, plant: Plant, stride = 1): Promise<void> {
  for (const scene of await makeScenes()) {
    for (let number = 0; await underFault(ledger, scene, plant, number); number += stride);
  }
}
