import { createSignal } from 'solid-js';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { useNavigation } from '../../kit/navigation.ts';
import { saveText } from '../../kit/save-text.ts';
import { showToast } from '../../kit/toast.tsx';
import { createDeed } from '../../team/create-deed.tsx';
import { TextField } from '../../team/text-field.tsx';
import { useTeam } from '../../team/use-team.ts';

/** Asks before the account goes for good, and offers everything of it as a file. */
export function DeleteAccount(props: { onClose: () => void }) {
  const team = useTeam();
  const navigation = useNavigation();
  const [typed, setTyped] = createSignal('');
  const deed = createDeed();
  const email = () => team.session.current()?.email ?? '';
  const matches = () => typed().trim().toLowerCase() === email().toLowerCase();
  const download = () =>
    deed.run(async () => {
      const everything = await team.session.exportAccount();
      saveText('ptero-account.json', `${JSON.stringify(everything, null, 2)}\n`, 'application/json');
    });
  const remove = async () => {
    if (!(await deed.run(() => team.session.deleteAccount()))) return;
    showToast('Your account is deleted.');
    navigation.go('/');
  };
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title="Delete your account?"
      footer={
        <>
          <Button onClick={() => props.onClose()}>Keep it</Button>
          <Button kind="danger" disabled={!matches() || deed.busy()} onClick={() => void remove()}>
            Delete account
          </Button>
        </>
      }
    >
      <div class="settings-dialog">
        <p>
          Your profile leaves every workspace, and workspaces in which nobody else is are deleted with all their
          scenarios and results. This cannot be undone.
        </p>
        <p class="small">
          <button type="button" class="link" disabled={deed.busy()} onClick={() => void download()}>
            Download everything of your account first
          </button>
        </p>
        <TextField
          label={`To go on, type ${email()}`}
          type="email"
          autocomplete="off"
          value={typed()}
          onInput={setTyped}
        />
        <deed.Fault />
      </div>
    </Dialog>
  );
}
