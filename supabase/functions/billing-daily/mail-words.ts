import type { MailToSend } from '../_shared/billing-database.ts';
import { billingPage } from '../_shared/billing-page.ts';
import { isolated } from '../_shared/mail.ts';

const NAME_LETTERS = 40;

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
  if (!isKind(kind)) return null;
  const { subject, ...mail } = words[kind](readers(data), isolated(workspace), billingPage(appUrl, workspace_id));
  return { ...mail, subject: `${isolated(shortened(workspace))}${subject}` };
}

/** What is said must not stand behind eighty letters of a name. */
const shortened = (name: string) => {
  const letters = [...name];
  return letters.length <= NAME_LETTERS
    ? name
    : `${letters
        .slice(0, NAME_LETTERS - 1)
        .join('')
        .trimEnd()}…`;
};

interface Readers {
  users(name: string): string;
  money(name: string): string;
  date(name: string): string;
  /** The same without the time. */
  day(name: string): string;
  number(name: string): number;
  /** “$75 for 30 days (3 packs …)” */
  price(): string;
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
  const money = (name: string) => `$${(number(name) / 100).toFixed(2).replace(/\.00$/, '')}`;
  return {
    number,
    price() {
      const packs = number('packs');
      const size = `${packs === 1 ? '1 pack' : `${plain.format(packs)} packs`} of 25,000 users above the free 25,000`;
      return `${money('amount_cents')} for 30 days (${size})`;
    },
    text,
    users: (name) => plain.format(number(name)),
    money,
    date: (name) => dateOf(text(name)),
    day: (name) => dateOf(text(name)).split(',', 1)[0] ?? '',
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
  'In read-only, everybody can still sign in, and read, search and export every result. New questions, refreshing and fetching from Mixpanel wait until the workspace is paid for. Nothing is deleted.';
const unpaid = `Without payment the workspace becomes read-only then. ${readOnlyMeans}`;
const paying = (d: Readers) => `Paying brings everything back at once: ${d.price()}.`;

/** Subjects go on after the workspace's name. */
const words: Readonly<Record<MailKind, (d: Readers, workspace: string, billing: string) => MailWords>> = {
  trial_began: (d, workspace, billing) => ({
    subject: ` has grown: seven free days until ${d.day('trial_ends_at')}`,
    paragraphs: [
      `${workspace} has ${d.users('monthly_users')} monthly active users, more than the 25,000 that are free. Everything keeps working, at no cost, until ${d.date('trial_ends_at')}.`,
      `To go on after that, give a card: ${d.price()}. If you give it today, it is charged only when the seven days are over.`,
      unpaid,
    ],
    button: { label: 'See plan and upgrade', url: billing },
    stoppable: true,
  }),
  trial_two_days_left: (d, workspace, billing) => ({
    subject: `: the free days end on ${d.day('trial_ends_at')}`,
    paragraphs: [
      `The seven free days of ${workspace} end on ${d.date('trial_ends_at')}. It has ${d.users('monthly_users')} monthly active users: ${d.price()}.`,
      'A card given now is charged only when the free days are over.',
      unpaid,
    ],
    button: { label: 'Upgrade', url: billing },
    stoppable: true,
  }),
  trial_over: (d, workspace, billing) => ({
    subject: ' is now read-only: the free days are over',
    paragraphs: [`The seven free days of ${workspace} are over, and it is not paid for. ${readOnlyMeans}`, paying(d)],
    button: { label: 'Upgrade', url: billing },
    stoppable: false,
  }),
  read_only: (d, workspace, billing) => ({
    subject: ' is now read-only',
    paragraphs: [`${workspace} is read-only: ${d.text('reason') || 'it is not paid for'}. ${readOnlyMeans}`, paying(d)],
    button: { label: 'See plan and pay', url: billing },
    stoppable: false,
  }),
  amount_due: (d, workspace, billing) => ({
    subject: `: ${d.money('amount_cents')} due on ${d.day('due_at')}`,
    paragraphs: [
      `On ${d.date('due_at')} the next 30 days of ${workspace} begin, and the card on file is charged. At ${d.users('monthly_users')} monthly active users that is ${d.price()}.`,
      'The count of that day decides, so the amount may still change. There is nothing you need to do.',
    ],
    button: { label: 'See plan', url: billing },
    stoppable: false,
  }),
  payment_needed: (d, workspace, billing) => ({
    subject: `: payment needed by ${d.day('due_at')}`,
    paragraphs: [
      `${workspace} has ${d.users('monthly_users')} monthly active users, more than the 25,000 that are free. From ${d.date('due_at')} on that is ${d.price()}.`,
      unpaid,
    ],
    button: { label: 'Upgrade', url: billing },
    stoppable: false,
  }),
  receipt: (d, workspace, billing) => ({
    subject: `: receipt for ${d.money('amount_cents')}`,
    paragraphs: [
      `Thank you. ${d.money('amount_cents')} for ${workspace} has been paid.`,
      'The invoice and the receipt are on a page of Stripe, to look at and to download.',
    ],
    button: { label: 'Open receipt', url: d.link('hosted_url') ?? billing },
    stoppable: false,
  }),
  payment_failed: (d, workspace, billing) => ({
    subject: `: the payment failed; please act by ${d.day('grace_ends_at')}`,
    paragraphs: [
      `The card on file for ${workspace} could not be charged ${d.money('amount_cents')}. It is tried again in the next days, and everything keeps working until ${d.date('grace_ends_at')}.`,
      `If it is not paid by then, the workspace becomes read-only. ${readOnlyMeans}`,
    ],
    button: { label: 'Pay or change the card', url: d.link('hosted_url') ?? billing },
    stoppable: false,
  }),
  cancelled_until: (d, workspace, billing) => ({
    subject: `: subscription cancelled, in use until ${d.day('until')}`,
    paragraphs: [
      `The subscription of ${workspace} is cancelled. Everything keeps working until ${d.date('until')}, and nothing more is charged.`,
      `From then on the workspace is free with up to 25,000 monthly active users, and read-only with more. ${readOnlyMeans}`,
      'Until then an admin can resume it with one press.',
    ],
    button: { label: 'See plan or resume', url: billing },
    stoppable: false,
  }),
  usage_alert: (d, workspace, billing) => ({
    subject: ` is at ${d.number('percent')} % of its plan`,
    paragraphs: [
      `${workspace} has ${d.users('monthly_users')} monthly active users, ${d.number('percent')} % of the ${d.users('limit')} in its plan.`,
      'Nothing stops, and nothing is charged for it in the middle of a period: the next one is priced by its own count.',
      'We write at 85, 100, 110, 120, 200, 300 and 400 %, once in a period.',
    ],
    button: { label: 'See usage', url: billing },
    stoppable: true,
  }),
};
