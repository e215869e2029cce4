import { describe, expect, it, vi } from 'vitest';
import type { Plan } from '#core/billing/plan.ts';
import { createFakeBilling, inDays, invoice, plans } from '#tests/ui/fakes/billing.ts';
import { createFakeServer, fieldNotes, refusal } from '#tests/ui/fakes/team.ts';
import { createTeamOver } from '#tests/ui/fakes/with-team.tsx';

async function inFieldNotes(fake = createFakeBilling(plans.active()), hints: Record<string, string> = {}) {
  const server = createFakeServer([fieldNotes()]);
  const loadSignals = vi.fn(async () => undefined);
  const made = createTeamOver(server, { hints: { 'ptero-workspace': 'w1', ...hints }, billing: fake, loadSignals });
  const { billing } = made.team;
  if (!billing) throw new Error('no billing');
  await vi.waitFor(() => expect(billing.plan() ?? billing.error()).toBeTruthy());
  return { server, fake, loadSignals, ...made, billing };
}

describe('the plan', () => {
  it('is read when a workspace is chosen, and not known in this browser by itself', async () => {
    const { billing, team } = await inFieldNotes();
    expect(billing.plan()?.state).toBe('active');
    team.workspaces.choose(null);
    await vi.waitFor(() => expect(billing.plan()).toBeUndefined());
    expect(billing.isReadOnly()).toBe(false);
  });

  it('is read again at news of it, and not at other news', async () => {
    const { billing, fake, server } = await inFieldNotes();
    fake.known.plan = plans.readOnly();
    fake.calls.length = 0;
    server.tellWorkspace('w1', { entity: 'scenarios' });
    expect(fake.calls).toEqual([]);
    server.tellWorkspace('w1', { entity: 'plans', rowId: 'w1' });
    await vi.waitFor(() => expect(billing.isReadOnly()).toBe(true));
  });

  it('is the last seen one without a network, with why it is', async () => {
    const first = await inFieldNotes();
    const cut = createFakeBilling(plans.active());
    cut.known.refuses = 'backend/unreachable';
    const later = createTeamOver(first.server, { hints: { 'ptero-workspace': 'w1' }, billing: cut });
    await vi.waitFor(() => expect(later.team.billing?.error()?.details['reason']).toBe('backend/unreachable'));
    expect(later.team.billing?.plan()?.state).toBe('active');
  });

  it('an answer that was overtaken does not stand', async () => {
    const { billing, fake } = await inFieldNotes();
    let answer = (_plan: Plan) => {};
    vi.spyOn(fake.client, 'plan').mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    const first = billing.refresh();
    fake.known.plan = plans.readOnly();
    await billing.refresh();
    answer(plans.active());
    await first;
    expect(billing.plan()?.state).toBe('read_only');
  });

  it('a failure that was overtaken is not told', async () => {
    const { billing, fake } = await inFieldNotes();
    let fail = (_cause: unknown) => {};
    vi.spyOn(fake.client, 'plan').mockReturnValueOnce(new Promise((_resolve, reject) => (fail = reject)));
    const first = billing.refresh();
    await billing.refresh();
    fail(refusal('backend/unreachable'));
    await first;
    expect(billing.error()).toBeNull();
  });

  it('invoices are read only once they are looked at', async () => {
    const fake = createFakeBilling(plans.active(), [invoice()]);
    const asked = vi.spyOn(fake.client, 'invoices');
    const { billing } = await inFieldNotes(fake);
    expect(asked).not.toHaveBeenCalled();
    expect(billing.invoices()).toBeUndefined();
    await vi.waitFor(() => expect(billing.invoices()).toHaveLength(1));
  });
});

