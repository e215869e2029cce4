import { createEffect, Match, on, onMount, Show, Switch } from 'solid-js';
import type { BillingState } from '#state/billing/billing-state.ts';
import { useAdmins } from '../../billing/use-admins.ts';
import { useApp } from '../../kit/app-context.ts';
import { Button } from '../../kit/button.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { isolate } from '../../kit/isolate.ts';
import { useScreenTitle } from '../../kit/screen-title.ts';
import { Skeleton } from '../../kit/skeleton.tsx';
import { describeTeamError } from '../../team/describe-team-error.ts';
import { SignInFirst } from '../../team/sign-in-first.tsx';
import { TeamGate } from '../../team/team-gate.tsx';
import { useTeam } from '../../team/use-team.ts';
import { createReturn } from './create-return.ts';
import { PaymentWaitLine } from './billing-wait.tsx';
import { Invoices } from './billing-invoices.tsx';
import { PlanPanel } from './billing-plan.tsx';
import { UsageSection } from '../usage/usage-section.tsx';
import './billing.css';

/** What the workspace's plan is and how it is paid for, and below it how its people are counted. */
export function BillingSection() {
  useScreenTitle(() => 'Billing and usage');
  return (
    <>
      <h1>Billing and usage</h1>
      <TeamGate waiting={<PlanWaiting />}>
        <Billing />
      </TeamGate>
      <section class="billing-usage" aria-label="Usage">
        <UsageSection isWithin />
      </section>
    </>
  );
}

function PlanWaiting() {
  return (
    <div aria-busy="true" class="plan-waiting">
      <Skeleton width="55%" height="26px" />
      <Skeleton height="8px" />
      <Skeleton width="80%" height="40px" />
      <Skeleton width="140px" height="32px" />
    </div>
  );
}

function Billing() {
  const team = useTeam();
  const workspace = () => team.workspaces.current();
  const returningTo = createReturn(team.workspaces);
  return (
    <Show when={team.session.current()} fallback={<SignInFirst what="see a workspace’s plan" />}>
      <Show when={returningTo() !== null && team.workspaces.list()}>
        <div class="notice warn billing-fault" role="status">
          <p>
            You were led to a workspace that this account is not in. To see its plan, sign in with the account that you
            paid with, or that the mail came to.
          </p>
        </div>
      </Show>
      <Show
        when={workspace()?.id}
        keyed
        fallback={
          <Show when={team.workspaces.list()} fallback={<PlanWaiting />}>
            <EmptyState
              title="Nothing to pay in this browser"
              action={
                <a class="button" href="/settings/team">
                  Choose a workspace
                </a>
              }
            >
              Files that you open yourself are free, however many people are in them. A plan belongs to a workspace:
              choose one at the top to see its plan.
            </EmptyState>
          </Show>
        }
      >
        {(_id) => (
          <Show when={team.billing}>
            {(billing) => <OfWorkspace billing={billing()} returningTo={returningTo()} />}
          </Show>
        )}
      </Show>
    </Show>
  );
}

function OfWorkspace(props: { billing: BillingState; returningTo: string | null }) {
  const app = useApp();
  const team = useTeam();
  const { isAdmin, names } = useAdmins();
  onMount(() => {
    if (isAdmin()) props.billing.watchForFraud();
  });
  const isPaid = () => new URLSearchParams(location.search).get('checkout') === 'done';
  createEffect(() => {
    if (isAdmin() && props.returningTo === null && isPaid()) props.billing.awaitPayment();
  });
  createEffect(
    on(
      props.billing.waiting,
      (waiting) => {
        // Loaded again, the page must not wait once more.
        if (waiting === null || waiting === 'heard') history.replaceState(history.state, '', location.pathname);
      },
      { defer: true },
    ),
  );
  return (
    <>
      <p class="small settings-lead">
        <b>
          <bdi>{team.workspaces.current()?.name}</bdi>
        </b>
        {isAdmin() ? ' · you are an admin' : ` · only admins see and change what is paid: ${isolate(names())}`}
        {' · '}
        <a href="/help/billing">How billing works</a>
      </p>
      <Show when={props.billing.waiting()}>{(wait) => <PaymentWaitLine wait={wait()} billing={props.billing} />}</Show>
      <Switch>
        <Match when={!app.online()}>
          <div class="notice billing-fault" role="status">
            <p>There is no network. The plan is as it was last seen, and nothing about it can be changed now.</p>
          </div>
        </Match>
        <Match when={props.billing.error()}>
          {(error) => (
            <div class="notice warn billing-fault" role="alert">
              <p>
                {describeTeamError(error())}
                {props.billing.plan() ? ' What you see is as it was last seen.' : ''}
              </p>
              <Button onClick={() => void props.billing.refresh()}>Try again</Button>
            </div>
          )}
        </Match>
      </Switch>
      <Show
        when={props.billing.plan()}
        fallback={<Show when={!props.billing.error() && app.online()}>{<PlanWaiting />}</Show>}
      >
        {(plan) => <PlanPanel plan={plan()} billing={props.billing} />}
      </Show>
      <Show when={isAdmin() && (props.billing.invoices()?.length ?? 0) > 0}>
        <Invoices invoices={props.billing.invoices() ?? []} billing={props.billing} />
      </Show>
    </>
  );
}
