import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFakeBilling, inDays, invoice, plan, plans } from '#tests/ui/fakes/billing.ts';
import { createFakeServer, fieldNotes, refusal } from '#tests/ui/fakes/team.ts';
import { renderWithTeam } from '#tests/ui/fakes/with-team.tsx';
import { SettingsScreen } from '#ui/settings/settings-screen.tsx';

beforeAll(() => import('#ui/settings/billing/billing-section.tsx'), 60_000);
beforeEach(() => history.replaceState(null, '', '/settings/billing'));

function billing(fake = createFakeBilling(), as: string | null = 'Ada') {
  fake.known.isAdmin = as === 'Ada';
  const server = createFakeServer([fieldNotes()], as);
  const options = { path: '/settings/billing', hints: { 'ptero-workspace': 'w1' }, billing: fake };
  return { fake, server, ...renderWithTeam(() => <SettingsScreen />, server, options) };
}
const otherOf = (name: string) => {
  const { members, ...first } = fieldNotes();
  return { ...first, id: 'w2', name: 'Other', members: members.filter((one) => one.name === name) };
};
const panel = async () => within(await screen.findByRole('region', { name: 'Plan' }));
const title = async (words: RegExp | string) => (await panel()).findByRole('heading', { level: 2, name: words });
const names = (parts: ReturnType<typeof within>) =>
  [...parts.queryAllByRole('button'), ...parts.queryAllByRole('link')].map(({ textContent }) => textContent?.trim());

