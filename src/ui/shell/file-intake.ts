import { type Accessor, createContext, createEffect, createSignal, useContext } from 'solid-js';
import type { AppState } from '#state/app-state.ts';
import type { ImportTarget } from '#state/projects/imports-state.ts';
import { showToast } from '../kit/toast.tsx';

/** The way files take into the app, from wherever they come. */
export interface FileIntake {
  /** Files that wait for the answer to where they belong; null when none do, or while an import runs. */
  readonly pending: Accessor<readonly File[] | null>;
  /** Imports at once when there is no project yet; else asks where they belong. Refused, in words, while an import runs. */
  offer(files: readonly File[]): void;
  /** The same for files that have yet to be found, in a dropped folder or by the system. Says so where there are none. */
  offerFound(files: Promise<readonly File[]>): void;
  /** Answers where the pending files belong. */
  place(target: Omit<ImportTarget, 'source'>): void;
  /** What a new project of the files that were placed last is called. */
  lastName(): string;
  /** Forgets the pending files. */
  withdraw(): void;
}

/** Hands the intake to the screens. Provided by the shell. */
export const FileIntakeContext = createContext<FileIntake>();

/** The way files take into the app. Throws outside the shell. */
export function useFileIntake(): FileIntake {
  const intake = useContext(FileIntakeContext);
  if (!intake) throw new Error('useFileIntake needs a FileIntakeContext.Provider above it');
  return intake;
}

/** A project's name from the name of its first file: `recipes.2026-11.ndjson.gz` → `recipes.2026-11`. */
export function projectNameOf(files: readonly File[]): string {
  const bare = (files[0]?.name ?? '').replace(/(\.(ndjson|jsonl|json|gz|gzip|zip|txt))+$/iu, '').trim();
  return bare === '' ? 'My project' : bare;
}

const SOURCE = 'Mixpanel export file';

/** The intake over the app's imports. Files that come before the projects are known wait for them. */
export function createFileIntake(app: Pick<AppState, 'projects' | 'imports'>): FileIntake {
  const [waiting, setWaiting] = createSignal<readonly File[] | null>(null);
  let lastName = 'My project';

  const place = (target: Omit<ImportTarget, 'source'>) => {
    const files = waiting();
    setWaiting(null);
    if (!files) return;
    lastName = target.projectId === null ? target.projectName : projectNameOf(files);
    const oneIn = app.projects.list()?.find(({ id }) => id === target.projectId)?.sample?.oneIn;
    void app.imports.start(files, { ...target, ...(oneIn !== undefined && { oneIn }), source: SOURCE });
  };
  /** False where none of them can be meant. */
  const offer = (files: readonly File[]): boolean => {
    // A system file inside a dropped folder is no export, and nobody meant it.
    const meant = files.filter((file) => !file.name.startsWith('.'));
    if (meant.length === 0) return false;
    if (app.imports.busy()) {
      showToast('Wait until the import that is running has finished, then add these files.');
      return true;
    }
    app.imports.dismiss();
    setWaiting(meant);
    return true;
  };
  createEffect(() => {
    const files = waiting();
    if (files && !app.imports.busy() && app.projects.list()?.length === 0)
      place({ projectId: null, projectName: projectNameOf(files), mode: 'add' });
  });

  return {
    pending: () => ((app.projects.list()?.length ?? 0) > 0 && !app.imports.busy() ? waiting() : null),
    offer,
    offerFound: (files) =>
      void files.then(
        (found) => {
          if (!offer(found)) showToast('There is no file in it to import.');
        },
        () => showToast('This could not be read. Check that it is still there, then try again.'),
      ),
    place,
    lastName: () => lastName,
    withdraw: () => setWaiting(null),
  };
}
