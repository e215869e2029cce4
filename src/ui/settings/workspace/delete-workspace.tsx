import { createSignal } from 'solid-js';
import type { Workspace } from '#contract/team.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { useNavigation } from '../../kit/navigation.ts';
import { showToast } from '../../kit/toast.tsx';
import { createDeed } from '../../team/create-deed.tsx';
import { TextField } from '../../team/text-field.tsx';
import { useTeam } from '../../team/use-team.ts';
import { createWorkspaceExport } from './workspace-actions.tsx';

/** Asks before a workspace goes for everybody, and offers everything in it as a file. */
export function DeleteWorkspace(props: { workspace: Workspace; onClose: () => void }) {
  const team = useTeam();
  const navigation = useNavigation();
  const [typed, setTyped] = createSignal('');
  const deed = createDeed();
  const exporting = createWorkspaceExport(() => props.workspace.name);
  const remove = async () => {
    const { name } = props.workspace;
    if (!(await deed.run(() => team.workspaces.remove()))) return;
    showToast(`${name} is deleted`);
    navigation.go('/');
  };
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={`Delete ${props.workspace.name}?`}
      footer={
        <>
          <Button onClick={() => props.onClose()}>Keep it</Button>
          <Button
            kind="danger"
            disabled={typed().trim() !== props.workspace.name || deed.busy()}
            onClick={() => void remove()}
          >
            Delete workspace
          </Button>
        </>
      }
    >
      <div class="settings-dialog">
        <p>
          All its scenarios, results and pins go, for every member and at once. This cannot be undone. Events in
          anybody’s browser stay.
        </p>
        <p class="small">
          <button type="button" class="link" disabled={exporting.deed.busy()} onClick={() => void exporting.download()}>
            Download everything in it first
          </button>
        </p>
        <exporting.deed.Fault />
        <TextField
          label={`To go on, type ${props.workspace.name}`}
          autocomplete="off"
          value={typed()}
          onInput={setTyped}
        />
        <deed.Fault />
      </div>
    </Dialog>
  );
}
