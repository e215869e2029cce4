import { Show } from 'solid-js';
import { Icon } from '../kit/icon.tsx';
import { isolate } from '../kit/isolate.ts';
import { TeamGate } from '../team/team-gate.tsx';
import { useAdmins } from './use-admins.ts';
import './banner.css';

export interface ReadOnlyNoteProps {
  /** For `aria-describedby` of what cannot be pressed. */
  id: string;
  /** What cannot be done: “Nothing new can be asked”. */
  what: string;
}

/** Why something cannot be done in a read-only workspace, and the way out. */
export function ReadOnlyNote(props: ReadOnlyNoteProps) {
  return (
    <TeamGate>
      <Note {...props} />
    </TeamGate>
  );
}

function Note(props: ReadOnlyNoteProps) {
  const { isAdmin, names } = useAdmins();
  return (
    <p class="read-only-note small" id={props.id} dir="auto">
      <Icon name="info" size={14} />
      <span>
        {props.what} while this workspace is read-only. Every result stays readable.{' '}
        <Show when={isAdmin()} fallback={isolate(`Ask ${names()} to pay for it.`)}>
          <a href="/settings/billing">Go to Billing and usage</a>
        </Show>
      </span>
    </p>
  );
}
