import { describe, expect, it } from 'vitest';
import { createBillingClient } from '#data/backend/billing-client.ts';
import type { Backend } from '#data/backend/supabase-client.ts';

type Answer = { readonly data: unknown; readonly error: unknown };
const ok = (data: unknown): Answer => ({ data, error: null });

/** The backend's client, as far as billing uses it. */
function backend(answers: { readonly invoke?: Answer; readonly rpc?: Answer; readonly rows?: Answer }) {
  const asked: unknown[] = [];
  const query = {
    select: () => query,
    eq: () => query,
    neq: () => query,
    order: () => query,
    limit: async () => answers.rows,
  };
  const fake = {
    functions: {
      invoke: async (name: string, options: unknown) => {
        asked.push([name, options]);
        return answers.invoke;
      },
    },
    rpc: async (name: string, args: unknown) => {
      asked.push([name, args]);
      return answers.rpc;
    },
    from: () => query,
  };
  return { client: createBillingClient(fake as unknown as Backend), asked };
}
const reason = { code: 'team/refused' } as const;
const refusedBy = (hint: string, status: number) => ({
  data: null,
  error: { name: 'FunctionsHttpError', context: Response.json({ hint }, { status }) },
});

describe('billing on the server', () => {
  it('is asked about one workspace, and answers the page of Stripe', async () => {
    const { client, asked } = backend({ invoke: ok({ url: 'https://checkout.example.com/1' }) });
    expect(await client.checkout('w1')).toBe('https://checkout.example.com/1');
    expect(asked).toEqual([['billing-checkout', { body: { workspace_id: 'w1' } }]]);
  });

  it('stops mails by what stood in the mailed link', async () => {
    const { client, asked } = backend({ invoke: ok({}) });
    await client.stopMails({ workspaceId: 'w1', email: 'ada+bills@example.com', token: 'ab' });
    expect(asked).toEqual([['mail-stop?w=w1&e=ada%2Bbills%40example.com&t=ab', { body: {} }]]);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '', undefined])('%s is no page to go to', async (url) => {
    const { client } = backend({ invoke: ok({ url }) });
    await expect(client.portal('w1')).rejects.toMatchObject({ ...reason, details: { reason: 'backend/failed' } });
  });

  it('a script’s address in an invoice or a plan is left out', async () => {
    const row = { id: 'in_1', status: 'open', amount_cents: 7500, due_at: '2026-11-02T00:00:00Z' };
    const { client } = backend({
      rows: ok([{ ...row, hosted_url: 'javascript:alert(1)' }]),
      rpc: ok({ state: 'active', open_invoice_url: 'javascript:alert(1)' }),
    });
    expect(await client.invoices('w1')).toEqual([
      { id: 'in_1', status: 'open', amountCents: 7500, dueAt: Date.UTC(2026, 10, 2), url: null },
    ]);
    expect((await client.plan('w1')).open_invoice_url).toBeNull();
  });

  it.each([
    ['billing/admins-only', 403],
    ['billing/already-paying', 409],
    ['billing/invoice-open', 409],
    ['billing/no-subscription', 409],
    ['billing/nothing-to-pay', 409],
    ['billing/unreachable', 502],
    ['mail/bad-link', 403],
  ])('a function that refuses with %s is known by it', async (hint, status) => {
    const { client } = backend({ invoke: refusedBy(hint, status) });
    await expect(client.cancel('w1')).rejects.toMatchObject({ ...reason, details: { reason: hint } });
  });

  it('a function that cannot be reached is the server that cannot be', async () => {
    const error = { name: 'FunctionsFetchError', message: 'Failed to send a request to the Edge Function' };
    const { client } = backend({ invoke: { data: null, error } });
    await expect(client.resume('w1')).rejects.toMatchObject({ details: { reason: 'backend/unreachable' } });
  });
});
