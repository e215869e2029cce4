import { describe, expect, it } from 'vitest';
import { call } from './calls.ts';
import { payAt, useOwnBackend } from './own-backend.ts';

const own = useOwnBackend({ schedule: true });

/** Moves the clock as a browser's test does: over HTTP. */
async function pass(days: number) {
  const to = new Date(own().now().getTime() + days * 86_400_000);
  const response = await fetch(`${own().backend.stripe.url}/_double/time`, {
    method: 'POST',
    body: JSON.stringify({ to }),
  });
  expect(response.status).toBe(200);
}

async function adminOf(users: number) {
  const ada = await own().person('Ada');
  const id = await own().workspace(ada);
  await own().grow(id, users);
  return { ada, id };
}

/** What is due at one moment comes in any order. */
const subjects = async (email: string) => (await own().mails(email)).map(({ subject }) => subject).toSorted();

describe('the schedule of the local backend', () => {
  it('does the daily work of every day that the clock is moved by', async () => {
    const { ada, id } = await adminOf(40_000);
    await pass(0.1);
    expect(await own().state(id)).toBe('trialing');
    await pass(8);
    expect(await own().state(id)).toBe('read_only');
    expect(await subjects(ada.email)).toEqual([
      expect.stringContaining('Wrens has grown: seven free days'),
      expect.stringContaining('Wrens is at 120 %'),
      expect.stringContaining('Wrens is now read-only: the free days are over'),
      expect.stringContaining('Wrens: the free days end on'),
    ]);
    const { url = '' } = await call(ada, 'billing-checkout', id);
    await payAt(url);
    await own().backend.stripe.webhooks.settled();
    expect(await own().state(id)).toBe('active');
  });
});

describe('the way out of mails', () => {
  it('stops what is no bill, for this address and workspace only', async () => {
    const { ada, id } = await adminOf(22_000);
    const other = await own().workspace(ada, 'Kites');
    await pass(0.1);
    const [alert] = await own().mails(ada.email);
    expect(alert?.subject).toBe('Wrens is at 85 % of its plan');
    const address = /^<(.+)>$/.exec(alert?.listUnsubscribe ?? '')?.[1] ?? '';
    expect(new URL(address).pathname).toBe('/functions/v1/mail-stop');
    expect((await fetch(address.replace(/t=..../, 't=0000'), { method: 'POST' })).status).toBe(403);
    expect((await fetch(address, { method: 'POST', body: 'List-Unsubscribe=One-Click' })).status).toBe(200);
    await own().grow(id, 60_000);
    await own().grow(other, 22_000);
    await pass(9);
    expect(await subjects(ada.email)).toEqual([
      'Kites is at 85 % of its plan',
      'Wrens is at 85 % of its plan',
      'Wrens is now read-only: the free days are over',
    ]);
    const bills = (await own().mails(ada.email)).filter(({ subject }) => subject.includes('read-only'));
    expect(bills.map(({ listUnsubscribe }) => listUnsubscribe)).toEqual(['']);
  });
});
