import { createSignal, Show } from 'solid-js';
import { planInWords, type Plan } from '#core/billing/plan.ts';
import type { BillingState } from '#state/billing/billing-state.ts';
import { createMinutes } from '../../billing/create-minutes.ts';
import { planKind } from '../../billing/plan-words.ts';
import { useAdmins } from '../../billing/use-admins.ts';
import { useApp } from '../../kit/app-context.ts';
import { Button } from '../../kit/button.tsx';
import { formatCount } from '../../kit/format.ts';
import { createDeed } from '../../team/create-deed.tsx';
import { PlanFacts } from './billing-facts.tsx';
import { sentenceOf } from './billing-words.ts';
import { CancelSubscription } from './cancel-subscription.tsx';

const share = (plan: Plan) => `${formatCount(plan.monthly_users)} of ${formatCount(plan.limit)} monthly active users`;

/** The plan in words, its users against what is free or paid for, and what an admin can do about it. */
export function PlanPanel(props: { plan: Plan; billing: BillingState }) {
  const { isAdmin } = useAdmins();
  const now = createMinutes();
  const kind = () => planKind(props.plan);
  const title = () => {
    if (kind() === 'past-due') return `Payment failed: ${share(props.plan)}`;
    return kind() === 'cancelling' ? `Cancelled: ${share(props.plan)}` : planInWords(props.plan);
  };
  return (
    <section class={`plan ${kind()}`} aria-label="Plan">
      <h2 class="num" aria-live="polite">
        <i class="plan-light" aria-hidden="true" />
        <span>{title()}</span>
      </h2>
      <PlanMeter plan={props.plan} />
      <p class="plan-sentence">{sentenceOf(props.plan, now())}</p>
      <Show when={isAdmin()}>
        <PlanFacts plan={props.plan} billing={props.billing} />
        <PlanDeeds plan={props.plan} billing={props.billing} />
      </Show>
    </section>
  );
}

/** Users as a bar; where there are more than are free or paid for, a mark says how many are. */
function PlanMeter(props: { plan: Plan }) {
  const whole = () => Math.max(props.plan.monthly_users, props.plan.limit);
  const isOver = () => props.plan.monthly_users > props.plan.limit;
  const percent = (users: number) => `${(100 * users) / whole()}%`;
  return (
    <div class="plan-meter" aria-hidden="true">
      <div>
        <i style={{ width: percent(Math.min(props.plan.monthly_users, props.plan.limit)) }} />
        <Show when={isOver()}>
          <i class="over" style={{ left: percent(props.plan.limit), right: '0' }} />
        </Show>
      </div>
      <Show when={isOver()}>
        <small class="num" style={{ width: percent(props.plan.limit) }}>
          {formatCount(props.plan.limit)} {props.plan.limit > 25_000 ? 'paid for' : 'free'}
        </small>
      </Show>
    </div>
  );
}

function PlanDeeds(props: { plan: Plan; billing: BillingState }) {
  const app = useApp();
  const deed = createDeed();
  const [cancelling, setCancelling] = createSignal(false);
  const kind = () => planKind(props.plan);
  const isUnpaid = () => kind() === 'past-due' || (kind() === 'read-only' && props.plan.subscribed);
  const hasPaid = () =>
    props.billing.invoices()?.some(({ status, amountCents }) => status === 'paid' && amountCents > 0);
  /** While the word of a payment is waited for, nobody pays again. */
  const mayPay = () =>
    props.billing.waiting() !== 'asking' &&
    !props.plan.subscribed &&
    ((props.plan.packs ?? 0) > 0 || kind() === 'read-only');
  const isEnding = () => props.plan.subscribed && props.plan.cancel_at !== null;
  const mayCancel = () => props.plan.subscribed && props.plan.cancel_at === null;
  const hasCustomer = () => props.plan.subscribed || (props.billing.invoices()?.length ?? 0) > 0;
  const blocked = () => (app.online() ? null : 'There is no network just now.');
  const isBusy = () => deed.busy() || props.billing.leaving() !== null;
  const run = (work: () => Promise<void>) => void (isBusy() || blocked() || deed.run(work));
  const fixed = () => ({
    'aria-disabled': isBusy() || blocked() ? ('true' as const) : undefined,
    title: blocked() ?? undefined,
  });
  return (
    <>
      <div class="plan-buttons">
        <Show when={isUnpaid() && props.plan.open_invoice_url}>
          {(url) => (
            <a class="button first" href={url()}>
              Pay the invoice
            </a>
          )}
        </Show>
        <Show when={mayPay()}>
          <Button kind="first" {...fixed()} onClick={() => run(props.billing.checkOut)}>
            {props.billing.leaving() === 'checkout' ? 'Opening Stripe…' : hasPaid() ? 'Resume subscription' : 'Upgrade'}
          </Button>
        </Show>
        <Show when={isEnding()}>
          <Button kind="first" {...fixed()} onClick={() => run(props.billing.resume)}>
            {deed.busy() && !props.billing.leaving() ? 'Resuming…' : 'Resume subscription'}
          </Button>
        </Show>
        <Show when={hasCustomer()}>
          <Button {...fixed()} onClick={() => run(props.billing.openPortal)}>
            {props.billing.leaving() === 'portal' ? 'Opening Stripe…' : 'Manage card'}
          </Button>
        </Show>
        <Show when={mayCancel()}>
          <Button kind="plain" {...fixed()} onClick={() => !isBusy() && !blocked() && setCancelling(true)}>
            Cancel subscription
          </Button>
        </Show>
      </div>
      <Show when={mayPay() && !blocked()}>
        <p class="small quiet plan-small">
          You pay by card on Stripe’s page; Ptero never sees the card. Cancel any time: everything works to the end of
          what is paid.
        </p>
      </Show>
      <deed.Fault />
      <Show when={cancelling()}>
        <CancelSubscription plan={props.plan} billing={props.billing} onClose={() => setCancelling(false)} />
      </Show>
    </>
  );
}
