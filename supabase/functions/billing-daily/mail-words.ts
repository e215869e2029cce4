import type { MailToSend } from '../_shared/billing-database.ts';
import { billingPage } from '../_shared/billing-page.ts';

/** A mail in words. */
export interface MailWords {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly button: { readonly label: string; readonly url: string } | null;
  /** No bill, and nothing that changes what one can do: whoever does not want it can stop it. */
  readonly stoppable: boolean;
}

/** What Postgres names the mails; `billing_recipients` leaves out who has stopped the stoppable ones. */
export const mailKinds = [
  'trial_began',
  'trial_two_days_left',
  'trial_over',
  'read_only',
  'amount_due',
  'payment_needed',
  'receipt',
  'payment_failed',
  'cancelled_until',
  'usage_alert',
] as const;
type MailKind = (typeof mailKinds)[number];

const isKind = (kind: string): kind is MailKind => mailKinds.some((known) => known === kind);

/** The words of a mail; null for a kind that is not known here. */
export function mailWords({ data, kind, workspace, workspace_id }: MailToSend, appUrl: string): MailWords | null {
  return isKind(kind) ? words[kind](readers(data), workspace, billingPage(appUrl, workspace_id)) : null;
}

interface Readers {
  users(name: string): string;
  money(name: string): string;
  date(name: string): string;
  number(name: string): number;
  text(name: string): string;
  link(name: string): string | null;
}

const plain = new Intl.NumberFormat('en-GB');

function readers(data: MailToSend['data']): Readers {
  const number = (name: string) => Number(data[name] ?? 0);
  const text = (name: string) => {
    const value = data[name];
    return typeof value === 'string' ? value : '';
  };
  return {
    number,
    text,
    users: (name) => plain.format(number(name)),
    money: (name) => `$${(number(name) / 100).toFixed(2).replace(/\.00$/, '')}`,
    date: (name) => dateOf(text(name)),
    link: (name) => (/^https?:\/\//.test(text(name)) ? text(name) : null),
  };
}

function dateOf(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return 'a date that is not known';
  const day = date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  return `${day}, ${date.toISOString().slice(11, 16)} UTC`;
}

const readOnlyMeans =
  'Read-only means: everybody can sign in, and read, search and export every result. New questions, refreshing and pulling wait until the workspace is paid for; nothing is deleted.';

const words: Readonly<Record<MailKind, (d: Readers, workspace: string, billing: string) => MailWords>> = {
  trial_began: (d, workspace, billing) => ({
    subject: `${workspace} has grown: seven free days until ${d.date('trial_ends_at')}`,
    paragraphs: [
      `${workspace} has ${d.users('monthly_users')} monthly active users. Up to 25,000 are free. Everything keeps working, at no cost, until ${d.date('trial_ends_at')}.`,
      `To go on after that, pay by card: ${d.money('amount_cents')} for 30 days at this size. A card given today is charged only when the seven days are over.`,
      `Without payment the workspace becomes read-only then. ${readOnlyMeans}`,
    ],
    button: { label: 'See plan and upgrade', url: billing },
    stoppable: true,
  }),
  trial_two_days_left: (d, workspace, billing) => ({
    subject: `${workspace}: the free days end on ${d.date('trial_ends_at')}`,
    paragraphs: [
      `The seven free days of ${workspace} end on ${d.date('trial_ends_at')}. It has ${d.users('monthly_users')} monthly active users, which is ${d.money('amount_cents')} for 30 days.`,
      `A card given now is charged only when the free days are over. Without payment the workspace becomes read-only then. ${readOnlyMeans}`,
    ],
    button: { label: 'Upgrade', url: billing },
    stoppable: true,
  }),
  trial_over: (d, workspace, billing) => ({
    subject: `${workspace} is now read-only: the free days are over`,
    paragraphs: [
      `The seven free days of ${workspace} are over, and it is not paid for. ${readOnlyMeans}`,
      `Paying brings everything back at once: ${d.money('amount_cents')} for 30 days.`,
    ],
    button: { label: 'Upgrade', url: billing },
    stoppable: false,
  }),
  read_only: (d, workspace, billing) => ({
    subject: `${workspace} is now read-only`,
    paragraphs: [
      `${workspace} is read-only because ${d.text('reason') || 'it is not paid for'}. ${readOnlyMeans}`,
      `Paying brings everything back at once: ${d.money('amount_cents')} for 30 days.`,
    ],
    button: { label: 'See plan', url: billing },
    stoppable: false,
  }),
  amount_due: (d, workspace, billing) => ({
    subject: `${workspace}: ${d.money('amount_cents')} due on ${d.date('due_at')}`,
    paragraphs: [
      `The next 30 days of ${workspace} begin on ${d.date('due_at')}. At ${d.users('monthly_users')} monthly active users they cost ${d.money('amount_cents')}, charged to the card on file.`,
      'The amount follows from the count on that day, and may differ when the count changes until then.',
    ],
    button: { label: 'See plan', url: billing },
    stoppable: false,
  }),
  payment_needed: (d, workspace, billing) => ({
    subject: `${workspace}: payment needed by ${d.date('due_at')}`,
    paragraphs: [
      `${workspace} has ${d.users('monthly_users')} monthly active users, more than the 25,000 that are free. From ${d.date('due_at')} on, 30 days cost ${d.money('amount_cents')}.`,
      `Without payment the workspace becomes read-only then. ${readOnlyMeans}`,
    ],
    button: { label: 'Upgrade', url: billing },
    stoppable: false,
  }),
  receipt: (d, workspace, billing) => ({
    subject: `${workspace}: receipt for ${d.money('amount_cents')}`,
    paragraphs: [
      `Thank you. ${d.money('amount_cents')} for ${workspace} has been paid. The receipt is on the page below.`,
    ],
    button: { label: 'Open receipt', url: d.link('hosted_url') ?? billing },
    stoppable: false,
  }),
  payment_failed: (d, workspace, billing) => ({
    subject: `${workspace}: the payment failed; please act by ${d.date('grace_ends_at')}`,
    paragraphs: [
      `The card on file for ${workspace} did not pay ${d.money('amount_cents')}. Everything keeps working until ${d.date('grace_ends_at')}.`,
      `If it is not paid by then, the workspace becomes read-only. ${readOnlyMeans}`,
    ],
    button: { label: 'Pay or change the card', url: d.link('hosted_url') ?? billing },
    stoppable: false,
  }),
  cancelled_until: (d, workspace, billing) => ({
    subject: `${workspace}: subscription cancelled, in use until ${d.date('until')}`,
    paragraphs: [
      `The subscription of ${workspace} is cancelled. Everything keeps working until ${d.date('until')}; nothing more is charged.`,
      `After that the workspace is free with up to 25,000 monthly active users, and read-only above. ${readOnlyMeans}`,
      'Until then it can be resumed with one press.',
    ],
    button: { label: 'See plan or resume', url: billing },
    stoppable: false,
  }),
  usage_alert: (d, workspace, billing) => ({
    subject: `${workspace} is at ${d.number('percent')} % of its users`,
    paragraphs: [
      `${workspace} has ${d.users('monthly_users')} monthly active users, ${d.number('percent')} % of the ${d.users('limit')} of its plan.`,
      'Nothing stops in the middle of a period, and nothing is charged for it before the next one.',
    ],
    button: { label: 'See usage', url: billing },
    stoppable: true,
  }),
};
