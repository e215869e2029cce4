import type { Plan } from '#core/billing/plan.ts';
import type { BillingState } from '#state/billing/billing-state.ts';
import { momentOf, planKind } from '../../billing/plan-words.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { showToast } from '../../kit/toast.tsx';
import { createDeed } from '../../team/create-deed.tsx';

/** Says what a cancellation does and until when everything works, before it is made. */
export function CancelSubscription(props: { plan: Plan; billing: BillingState; onClose: () => void }) {
  const deed = createDeed();
  const isTrial = () => planKind(props.plan) === 'trial-paid';
  const until = () => (isTrial() ? props.plan.trial_ends_at : props.plan.period_end);
  const cancel = async () => {
    if (!(await deed.run(props.billing.cancel))) return;
    props.onClose();
    showToast('The subscription is cancelled');
  };
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title="Cancel the subscription?"
      footer={
        <>
          <Button onClick={() => props.onClose()}>Keep the subscription</Button>
          <Button kind="danger" aria-disabled={deed.busy() ? 'true' : undefined} onClick={() => void cancel()}>
            {deed.busy() ? 'Cancelling…' : 'Cancel subscription'}
          </Button>
        </>
      }
    >
      <ul class="cancel-facts">
        <li>
          <b>Everything works until {until() === null ? 'the end of the period' : momentOf(until() ?? '')}</b>, for the
          whole team.
        </li>
        <li>
          No further payment is taken.{' '}
          {isTrial() ? 'The trial was free.' : 'What is paid for this period is not given back.'}
        </li>
        <li>
          From then on the workspace is read-only if it has more than 25,000 monthly active users: nothing new can be
          asked, refreshed or fetched. With fewer it goes on for free.
        </li>
        <li>
          <b>Nothing is deleted.</b> Every result stays to read, search and export. Resume until then with one press, or
          pay again later: everything comes back.
        </li>
      </ul>
      <deed.Fault />
    </Dialog>
  );
}
