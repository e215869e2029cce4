import type { NoticesState } from '#state/notices/notices-state.ts';
import { Switch } from '../team/switch.tsx';

/** Why the system shows no notices of Ptero's; null where it does. */
export const noNotices = (notices: NoticesState): string | null => {
  if (notices.permission() === 'unsupported') return 'This browser has no notifications.';
  if (notices.permission() === 'denied')
    return 'This browser was told not to let Ptero notify you. Its settings for this address can change that.';
  return null;
};

/** Whether the system shows notices while Ptero is not in sight. */
export function ComputerSwitch(props: { notices: NoticesState }) {
  return (
    <Switch
      label="Notify me on this computer"
      checked={props.notices.choices().system && props.notices.permission() === 'granted'}
      reason={noNotices(props.notices)}
      onChange={(wanted) => void props.notices.setSystem(wanted)}
    />
  );
}
