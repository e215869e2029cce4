import { createSignal, createUniqueId, Show } from 'solid-js';
import type { ProjectSummary } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { describeError } from '../describe-error.ts';
import { useApp } from '../kit/app-context.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { formatNoun } from '../kit/format.ts';
import { showToast } from '../kit/toast.tsx';

/** Runs a deed of a dialog: busy while it lasts, says in place what failed, closes when it worked. */
function createDeed(onDone: () => void) {
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<PteroError | null>(null);
  const run = async (deed: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await deed();
      onDone();
    } catch (cause) {
      setError(PteroError.from(cause));
    } finally {
      setBusy(false);
    }
  };
  const Fault = () => (
    <Show when={error()}>
      {(fault) => (
        <p class="fault" role="alert">
          {describeError(fault())}
        </p>
      )}
    </Show>
  );
  return { busy, run, Fault };
}

/** Asks for a project's new name. */
export function RenameProject(props: { project: ProjectSummary; onClose: () => void }) {
  const app = useApp();
  const id = createUniqueId();
  const [name, setName] = createSignal(props.project.name);
  const deed = createDeed(() => props.onClose());
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const wanted = name().trim();
    if (wanted !== '') void deed.run(() => app.projects.rename(props.project.id, wanted));
  };
  return (
    <Dialog open onClose={() => props.onClose()} title="Rename the project">
      <form onSubmit={save} class="field">
        <label for={id}>Name</label>
        <input
          id={id}
          class="input"
          dir="auto"
          maxLength={120}
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <deed.Fault />
        <div class="dialog-buttons">
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button type="submit" kind="first" disabled={deed.busy() || name().trim() === ''}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Asks before a project's events and scenarios are removed for good. */
export function DeleteProject(props: { project: ProjectSummary; onClose: () => void; onDeleted: () => void }) {
  const app = useApp();
  const deed = createDeed(() => {
    props.onClose();
    props.onDeleted();
  });
  const remove = () =>
    deed.run(async () => {
      const { id, name } = props.project;
      await app.projects.remove(id);
      showToast(`${name} deleted`);
    });
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={`Delete ${props.project.name}?`}
      footer={
        <>
          <Button onClick={() => props.onClose()}>Keep it</Button>
          <Button kind="danger" disabled={deed.busy()} onClick={() => void remove()}>
            Delete project
          </Button>
        </>
      }
    >
      <p>
        Its {formatNoun(props.project.totals.events, 'event')} and all its scenarios leave this browser. This cannot be
        undone; the export file on your disk stays as it is.
      </p>
      <deed.Fault />
    </Dialog>
  );
}
