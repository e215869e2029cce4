import type { Member } from '#contract/team.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { useNavigation } from '../../kit/navigation.ts';
import { showToast } from '../../kit/toast.tsx';
import { createDeed } from '../../team/create-deed.tsx';
import { useTeam } from '../../team/use-team.ts';

/** Asks before somebody is removed from the workspace, or leaves it. */
export function RemoveMember(props: { member: Member; onClose: () => void }) {
  const team = useTeam();
  const navigation = useNavigation();
  const deed = createDeed();
  const shown = () => props.member.name || props.member.email;
  const workspace = team.workspaces.current()?.name ?? 'the workspace';
  const isSelf = () => props.member.userId === team.session.current()?.userId;
  const go = async () => {
    if (isSelf()) {
      if (!(await deed.run(() => team.workspaces.leave()))) return;
      showToast(`You left ${workspace}`);
      navigation.go('/');
      return;
    }
    const name = shown();
    if (!(await deed.run(() => team.workspaces.removeMember(props.member.userId)))) return;
    showToast(`${name} is removed`);
    props.onClose();
  };
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={isSelf() ? `Leave ${workspace}?` : `Remove ${shown()}?`}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{isSelf() ? 'Stay' : 'Keep'}</Button>
          <Button kind="danger" disabled={deed.busy()} onClick={() => void go()}>
            {isSelf() ? 'Leave workspace' : 'Remove member'}
          </Button>
        </>
      }
    >
      <p>
        {isSelf()
          ? 'You no longer see its scenarios and results, and what was kept of them in this browser goes. Your own scenarios and events stay. To come back, somebody has to invite you.'
          : 'They are locked out at once. What they made for the workspace stays. To come back, they have to be invited.'}
      </p>
      <deed.Fault />
    </Dialog>
  );
}
