import { createMemo, Match, Show, Switch } from 'solid-js';
import type { Plan } from '#core/billing/plan.ts';
import type { BillingState } from '#state/billing/billing-state.ts';
import { IconButton } from '../kit/button.tsx';
import { createMinutes } from './create-minutes.ts';
import { formatCount } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { isolate } from '../kit/isolate.ts';
import { useNavigation } from '../kit/navigation.ts';
import { useTeam } from '../team/use-team.ts';
import { dayOf, momentOf, planKind, priceOf, timeLeft } from './plan-words.ts';
import { useAdmins } from './use-admins.ts';
import './banner.css';

const SOON_MS = 2 * 86_400_000;
/** What says the same at length. */
const ITS_PAGE = /^\/settings\/(billing|usage)/u;

/** A line under the bar about a plan that needs a decision. Stands in the flow of the page and covers nothing. */
export function PlanBanner() {
  const team = useTeam();
  const navigation = useNavigation();
  const billing = () => (team.session.current() && !ITS_PAGE.test(navigation.path()) ? team.billing : undefined);
  return (
    <Show when={billing()}>
      {(known) => <Show when={known().plan()}>{(plan) => <Banner plan={plan()} billing={known()} />}</Show>}
    </Show>
  );
}

function Banner(props: { plan: Plan; billing: BillingState }) {
  const team = useTeam();
  const { isAdmin, names } = useAdmins();
  const now = createMinutes();
  const kind = createMemo(() => planKind(props.plan));
  const ends = () => (kind() === 'trial' ? props.plan.trial_ends_at : props.plan.cancel_at) ?? '';
  const isSoon = () => Date.parse(ends()) - now() <= SOON_MS;
  /** Put away it comes back for another end, and when that is near. */
  const key = () => `${team.workspaces.current()?.id}/${kind()}/${ends()}`;
  const isShown = () => isSoon() || !props.billing.isPutAway(key());
  const Away = (own: { words: string }) => (
    <Show when={!isSoon()}>
      <IconButton label={own.words} onClick={() => props.billing.putAway(key())}>
        <Icon name="close" size={15} />
      </IconButton>
    </Show>
  );
  const ToBilling = (own: { words: string; first?: boolean }) => (
    <Show when={isAdmin()}>
      <a class="button" classList={{ first: own.first }} href="/settings/billing">
        {own.words}
      </a>
    </Show>
  );
  const ask = (why: string) => (isAdmin() ? '' : ` ${isolate(`Ask ${names()} ${why}.`)}`);
  return (
    <Switch>
      <Match when={kind() === 'trial' && isShown()}>
        <div class="notice plan-banner" classList={{ warn: isSoon() }}>
          <p dir="auto">
            <b class="num">Trial: {timeLeft(ends(), now())}.</b> You have{' '}
            <span class="num">{formatCount(props.plan.monthly_users)}</span> monthly active users; 25,000 are free.
            Everything works until {momentOf(ends())}; from then on it is {priceOf(props.plan)}, or read-only without a
            card.
            {ask('to upgrade')}
          </p>
          <ToBilling words="Upgrade" first />
          <Away words="Close until two days before the end" />
        </div>
      </Match>
      <Match when={kind() === 'read-only'}>
        <div class="notice warn plan-banner">
          <p dir="auto">
            <b>This workspace is read-only.</b> Every result can be read, searched and exported. New questions,
            refreshing and fetching from Mixpanel wait until it is paid for.{ask('to pay for it')}
          </p>
          <ToBilling words="Billing and usage" first />
        </div>
      </Match>
      <Match when={kind() === 'past-due'}>
        <div class="notice bad plan-banner">
          <p dir="auto">
            <b>The last payment failed.</b> Everything goes on working until{' '}
            <span class="num">{momentOf(props.plan.grace_ends_at ?? '')}</span>; without a payment the workspace is
            read-only then.{ask('to look at the card')}
          </p>
          <Show when={props.plan.open_invoice_url}>
            {(url) => (
              <a class="button first" href={url()}>
                Pay the invoice
              </a>
            )}
          </Show>
          <ToBilling words="Billing and usage" first={!props.plan.open_invoice_url} />
        </div>
      </Match>
      <Match when={kind() === 'cancelling' && ends() !== '' && isShown()}>
        <div class="notice plan-banner" classList={{ warn: isSoon() }}>
          <p dir="auto">
            <b>The subscription is cancelled.</b> Everything goes on working until{' '}
            <span class="num">{isSoon() ? momentOf(ends()) : dayOf(ends())}</span>; then, above 25,000 users, the
            workspace is read-only. Every result stays.{isSoon() ? ask('to resume it') : ''}
          </p>
          <ToBilling words="Resume" />
          <Away words="Close until two days before the end" />
        </div>
      </Match>
    </Switch>
  );
}
