import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import type { BillingClient, Invoice } from '#contract/billing.ts';
import type { TeamCache } from '#contract/team.ts';
import type { Plan } from '#core/billing/plan.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { BillingState, PaymentWait } from './billing-state.ts';
import type { SessionState, WorkspacesState } from '../team/team-state.ts';

export interface BillingDeps {
  readonly client: BillingClient;
  readonly cache: TeamCache;
  readonly session: Pick<SessionState, 'current'>;
  readonly workspaces: Pick<WorkspacesState, 'current' | 'onChange' | 'noteRefusal'>;
  readonly hints: { get(key: string): string | null; set(key: string, value: string): void };
  readonly onReturn: (listener: () => void) => () => void;
  /** Leaves the app for a page of Stripe. */
  goTo(url: string): void;
  /** Calls back once after so many ms. Returns the way to stop. */
  after(ms: number, work: () => void): () => void;
  loadSignals(): Promise<void>;
}

const PUT_AWAY = 'ptero-put-away';
/** So many banners that were put away are remembered. */
const MOST_PUT_AWAY = 20;
/** The server is asked so often for a payment, ms, and so often until it is late. */
const ASK_MS = 2000;
const ASKS_UNTIL_LATE = 30;
const ASK_LATE_MS = 10_000;

/** The plan of the workspace being looked at: read when it is chosen, and again at each news of it. */
export function createBilling(deps: BillingDeps): BillingState {
  const { client, cache, session, workspaces, hints } = deps;
  const [plan, setPlan] = createSignal<Plan>();
  const [invoices, setInvoices] = createSignal<readonly Invoice[]>();
  const [error, setError] = createSignal<PteroError | null>(null);
  const [leaving, setLeaving] = createSignal<'checkout' | 'portal' | null>(null);
  const [waiting, setWaiting] = createSignal<PaymentWait | null>(null);
  const [putAway, setPutAway] = createSignal((hints.get(PUT_AWAY) ?? '').split(' '));
  const workspaceId = createMemo(() => workspaces.current()?.id ?? null);
  const userId = createMemo(() => session.current()?.userId ?? null);
  let reads = 0;
  let invoicesWanted = false;
  let isWatched = false;
  let stopAsking = () => {};

  const readInvoices = async (workspace: string): Promise<void> => {
    const found = await client.invoices(workspace);
    if (workspaceId() === workspace) setInvoices(found);
  };
  const refresh = async (): Promise<void> => {
    const [workspace, person] = [workspaceId(), userId()];
    if (!workspace || !person) return;
    const read = ++reads;
    const isLatest = () => read === reads && workspaceId() === workspace && userId() === person;
    const key = `${workspace}/billing`;
    try {
      if (plan() === undefined) {
        const seen = await cache.get<Plan>(person, key);
        if (seen && isLatest() && plan() === undefined) setPlan(seen);
      }
      const found = await client.plan(workspace);
      if (!isLatest()) return;
      setPlan(found);
      setError(null);
      await cache.put(person, key, found);
      if (invoicesWanted) await readInvoices(workspace);
    } catch (cause) {
      if (isLatest()) setError(workspaces.noteRefusal(cause));
    }
  };

  const stopWaiting = () => {
    stopAsking();
    setWaiting(null);
  };
  createEffect(
    on([workspaceId, userId], () => {
      reads += 1;
      setPlan(undefined);
      setInvoices(undefined);
      setError(null);
      setLeaving(null);
      stopWaiting();
      invoicesWanted = false;
      void refresh();
    }),
  );
  onCleanup(
    workspaces.onChange((change) => {
      if (change === 'missed' || change.entity === 'plans') void refresh();
    }),
  );
  onCleanup(
    deps.onReturn(() => {
      setLeaving(null);
      void refresh();
    }),
  );
  onCleanup(() => stopAsking());

  /** Payment is on its way or there; what was left unpaid for is not. */
  const isHeard = () => plan()?.subscribed === true && plan()?.state !== 'read_only';
  createEffect(() => {
    if (waiting() === null || waiting() === 'heard' || !isHeard()) return;
    stopAsking();
    setWaiting('heard');
  });
  const ask = (asked: number) => {
    stopAsking = deps.after(asked < ASKS_UNTIL_LATE ? ASK_MS : ASK_LATE_MS, () => {
      void refresh().then(() => {
        if (waiting() === null || waiting() === 'heard') return;
        if (asked + 1 >= ASKS_UNTIL_LATE) setWaiting('late');
        ask(asked + 1);
      });
    });
  };

  const telling = async <T>(work: (workspace: string) => Promise<T>): Promise<T> => {
    const workspace = workspaceId();
    if (!workspace)
      throw new PteroError({ code: 'team/refused', message: 'no workspace', details: { reason: 'team/not-found' } });
    try {
      return await work(workspace);
    } catch (cause) {
      throw workspaces.noteRefusal(cause);
    }
  };
  const leave = async (to: 'checkout' | 'portal') => {
    setLeaving(to);
    try {
      deps.goTo(await telling(client[to]));
    } catch (cause) {
      setLeaving(null);
      // Such as a payment made in another tab.
      void refresh();
      throw cause;
    }
  };
  const changing = async (work: (workspace: string) => Promise<void>) => {
    try {
      await telling(work);
    } finally {
      await refresh();
    }
  };

  return {
    plan,
    error,
    refresh,
    leaving,
    waiting,
    stopWaiting,
    isReadOnly: createMemo(() => plan()?.state === 'read_only'),
    invoices() {
      const known = invoices();
      if (known === undefined && !invoicesWanted && workspaceId()) {
        invoicesWanted = true;
        void refresh();
      }
      return known;
    },
    checkOut: () => leave('checkout'),
    openPortal: () => leave('portal'),
    cancel: () => changing(client.cancel),
    resume: () => changing(client.resume),
    setInvoiceEmail: (email) => changing((workspace) => client.setInvoiceEmail(workspace, email)),
    stopMails: (link) => client.stopMails(link),
    awaitPayment() {
      if (waiting() !== null) return;
      setWaiting('asking');
      ask(0);
    },
    watchForFraud() {
      if (isWatched) return;
      isWatched = true;
      // Signals only: a browser that blocks them pays as well.
      void deps.loadSignals().catch(() => undefined);
    },
    isPutAway: (banner) => putAway().includes(banner),
    putAway(banner) {
      const next = [...putAway().filter((one) => one !== '' && one !== banner), banner].slice(-MOST_PUT_AWAY);
      hints.set(PUT_AWAY, next.join(' '));
      setPutAway(next);
    },
  };
}
