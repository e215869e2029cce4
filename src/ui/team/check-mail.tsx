import { createSignal, Show } from 'solid-js';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { AccountFrame } from './account-frame.tsx';
import { createDeed } from './create-deed.tsx';

export interface CheckMailProps {
  title: string;
  address: string;
  /** What was sent, up to the address. */
  what: string;
  again: () => Promise<void>;
  onBack: () => void;
}

/** What to do once a mail is on its way. */
export function CheckMail(props: CheckMailProps) {
  const deed = createDeed();
  const [sentAgain, setSentAgain] = createSignal(false);
  const again = async () => {
    setSentAgain(false);
    if (await deed.run(() => props.again())) setSentAgain(true);
  };
  return (
    <AccountFrame title={props.title}>
      <div class="account-form">
        <p>
          {props.what} <b dir="ltr">{props.address.trim()}</b>.
        </p>
        <p class="small">The link works once and for an hour. If nothing comes, look among unwanted mail.</p>
        <div class="account-buttons">
          <Button disabled={deed.busy()} onClick={() => void again()}>
            Send it again
          </Button>
          <Button kind="plain" onClick={() => props.onBack()}>
            Use another address
          </Button>
        </div>
        <deed.Fault />
        <div role="status">
          <Show when={sentAgain()}>
            <p class="small done">
              <Icon name="check" /> Sent again.
            </p>
          </Show>
        </div>
      </div>
    </AccountFrame>
  );
}
