import { Match, Switch } from 'solid-js';
import type { BillingState, PaymentWait } from '#state/billing/billing-state.ts';
import { momentOf } from '../../billing/plan-words.ts';
import { Button } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { ProgressBar } from '../../kit/progress-bar.tsx';

/** After Checkout: what the server has heard of it so far. */
export function PaymentWaitLine(props: { wait: PaymentWait; billing: BillingState }) {
  const plan = () => props.billing.plan();
  const heard = () => {
    const known = plan();
    return known?.state === 'trialing' && known.trial_ends_at
      ? `Your card is on file. The trial stays free until ${momentOf(known.trial_ends_at)}.`
      : 'The payment has arrived, and everything works.';
  };
  return (
    <div class="notice payment-wait" classList={{ heard: props.wait === 'heard' }}>
      <div role="status">
        <Switch>
          <Match when={props.wait === 'heard'}>
            <p>
              <Icon name="check" size={15} /> <b>Thank you.</b> {heard()}
            </p>
          </Match>
          <Match when={props.wait === 'late'}>
            <p>
              <b>This takes longer than usual.</b> If you finished paying, the word comes without you, at the latest
              with the daily check, and nobody is charged twice. You can leave this page.
            </p>
          </Match>
          <Match when={props.wait === 'asking'}>
            <p>
              <b>Waiting for Stripe’s word.</b> It usually comes within seconds.
            </p>
          </Match>
        </Switch>
      </div>
      <Button kind={props.wait === 'heard' ? 'plain' : undefined} onClick={() => props.billing.stopWaiting()}>
        {props.wait === 'heard' ? 'Close' : 'Stop waiting'}
      </Button>
      <Switch>
        <Match when={props.wait !== 'heard'}>
          <ProgressBar label="Waiting for the payment" fraction={null} valueText="Waiting" />
        </Match>
      </Switch>
    </div>
  );
}