describe('after Checkout', () => {
  it('the server’s word is waited for, not the address that led back', async () => {
    const { billing, fake } = await inFieldNotes(createFakeBilling(plans.readOnly()));
    billing.awaitPayment();
    expect(billing.waiting()).toBe('asking');
    fake.pass();
    await vi.waitFor(() => expect(fake.isWaiting()).toBe(true));
    expect(billing.waiting()).toBe('asking');
    fake.known.plan = plans.active();
    fake.pass();
    await vi.waitFor(() => expect(billing.waiting()).toBe('heard'));
    expect(fake.isWaiting()).toBe(false);
  });

  it('news of the plan end the waiting sooner', async () => {
    const { billing, fake, server } = await inFieldNotes(createFakeBilling(plans.trial()));
    billing.awaitPayment();
    fake.known.plan = { ...plans.trial(), subscribed: true };
    server.tellWorkspace('w1', { entity: 'plans' });
    await vi.waitFor(() => expect(billing.waiting()).toBe('heard'));
  });

  it('what was left unpaid for too long is not the word waited for', async () => {
    const { billing, fake } = await inFieldNotes(createFakeBilling({ ...plans.readOnly(), subscribed: true }));
    billing.awaitPayment();
    fake.pass();
    await vi.waitFor(() => expect(fake.isWaiting()).toBe(true));
    expect(billing.waiting()).toBe('asking');
  });

  it('the word is late after a minute, and asked on; waiting can be stopped', async () => {
    const { billing, fake } = await inFieldNotes(createFakeBilling(plans.readOnly()));
    billing.awaitPayment();
    for (let asked = 0; asked < 30; asked += 1) {
      fake.pass();
      await vi.waitFor(() => expect(fake.isWaiting()).toBe(true));
    }
    expect(billing.waiting()).toBe('late');
    billing.stopWaiting();
    expect([billing.waiting(), fake.isWaiting()]).toEqual([null, false]);
  });

  it('a server that does not answer is asked again', async () => {
    const { billing, fake } = await inFieldNotes(createFakeBilling(plans.readOnly()));
    billing.awaitPayment();
    fake.known.refuses = 'backend/unreachable';
    fake.pass();
    await vi.waitFor(() => expect(billing.error()).not.toBeNull());
    fake.known.refuses = null;
    fake.known.plan = plans.active();
    await vi.waitFor(() => expect(fake.isWaiting()).toBe(true));
    fake.pass();
    await vi.waitFor(() => expect(billing.waiting()).toBe('heard'));
    expect(billing.error()).toBeNull();
  });

  it('another workspace has nothing to wait for', async () => {
    const { billing, fake, team } = await inFieldNotes(createFakeBilling(plans.readOnly()));
    billing.awaitPayment();
    team.workspaces.choose(null);
    await vi.waitFor(() => expect(billing.waiting()).toBeNull());
    expect(fake.isWaiting()).toBe(false);
  });
});

describe('what an admin does', () => {
  it('goes to Stripe’s pages, and says so until the reader is back', async () => {
    const { billing, fake, comeBack } = await inFieldNotes(createFakeBilling(plans.trial()));
    await billing.checkOut();
    expect(fake.gone).toEqual(['https://checkout.example.com/c/pay/1']);
    expect(billing.leaving()).toBe('checkout');
    comeBack();
    expect(billing.leaving()).toBeNull();
  });

  it('reads the plan again where Stripe’s page cannot be had', async () => {
    const { billing, fake } = await inFieldNotes(createFakeBilling(plans.trial()));
    vi.spyOn(fake.client, 'checkout').mockImplementation(async () => {
      fake.known.plan = plans.active();
      throw refusal('billing/already-paying');
    });
    await expect(billing.checkOut()).rejects.toMatchObject({ details: { reason: 'billing/already-paying' } });
    expect([fake.gone, billing.leaving()]).toEqual([[], null]);
    await vi.waitFor(() => expect(billing.plan()?.state).toBe('active'));
  });

  it('cancels and resumes, and sees it at once', async () => {
    const { billing } = await inFieldNotes();
    await billing.cancel();
    expect(billing.plan()?.state).toBe('cancelling');
    await billing.resume();
    expect(billing.plan()?.state).toBe('active');
  });

  it('loads what tells Stripe of fraud once; a browser that blocks it is none the worse', async () => {
    const { billing, loadSignals } = await inFieldNotes();
    expect(loadSignals).not.toHaveBeenCalled();
    loadSignals.mockRejectedValueOnce(new Error('blocked'));
    billing.watchForFraud();
    billing.watchForFraud();
    expect(loadSignals).toHaveBeenCalledOnce();
  });
});

describe('banners', () => {
  it('that were put away are remembered in this browser', async () => {
    const { billing, hints } = await inFieldNotes();
    const key = `w1/trial/${inDays(1)}`;
    billing.putAway(key);
    const later = await inFieldNotes(undefined, { 'ptero-put-away': hints.get('ptero-put-away') ?? '' });
    expect([later.billing.isPutAway(key), later.billing.isPutAway('w1/other')]).toEqual([true, false]);
  });
});
