import { describe, expect, it, vi } from 'vitest';
import { billingMail } from '../../../supabase/functions/billing-daily/billing-mail.ts';
import { mailKinds, mailWords } from '../../../supabase/functions/billing-daily/mail-words.ts';
import { createHandler, type Deps } from '../../../supabase/functions/mail-stop/handler.ts';
import { createStopLinks } from '../../../supabase/functions/_shared/stop-link.ts';

const app = 'https://app.example.com';
const workspaceId = 'b7f1c1a2-0000-4000-8000-000000000001';
const order = (kind: string, workspace = 'Wrens') => ({
  id: 'm',
  workspace_id: workspaceId,
  workspace,
  kind,
  to: ['ada@example.com'],
  data: {
    monthly_users: 90_000,
    packs: 3,
    amount_cents: 7500,
    trial_ends_at: '2027-03-08T09:00:00Z',
    due_at: '2027-04-07T09:00:00Z',
    until: '2027-04-07T09:00:00Z',
    since: '2027-03-08T09:00:00Z',
    grace_ends_at: '2027-03-15T09:00:00Z',
    reason: 'the trial ended without payment',
    hosted_url: 'https://invoice.example.com/i/1',
    percent: 120,
    crossed: [110, 120],
    limit: 75_000,
  },
});
const links = createStopLinks('a secret', app, 'https://api.example.com');

async function written(kind: string, workspace?: string) {
  const mail = order(kind, workspace);
  const words = mailWords(mail, app);
  if (!words) throw new Error(`no words for ${kind}`);
  const stop = words.stoppable ? await links.linkFor(workspaceId, 'ada@example.com') : null;
  return billingMail(mail, words, 'ada@example.com', stop);
}

describe('a mail about money', () => {
  it.each([
    ['trial_began', 'Wrens has grown: seven free days until 8 March 2027', /\$75 for 30 days/],
    ['trial_two_days_left', 'Wrens: the free days end on 8 March 2027', /90,000 monthly active users/],
    ['trial_over', 'Wrens is now read-only: the free days are over', /Nothing is deleted/],
    ['read_only', 'Wrens is now read-only', /is read-only: the trial ended without payment/],
    ['amount_due', 'Wrens: $75 due on 7 April 2027', /the card on file is charged\. At 90,000 .* is \$75/],
    ['payment_needed', 'Wrens: payment needed by 7 April 2027', /on that is \$75 for 30 days \(3 packs/],
    ['receipt', 'Wrens: receipt for $75', /Open receipt: https:\/\/invoice\.example\.com\/i\/1/],
    ['payment_failed', 'Wrens: the payment failed; please act by 15 March 2027', /becomes read-only/],
    ['cancelled_until', 'Wrens: subscription cancelled, in use until 7 April 2027', /nothing more is charged/],
    ['usage_alert', 'Wrens is at 120 % of its plan', /120 % of the 75,000/],
  ])('%s says what happens, when, and what to do, in text and HTML', async (kind, subject, says) => {
    const mail = await written(kind);
    expect(mail.subject).toBe(subject);
    expect(mail.text).toMatch(says);
    expect(mail.text).toMatch(/https:\/\//);
    expect(mail.html).toContain('<a href="https://');
    expect(mail.text + mail.html).not.toMatch(/undefined|NaN|null|not known/);
  });

  it('covers every kind, and no other', () => {
    expect(mailKinds.every((kind) => mailWords(order(kind), app))).toBe(true);
    expect(mailWords(order('toString'), app)).toBeNull();
  });

  it.each(mailKinds)('%s has a way out exactly when it is no bill', async (kind) => {
    const mail = await written(kind);
    const stoppable = ['trial_began', 'trial_two_days_left', 'usage_alert'].includes(kind);
    expect(mail.headers?.['List-Unsubscribe-Post']).toBe(stoppable ? 'List-Unsubscribe=One-Click' : undefined);
    expect(mail.text.includes(`${app}/unsubscribe#`)).toBe(stoppable);
    expect(mail.html.includes('No more mails about the trial')).toBe(stoppable);
  });

  it('does not let a long name hide what is said, or one from right to left turn it round', async () => {
    const long = await written('amount_due', 'A'.repeat(80));
    expect(long.subject).toBe(`${'A'.repeat(39)}…: $75 due on 7 April 2027`);
    expect(long.text).toContain('A'.repeat(80));
    const hebrew = await written('receipt', 'חברה');
    expect(hebrew.subject).toBe('\u2068חברה\u2069: receipt for $75');
  });

  it('makes a name harmless in HTML, and takes no address but one of the web', async () => {
    const mail = await written('usage_alert', '<img src=x onerror=alert(1)>');
    expect(mail.html).not.toContain('<img');
    const bad = { ...order('receipt'), data: { hosted_url: 'javascript:alert(1)', amount_cents: 2500 } };
    expect(mailWords(bad, app)?.button?.url).toBe(`${app}/settings/billing?workspace=${workspaceId}`);
  });
});

describe('the way out of mails', () => {
  const setUp = () => {
    const stopMails = vi.fn<Deps['stopMails']>(async () => ({ ok: true, value: null }));
    const at = new Date('2027-03-08T09:00:00Z');
    return { stopMails, at, handler: createHandler({ links, stopMails, now: async () => at, headers: {} }) };
  };

  it('stops them for the address and workspace it was sent for', async () => {
    const { at, handler, stopMails } = setUp();
    const { oneClick } = await links.linkFor(workspaceId, 'a+b@example.com');
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    expect((await handler(new Request(oneClick, { method: 'POST', body }))).status).toBe(200);
    expect(stopMails).toHaveBeenCalledExactlyOnceWith(workspaceId, 'a+b@example.com', at);
  });

  it('does nothing when it is only looked at, or altered, or of another secret', async () => {
    const { handler, stopMails } = setUp();
    const { oneClick } = await links.linkFor(workspaceId, 'ada@example.com');
    const foreign = await createStopLinks('another secret', app, 'https://api.example.com').linkFor(
      workspaceId,
      'ada@example.com',
    );
    const tried = [
      [oneClick, 'GET', 405],
      [oneClick.replace('ada', 'bob'), 'POST', 403],
      [oneClick.replace('0001', '0002'), 'POST', 403],
      [oneClick.slice(0, -1), 'POST', 403],
      [foreign.oneClick, 'POST', 403],
    ] as const;
    for (const [url, method, status] of tried)
      expect((await handler(new Request(url, { method }))).status).toBe(status);
    expect(stopMails).not.toHaveBeenCalled();
  });
});
