import { createSignal, Show } from 'solid-js';
import { formatCents, usersOf } from '#core/billing/packs.ts';
import type { Plan } from '#core/billing/plan.ts';
import type { BillingState } from '#state/billing/billing-state.ts';
import { costOf, dayOf, planKind } from '../../billing/plan-words.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { formatCount } from '../../kit/format.ts';
import { createDeed } from '../../team/create-deed.tsx';
import { TextField } from '../../team/text-field.tsx';

/** The next amount and its date, the packs behind it, and who is sent the bills. For admins. */
export function PlanFacts(props: { plan: Plan; billing: BillingState }) {
  const [editing, setEditing] = createSignal(false);
  const packs = () => props.plan.packs ?? 0;
  const next = () => {
    const { plan } = props;
    const amount = formatCents(costOf(plan));
    const kind = planKind(plan);
    if (plan.next_at !== null)
      return { term: 'Next payment, by today’s count', what: amount, small: `on ${dayOf(plan.next_at)}` };
    if (kind === 'cancelling') return { term: 'Next payment', what: 'None', small: 'the subscription is cancelled' };
    if (kind === 'trial') return { term: 'After the trial', what: amount, small: 'every 30 days' };
    if (kind === 'read-only') return { term: 'To go on', what: amount, small: 'every 30 days' };
    if (packs() === 0) return { term: 'Next payment', what: 'None', small: 'free up to 25,000 users' };
    return { term: 'By today’s count', what: amount, small: 'every 30 days' };
  };
  return (
    <dl class="plan-facts num">
      <div>
        <dt>{next().term}</dt>
        <dd>{next().what}</dd>
        <dd class="small">{next().small}</dd>
      </div>
      <div>
        <dt>Packs</dt>
        <dd>{packs() === 0 ? 'None' : formatCount(packs())}</dd>
        <dd class="small">
          {packs() === 0 ? '$25 for each further 25,000' : `up to ${formatCount(usersOf(packs()))} users`}
        </dd>
      </div>
      <div>
        <dt>Bills go to</dt>
        <dd class="plan-email" dir="auto" title={props.plan.invoice_email ?? undefined}>
          {props.plan.invoice_email ?? 'All admins'}
        </dd>
        <dd class="small">
          {props.plan.invoice_email ? 'and all admins ' : ''}
          <button type="button" class="link" onClick={() => setEditing(true)}>
            {props.plan.invoice_email ? 'Change' : 'Add an address'}
          </button>
        </dd>
      </div>
      <Show when={editing()}>
        <InvoiceEmail plan={props.plan} billing={props.billing} onClose={() => setEditing(false)} />
      </Show>
    </dl>
  );
}

function InvoiceEmail(props: { plan: Plan; billing: BillingState; onClose: () => void }) {
  const [email, setEmail] = createSignal(props.plan.invoice_email ?? '');
  const deed = createDeed();
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (await deed.run(() => props.billing.setInvoiceEmail(email().trim()))) props.onClose();
  };
  return (
    <Dialog open onClose={() => props.onClose()} title="Where bills go">
      <form class="settings-dialog" noValidate onSubmit={(event) => void save(event)}>
        <p class="small">
          Bills and notices about the plan go to this address, and to all admins. It can be that of your book-keeping.
        </p>
        <TextField label="E-mail" type="email" autocomplete="email" value={email()} onInput={setEmail} />
        <deed.Fault />
        <div class="plan-dialog-buttons">
          <Button onClick={() => props.onClose()}>Keep as it is</Button>
          <Button type="submit" kind="first" disabled={deed.busy() || email().trim() === ''}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
