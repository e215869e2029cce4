import { describe, expect, it } from 'vitest';
import { must, needs, serviceClient } from '../context.ts';
import { json } from '../documents.ts';
import { apply, count, daily, day, facts, hour, iso, snapshot, teamWith, today } from './stories.ts';

describe('a word from Stripe', needs('database', 'accounts'), () => {
  it('counts once, never for another customer, and never over a newer one', async () => {
    const team = await teamWith(90_000, today - 20 * day);
    const start = today - 10 * day;
    const receive = (event: string, word: object) =>
      serviceClient().rpc('billing_receive', {
        event_id: event,
        event_created: iso(start),
        workspace_id: team.id,
        snapshot: json(word),
        at: iso(today),
      });
    const active = snapshot(team, start + hour, start, start + 30 * day);
    const event = `evt_${team.id}`;
    expect(await must(receive(event, active))).toMatchObject({ applied: true, state: 'trialing' });
    expect(await must(receive(event, { ...active, status: 'canceled', read_at: iso(today) }))).toMatchObject({
      applied: false,
    });
    expect((await receive(`${event}_2`, { ...active, customer_id: 'cus_of_others' })).error?.hint).toBe(
      'billing/other-customer',
    );
    expect((await receive(`${event}_2`, { ...active, status: 'nonsense' })).error?.hint).toBe('billing/malformed');
    await must(receive(`${event}_2`, { ...active, packs: 9, read_at: iso(start) }));
    expect(await facts(team, today)).toMatchObject({ subscription_status: 'active', next_packs: 3 });
  });
});

describe('mails about the amount due and about usage', needs('database', 'accounts'), () => {
  it('come once, though Stripe ends the trial in whole seconds and we in parts of one', async () => {
    const began = today - 8 * day + 300;
    const team = await teamWith(90_000, began);
    await daily(began, team.id);
    const ends = began + 7 * day;
    const stripeEnds = Math.ceil(ends / 1_000) * 1_000;
    const trial = snapshot(team, began + hour, began + hour, stripeEnds, {
      status: 'trialing',
      trial_end: iso(stripeEnds),
    });
    await apply(team, began + hour, trial);
    expect((await daily(ends - 2 * day, team.id)).kinds).toEqual(['amount_due']);
    expect((await daily(ends - 1, team.id)).kinds).toEqual([]);
    expect((await daily(ends + 200, team.id)).kinds).toEqual([]);
    expect((await daily(stripeEnds - 1, team.id)).kinds).toEqual([]);
  });
});

describe('an invoice', needs('database', 'accounts'), () => {
  it('that is paid after it was made is told at once, and to members as no more than news of the plan', async () => {
    const team = await teamWith(90_000, today - 20 * day);
    const start = today - 10 * day;
    const open = { id: `in_${team.id}`, status: 'open', amount_cents: 7_500, due_at: iso(start), hosted_url: null };
    const word = snapshot(team, start + hour, start, start + 30 * day, { latest_invoice: open });
    await apply(team, start + hour, word);
    const news = async () =>
      must(
        team.member.client
          .from('changes')
          .select('id, entity, row_id')
          .eq('workspace_id', team.id)
          .eq('entity', 'plans')
          .order('id'),
      );
    const before = await news();
    await apply(team, start + 2 * hour, { ...word, read_at: iso(start + 2 * hour) });
    expect(await news()).toEqual(before);
    const paid = { ...word, latest_invoice: { ...open, status: 'paid' }, read_at: iso(start + 3 * hour) };
    await apply(team, start + 3 * hour, paid);
    const after = await news();
    expect(after.slice(0, -1)).toEqual(before);
    expect(after.at(-1)).toMatchObject({ entity: 'plans', row_id: team.id });
  });
});

describe('alerts', needs('database', 'accounts'), () => {
  it('come once a crossing and period; several on one day are one mail; who said no gets none', async () => {
    const began = today - 20 * day;
    const team = await teamWith(20_000, began);
    expect((await daily(began, team.id)).kinds).toEqual([]);
    await count(team.id, 22_000, began + day);
    expect((await daily(began + day, team.id)).mails.map(({ data }) => data['crossed'])).toEqual([[85]]);
    expect((await daily(began + day + hour, team.id)).kinds).toEqual([]);
    await count(team.id, 20_000, began + 2 * day);
    await daily(began + 2 * day, team.id);
    await serviceClient().rpc('billing_unsubscribe', {
      workspace_id: team.id,
      email: team.admin.email,
      at: iso(began),
    });
    await count(team.id, 24_000, began + 3 * day);
    expect((await daily(began + 3 * day, team.id)).kinds).toEqual([]);
    await count(team.id, 51_000, began + 4 * day);
    const many = await daily(began + 4 * day, team.id);
    expect(many.mails.map(({ kind, to, data }) => [kind, to, data['crossed'] ?? null]).toSorted()).toEqual([
      ['trial_began', [], null],
      ['usage_alert', [], [100, 110, 120, 200]],
    ]);
    expect((await daily(began + 9.5 * day, team.id)).mails.map(({ kind, to }) => [kind, to])).toEqual([
      ['trial_two_days_left', []],
    ]);
  });
});
