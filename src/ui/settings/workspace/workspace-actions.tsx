import { createEffect, createSignal, on, Show } from 'solid-js';
import type { Workspace } from '#contract/team.ts';
import { Button } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { saveText } from '../../kit/save-text.ts';
import { createDeed } from '../../team/create-deed.tsx';
import { TextField } from '../../team/text-field.tsx';
import { useTeam } from '../../team/use-team.ts';
import { DeleteWorkspace } from './delete-workspace.tsx';

/** Saves everything of the current workspace as a JSON file. */
export function createWorkspaceExport(name: () => string) {
  const team = useTeam();
  const deed = createDeed();
  const download = () =>
    deed.run(async () => {
      const everything = await team.workspaces.exportAll();
      const file =
        name()
          .replace(/[^\p{L}\p{N}]+/gu, '-')
          .replace(/^-|-$/gu, '') || 'workspace';
      saveText(`${file}.json`, `${JSON.stringify(everything, null, 2)}\n`, 'application/json');
    });
  return { deed, download };
}

/** The workspace itself: its name, everything in it as a file, its end. */
export function WorkspaceActions(props: { workspace: Workspace }) {
  const team = useTeam();
  const isAdmin = () => props.workspace.role === 'admin';
  const [name, setName] = createSignal(props.workspace.name);
  const [saved, setSaved] = createSignal(false);
  const [deleting, setDeleting] = createSignal(false);
  const renaming = createDeed();
  const exporting = createWorkspaceExport(() => props.workspace.name);
  createEffect(on(() => props.workspace.name, setName, { defer: true }));
  const rename = async (event: SubmitEvent) => {
    event.preventDefault();
    setSaved(false);
    if (await renaming.run(() => team.workspaces.rename(name()))) setSaved(true);
  };
  return (
    <section aria-label="Workspace">
      <h2>Workspace</h2>
      <form class="settings-form" onSubmit={(event) => void rename(event)}>
        <TextField
          label="Workspace name"
          required
          maxLength={80}
          disabled={!isAdmin()}
          hint={isAdmin() ? undefined : 'Only admins can rename the workspace.'}
          value={name()}
          onInput={setName}
        />
        <renaming.Fault />
        <Show when={isAdmin()}>
          <div class="settings-buttons">
            <Button type="submit" disabled={renaming.busy() || name().trim() === props.workspace.name}>
              Rename
            </Button>
            <span role="status" class="small done">
              <Show when={saved()}>
                <Icon name="check" /> Renamed
              </Show>
            </span>
          </div>
        </Show>
      </form>
      <div class="settings-line">
        <div>
          <h3>Everything as a file</h3>
          <p class="small">
            Members, projects, scenarios and results as JSON. Events are not in it: they are only in browsers.
          </p>
          <exporting.deed.Fault />
        </div>
        <Button disabled={exporting.deed.busy()} onClick={() => void exporting.download()}>
          Download JSON
        </Button>
      </div>
      <div class="settings-line">
        <div>
          <h3>Delete the workspace</h3>
          <p class="small">
            {isAdmin()
              ? 'For everybody and for good. Events in your browsers stay.'
              : 'Only admins can delete the workspace.'}
          </p>
        </div>
        <Button
          kind="danger"
          aria-disabled={isAdmin() ? undefined : 'true'}
          title={isAdmin() ? undefined : 'Only admins can delete the workspace.'}
          onClick={() => isAdmin() && setDeleting(true)}
        >
          Delete workspace…
        </Button>
      </div>
      <Show when={deleting()}>
        <DeleteWorkspace workspace={props.workspace} onClose={() => setDeleting(false)} />
      </Show>
    </section>
  );
}
