import { PteroError } from '#core/errors/ptero-error.ts';
import type { Directory } from '../directory.ts';
import type { EventsFile } from '../format/layout.ts';
import type { EncodeNumbers } from '../format/number-codec.ts';
import { openEventsFiles, type OpenEventsFile, type StoredProject } from '../read/stored-project.ts';
import { sortFile } from './sort-file.ts';

/** What sorting needs to know of the project. Texts by project code. */
interface Texts {
  userIds(): Promise<readonly string[]>;
  readonly eventNames: readonly string[];
  readonly encode: EncodeNumbers | undefined;
}

/**
 * The files, each with its sorted copy: the one that is new, and any that has none, as an earlier version left it, or whose copy
 * was taken away. A file that cannot be copied, for lack of room or as it is damaged, goes without; readers sort it then.
 *
 * @param onStep - called now and then, and may throw `job/cancelled` to stop.
 *
 * Cost: O(rows and cells of the files without a copy).
 */
export async function copySorted(
  directory: Directory,
  { files, dead }: { readonly files: readonly EventsFile[]; readonly dead: StoredProject['dead'] },
  texts: Texts,
  project: string,
  onStep: () => void,
): Promise<EventsFile[]> {
  const { eventNames, encode } = texts;
  let userIds: readonly string[] | null = null;
  const copied: EventsFile[] = [];
  for (const [i, entry] of files.entries()) {
    const { sorted: before, ...plain } = entry;
    if (before !== undefined && (await directory.open(before.name))?.bytes === before.bytes) {
      copied.push(entry);
      continue;
    }
    try {
      const [file] = (await openEventsFiles(directory, [plain], project)) as [OpenEventsFile];
      userIds ??= await texts.userIds();
      const source = { file, dead: dead[i] ?? null, userIds, eventNames, encode, onStep };
      copied.push({ ...plain, sorted: await sortFile(directory, source) });
    } catch (cause) {
      if (PteroError.from(cause).code === 'job/cancelled') throw cause;
      await Promise.allSettled([directory.remove(`sorted-${plain.name}`)]);
      copied.push(plain);
    }
  }
  return copied;
}
