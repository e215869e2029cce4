import { createRandom } from '#core/stats/random.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { ImportReport } from '#contract/ingest.ts';
import { show } from '../faults/examine.ts';
import { fakeOpfs } from '../faults/fake-opfs.ts';
import { startProgram } from '../faults/program.ts';
import { fileOf, importFiles } from '../workers/ingest/import-files.ts';
import type { StoredEvent } from '../workers/ingest/memory-store.ts';
import { madeUpFile, type MadeUpFile } from './made-up-files.ts';
import type { Bytes } from './mutate.ts';
import { countText, type Count, type FoundEvent, spelled } from './oracle.ts';

export { linePool } from './pool.ts';

/** What came of one file. */
export interface CaseResult {
  readonly kind: MadeUpFile['kind'];
  readonly mutatedLines: number;
  /** Null: the file was refused. */
  readonly report: {
    readonly lines: number;
    readonly added: number;
    readonly duplicates: number;
    readonly withoutUser: number;
    readonly refused: number;
  } | null;
  /** What is wrong, in words. */
  readonly faults: readonly string[];
}

const sum = (counts: readonly Count[]): Count => ({
  events: counts.flatMap(({ events }) => events),
  withoutUser: counts.reduce((all, { withoutUser }) => all + withoutUser, 0),
  refused: counts.reduce((all, { refused }) => all + refused, 0),
});

/** True where a file is taken for something else than text by its first bytes, which is right. */
function isNoText(bytes: Bytes): boolean {
  const head = bytes.subarray(0, 1024);
  const [first = 0, second = 0] = head;
  return head.includes(0) || (first >= 0x80 && first !== 0xef) || (first === 0x1f && second === 0x8b);
}

/** A whole number as a user keeps all its digits, which JSON.parse loses. */
const sameUser = (stored: string, found: string): boolean => stored === found || Number(stored) === Number(found);

function sameEvent(stored: StoredEvent, found: FoundEvent): boolean {
  if (stored.event !== found.event || stored.time !== found.time || !sameUser(stored.user, found.user)) return false;
  const names = Object.keys(found.properties);
  return (
    names.length === Object.keys(stored.properties).length &&
    names.every(
      (name) =>
        Object.hasOwn(stored.properties, name) && spelled(stored.properties[name]) === spelled(found.properties[name]),
    )
  );
}

/** Every so manieth file is also imported into the real store and read back. */
const THROUGH_THE_STORE = 16;

async function throughTheStore(
  bytes: Bytes,
  { eventsAdded, duplicatesDropped, project }: ImportReport,
): Promise<string[]> {
  const program = startProgram(fakeOpfs());
  const report = await program.import([fileOf('fuzz', bytes)]);
  const rows = (await show(program, report.projectId))?.rows.length;
  const same =
    report.eventsAdded === eventsAdded &&
    report.duplicatesDropped === duplicatesDropped &&
    rows === eventsAdded &&
    report.project.users === project.users;
  return same ? [] : [`the store has ${rows} rows, and says it added ${report.eventsAdded}, not ${eventsAdded}`];
}

/** Makes up the file of a seed, imports it, and compares with the count. Throws only if the importer does. */
export async function runCase(seed: number, pool: readonly Bytes[]): Promise<CaseResult> {
  const made = madeUpFile(createRandom(seed), pool);
  const faults: string[] = [];
  const imported = await importFiles([fileOf('fuzz', made.bytes)]).catch((cause: unknown) => PteroError.from(cause));
  const expected = sum(made.texts.map(countText));
  if (imported instanceof PteroError) {
    const mayRefuse =
      made.mayBeRefused ||
      expected.events.length === 0 ||
      made.texts.some((text) => isNoText(text) || countText(text).events.length === 0);
    if (!imported.code.startsWith('import/')) faults.push(`failed with ${imported.code}: ${imported.message}`);
    else if (!mayRefuse)
      faults.push(`refused with ${imported.code}, though ${expected.events.length} events are in it`);
    return { kind: made.kind, mutatedLines: made.mutatedLines, report: null, faults };
  }

  if (seed % THROUGH_THE_STORE === 0) faults.push(...(await throughTheStore(made.bytes, imported.report)));
  const { report, store } = imported;
  const {
    eventsAdded: added,
    duplicatesDropped: duplicates,
    eventsWithoutUser: withoutUser,
    linesRefused: refused,
  } = report;
  const stored = store.appended();
  if (added + duplicates + withoutUser + refused !== report.lines) faults.push('the parts do not add up to the lines');
  if (added + duplicates !== expected.events.length)
    faults.push(`${added + duplicates} events, ${expected.events.length} expected`);
  if (withoutUser !== expected.withoutUser)
    faults.push(`${withoutUser} without a user, ${expected.withoutUser} expected`);
  if (refused !== expected.refused) faults.push(`${refused} refused, ${expected.refused} expected`);
  const distinct = new Set(expected.events.map(({ key }) => key)).size;
  if (added !== distinct) faults.push(`${added} added, ${distinct} different ones expected`);
  const other = stored.findIndex((event, i) => !expected.events[i] || !sameEvent(event, expected.events[i]));
  if (other >= 0)
    faults.push(
      `event ${other} is ${JSON.stringify(stored[other]).slice(0, 200)}, not ${JSON.stringify(expected.events[other])?.slice(0, 200)}`,
    );
  return {
    kind: made.kind,
    mutatedLines: made.mutatedLines,
    report: { lines: report.lines, added, duplicates, withoutUser, refused },
    faults,
  };
}