describe('Billing and usage, as an admin', () => {
  it('says the plan in words, and offers nothing to pay while it is free', async () => {
    billing();
    await title('Free: 18,240 of 25,000 monthly active users');
    expect(names(await panel())).toEqual(['Add an address']);
  });

  it.each([
    ['a trial', plans.trial, /^Trial: 61,200/, ['Add an address', 'Upgrade']],
    ['a paid plan', plans.active, /^Paid: 61,200 of 75,000/, ['Add an address', 'Manage card', 'Cancel subscription']],
    [
      'a cancelled one',
      plans.cancelling,
      /^Cancelled: 61,200/,
      ['Add an address', 'Resume subscription', 'Manage card'],
    ],
    [
      'a failed payment',
      plans.pastDue,
      /^Payment failed/,
      ['Add an address', 'Manage card', 'Cancel subscription', 'Pay the invoice'],
    ],
    ['read-only', plans.readOnly, /^Read-only: 61,200/, ['Add an address', 'Upgrade']],
  ])('of %s shows what can be done about it', async (_what, make, words, expected) => {
    billing(createFakeBilling(make()));
    await title(words);
    expect(names(await panel())).toEqual(expected);
  });

  it('goes to Checkout once however often it is pressed', async () => {
    const { fake } = billing(createFakeBilling(plans.trial()));
    const upgrade = await (await panel()).findByRole('button', { name: 'Upgrade' });
    fireEvent.click(upgrade);
    fireEvent.click(upgrade);
    await waitFor(() => expect(fake.gone).toEqual(['https://checkout.example.com/c/pay/1']));
    expect(fake.calls.filter((call) => call === 'checkout')).toHaveLength(1);
    expect(upgrade.textContent).toContain('Opening Stripe…');
  });

  it('who had paid before resumes, also when the period is over', async () => {
    const { fake } = billing(createFakeBilling(plans.readOnly(), [invoice()]));
    fireEvent.click(await (await panel()).findByRole('button', { name: 'Resume subscription' }));
    await waitFor(() => expect(fake.gone).toHaveLength(1));
    expect(fake.calls).not.toContain('resume');
  });

  it('an invoice of nothing is no payment before', async () => {
    billing(createFakeBilling(plans.readOnly(), [invoice({ amountCents: 0 })]));
    expect(await (await panel()).findByRole('button', { name: 'Upgrade' })).toBeTruthy();
  });

  it('says what a cancellation does and until when, and cancels only then', async () => {
    const { fake } = billing(createFakeBilling(plans.active()));
    fireEvent.click(await (await panel()).findByRole('button', { name: 'Cancel subscription' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Cancel the subscription?' }));
    expect(dialog.getByText(/^Everything works until .* \d{4}, \d{2}:\d{2}$/)).toBeTruthy();
    expect(dialog.getByText(/Nothing is deleted/)).toBeTruthy();
    expect(fake.calls).not.toContain('cancel');
    fireEvent.click(dialog.getByRole('button', { name: 'Cancel subscription' }));
    await title(/^Cancelled/);
    fireEvent.click(await (await panel()).findByRole('button', { name: 'Resume subscription' }));
    await title(/^Paid/);
  });

  it('a payment service that does not answer is said in the dialog, and nothing is changed', async () => {
    const { fake } = billing(createFakeBilling(plans.active()));
    fireEvent.click(await (await panel()).findByRole('button', { name: 'Cancel subscription' }));
    const dialog = within(await screen.findByRole('dialog'));
    fake.client.cancel = () => Promise.reject(refusal('billing/unreachable'));
    fireEvent.click(dialog.getByRole('button', { name: 'Cancel subscription' }));
    expect((await dialog.findByRole('alert')).textContent).toMatch(/Stripe.*did not answer. Nothing was changed/);
    await title(/^Paid/);
  });

  it('who else gets the bills can be said, and a bad address is refused in place', async () => {
    const { fake } = billing(createFakeBilling(plans.active()));
    fireEvent.click(await (await panel()).findByRole('button', { name: 'Add an address' }));
    const dialog = within(await screen.findByRole('dialog'));
    const field = dialog.getByLabelText('E-mail');
    const { setInvoiceEmail } = fake.client;
    fake.client.setInvoiceEmail = () => Promise.reject(refusal('billing/bad-email'));
    fireEvent.input(field, { target: { value: 'nobody' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Save' }));
    expect((await dialog.findByRole('alert')).textContent).toContain('does not look like an e-mail address');
    fake.client.setInvoiceEmail = setInvoiceEmail;
    fireEvent.input(field, { target: { value: ' books@example.com ' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Save' }));
    await (await panel()).findByText('books@example.com');
  });

  it('lists invoices with what became of them', async () => {
    billing(createFakeBilling(plans.pastDue(), [invoice({ id: 'in_2', status: 'open' }), invoice()]));
    const table = within(await screen.findByRole('region', { name: 'Invoices' }));
    expect(
      table
        .getAllByRole('row')
        .slice(1)
        .map((row) => row.textContent),
    ).toEqual(['Mon 2 Nov 2026$50Not paid yetView', 'Mon 2 Nov 2026$50PaidView']);
  });
});

describe('Billing and usage, otherwise', () => {
  it('a member sees the plan and whom to ask, and no payment', async () => {
    billing(createFakeBilling(plans.trial(), [invoice()]), 'Bob');
    await title('Trial: 61,200 monthly active users');
    expect(screen.getByText(/only admins see and change what is paid: Ada/)).toBeTruthy();
    expect(names(await panel())).toEqual([]);
    expect((await panel()).queryByText('Packs')).toBeNull();
    expect(screen.queryByRole('region', { name: 'Invoices' })).toBeNull();
  });

  it('in this browser by oneself there is nothing to pay', async () => {
    const server = createFakeServer([fieldNotes()]);
    renderWithTeam(() => <SettingsScreen />, server, { path: '/settings/usage', billing: createFakeBilling() });
    await screen.findByText('Nothing to pay in this browser');
    expect(screen.queryByRole('region', { name: 'Plan' })).toBeNull();
  });

  it('a plan that cannot be read is said, and asked for again', async () => {
    const fake = createFakeBilling(plans.active());
    fake.known.refuses = 'backend/unreachable';
    billing(fake);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The server cannot be reached');
    fake.known.refuses = null;
    fireEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    await title(/^Paid/);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('above what is paid for nothing stops, and that is said', async () => {
    billing(createFakeBilling({ ...plans.active(), monthly_users: 80_000 }));
    expect(await (await panel()).findByText(/above what is paid for. Nothing stops/)).toBeTruthy();
  });

  it('free again at a renewal, the subscription stays and can be cancelled', async () => {
    billing(createFakeBilling(plan({ subscribed: true, next_at: inDays(9), period_end: inDays(9) })));
    await (await panel()).findByText(/within the free 25,000, so nothing is charged/);
    expect(names(await panel())).toContain('Cancel subscription');
  });
});

describe('Back from Checkout', () => {
  it('waits for the server’s word, thanks, and does not wait again when loaded again', async () => {
    history.replaceState(null, '', '/settings/billing?checkout=done');
    const { fake } = billing(createFakeBilling(plans.readOnly()));
    await screen.findByRole('progressbar', { name: 'Waiting for the payment' });
    await title(/^Read-only/);
    expect(names(await panel())).not.toContain('Upgrade');
    fake.known.plan = plans.active();
    fake.pass();
    const thanks = (await screen.findByText('Thank you.')).closest<HTMLElement>('.notice');
    expect(screen.queryByRole('progressbar', { name: 'Waiting for the payment' })).toBeNull();
    expect(location.search).toBe('');
    fireEvent.click(within(thanks ?? document.body).getByRole('button', { name: 'Close' }));
    expect(screen.queryByText('Thank you.')).toBeNull();
  });

  it('can be told to stop waiting', async () => {
    history.replaceState(null, '', '/settings/billing?checkout=done');
    const { fake } = billing(createFakeBilling(plans.trial()));
    fireEvent.click(await screen.findByRole('button', { name: 'Stop waiting' }));
    expect([fake.isWaiting(), location.search]).toEqual([false, '']);
    expect(screen.queryByRole('button', { name: 'Stop waiting' })).toBeNull();
  });

  it('goes to the workspace that was paid for, whichever was looked at', async () => {
    history.replaceState(null, '', '/settings/billing?workspace=w1&checkout=done');
    const fake = createFakeBilling(plans.trial());
    const { team } = renderWithTeam(() => <SettingsScreen />, createFakeServer([fieldNotes(), otherOf('Ada')]), {
      path: '/settings/billing',
      hints: { 'ptero-workspace': 'w2' },
      billing: fake,
    });
    await screen.findByRole('progressbar', { name: 'Waiting for the payment' });
    expect([team.workspaces.current()?.id, location.search]).toEqual(['w1', '?checkout=done']);
    fake.known.plan = { ...plans.trial(), subscribed: true };
    fake.pass();
    await screen.findByText('Thank you.');
    expect(location.search).toBe('');
  });

  it('to a workspace of another account waits for nothing, and says so', async () => {
    history.replaceState(null, '', '/settings/billing?workspace=w9&checkout=done');
    const { fake, team } = billing(createFakeBilling(plans.trial()));
    await screen.findByText(/a workspace that this account is not in/);
    await title(/^Trial/);
    expect([fake.isWaiting(), team.workspaces.current()?.id]).toEqual([false, 'w1']);
  });

  it('without that address nothing is waited for', async () => {
    const { fake } = billing(createFakeBilling(plans.trial()));
    await title(/^Trial/);
    expect(fake.isWaiting()).toBe(false);
  });
});
