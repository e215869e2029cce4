import { withClient } from '../../../supabase/local/database.ts';
import type { Plan } from '#core/billing/plan.ts';
import { databaseAddress, must, type Person, serviceClient } from '../context.ts';
import { json } from '../documents.ts';
import { join, person, workspaceOf } from '../people.ts';

export const hour = 3_600_000;
export const day = 24 * hour;
/** The stories below end today, so that the clock of everybody else's tests is left alone. */
export const today = Math.floor(Date.now() / day) * day;
export const iso = (ms: number) => new Date(ms).toISOString();

export interface Team {
  readonly id: string;
  readonly admin: Person;
  readonly member: Person;
}

/** A workspace with an admin and a member, that had so many monthly users from a day on. */
export async function teamWith(users: number, from: number): Promise<Team> {
  const [admin, member] = await Promise.all([person('Admin'), person('Member')]);
  const id = await workspaceOf(admin);
  await join(id, admin, member);
  // As if it had been made a day before.
  await withClient(databaseAddress(), (client) =>
    client.query('update public.plans set since = $2 where workspace_id = $1', [id, iso(from - day)]),
  );
  await count(id, users, from);
  return { id, admin, member };
}

export const count = (id: string, users: number, at: number) =>
  withClient(databaseAddress(), (client) =>
    client.query('insert into public.usage_days (workspace_id, day, monthly_users) values ($1, $2, $3)', [
      id,
      iso(at).slice(0, 10),
      users,
    ]),
  );

interface Work {
  readonly set_packs: readonly { readonly workspace_id: string; readonly packs: number }[];
  readonly mails: readonly {
    readonly id: string;
    readonly workspace_id: string;
    readonly kind: string;
    readonly to: readonly string[];
    readonly data: Readonly<Record<string, unknown>>;
  }[];
}

/** The daily work at a moment, and of its mails those of one workspace, which are sent then. */
export async function daily(at: number, id: string) {
  const work = (await must(serviceClient().rpc('billing_daily_work', { at: iso(at) }))) as unknown as Work;
  const mails = work.mails.filter(({ workspace_id }) => workspace_id === id);
  for (const mail of mails) await serviceClient().rpc('billing_mail_sent', { id: mail.id, at: iso(at) });
  return {
    mails,
    kinds: mails.map(({ kind }) => kind).toSorted(),
    packs: work.set_packs.find(({ workspace_id }) => workspace_id === id)?.packs ?? null,
  };
}

export const planOf = async ({ id, admin }: Team) =>
  (await must(admin.client.rpc('plan_of', { workspace_id: id }))) as unknown as Plan;
export const facts = async ({ id }: Team, at: number) =>
  (await must(serviceClient().rpc('billing_facts', { workspace_id: id, at: iso(at) }))) as {
    state: string;
    packs: number;
    amount_cents: number;
  };

/** A subscription as read at a moment. */
export const snapshot = (team: Team, readAt: number, start: number, end: number, changes: object = {}) => ({
  customer_id: `cus_${team.id}`,
  subscription_id: `sub_${team.id}`,
  status: 'active',
  cancel_at_period_end: false,
  period_start: iso(start),
  period_end: iso(end),
  trial_end: null,
  packs: 3,
  latest_invoice: {
    id: `in_${team.id}_${start}`,
    status: 'paid',
    amount_cents: 7_500,
    due_at: iso(start),
    hosted_url: 'https://invoice.example.com',
  },
  read_at: iso(readAt),
  ...changes,
});

export const apply = async (team: Team, at: number, word: object) =>
  (await must(
    serviceClient().rpc('billing_apply', { workspace_id: team.id, snapshot: json(word), cause: 'test', at: iso(at) }),
  )) as { state: string };
export const checkout = (team: Team, who: Person, at: number) =>
  serviceClient().rpc('billing_checkout_begin', { workspace_id: team.id, user_id: who.id, at: iso(at) });
