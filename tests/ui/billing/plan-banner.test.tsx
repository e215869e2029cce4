import { fireEvent, screen, waitFor } from '@solidjs/testing-library';
import { describe, expect, it } from 'vitest';
import type { Plan } from '#core/billing/plan.ts';
import { createFakeBilling, inDays, plan, plans } from '#tests/ui/fakes/billing.ts';
import { createFakeServer, fieldNotes } from '#tests/ui/fakes/team.ts';
import { renderWithTeam } from '#tests/ui/fakes/with-team.tsx';
import { TeamNotices } from '#ui/team/team-notices.tsx';

function banner(shown: Plan, { as = 'Ada', path = '/', hints = {} as Record<string, string> } = {}) {
  const fake = createFakeBilling(shown);
  fake.known.isAdmin = as === 'Ada';
  const server = createFakeServer([fieldNotes()], as);
  const options = { path, hints: { 'ptero-workspace': 'w1', ...hints }, billing: fake };
  return { fake, server, ...renderWithTeam(() => <TeamNotices />, server, options) };
}
const read = async (made: ReturnType<typeof banner>) => {
  await waitFor(() => expect(made.team.billing?.plan()).toBeDefined());
  return made.container.textContent;
};

describe('the banner about the plan', () => {
  it('of a trial says how long it lasts and what then, and can be put away', async () => {
    const made = banner(plans.trial());
    expect(await read(made)).toMatch(/Trial: 5 days left\..*61,200.*\$50 for 30 days, or read-only without a card/);
    expect(screen.getByRole('link', { name: 'Upgrade' }).getAttribute('href')).toBe('/settings/billing');
    fireEvent.click(screen.getByRole('button', { name: /^Close/ }));
    expect(made.container.textContent).toBe('');
    const later = banner(made.fake.known.plan, { hints: { 'ptero-put-away': made.hints.get('ptero-put-away') ?? '' } });
    expect(await read(later)).toBe('');
  });

  it('comes back two days before the end and stays then', async () => {
    const soon = plan({ ...plans.trial(), trial_ends_at: inDays(1.5) });
    const made = banner(soon, { hints: { 'ptero-put-away': `w1/trial/${soon.trial_ends_at}` } });
    expect(await read(made)).toMatch(/Trial: 2 days left/);
    expect(screen.queryByRole('button', { name: /^Close/ })).toBeNull();
  });

  it('of read-only says what works, what does not, and cannot be put away', async () => {
    expect(await read(banner(plans.readOnly()))).toMatch(
      /is read-only\. Every result can be read.*wait until it is paid/,
    );
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByRole('link', { name: 'Billing and usage' })).toBeTruthy();
  });

  it('of a failed payment says the date of the consequences, and leads to the invoice', async () => {
    expect(await read(banner(plans.pastDue()))).toMatch(
      /payment failed.*until \w{3} \d{1,2} \w{3,4} \d{4}, \d{2}:\d{2}/,
    );
    expect(screen.getByRole('link', { name: 'Pay the invoice' }).getAttribute('href')).toBe(
      'https://invoice.example.com/4',
    );
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('of a cancellation says until when all works', async () => {
    expect(await read(banner(plans.cancelling()))).toMatch(/is cancelled\. Everything goes on working until/);
    expect(screen.getByRole('button', { name: /^Close/ })).toBeTruthy();
  });

  it('tells a member whom to ask, and shows them no way to pay', async () => {
    expect(await read(banner(plans.readOnly(), { as: 'Bob' }))).toContain('Ask Ada to pay for it.');
    expect(screen.queryByRole('link')).toBeNull();
  });

  it.each([
    ['a free plan', plan(), '/'],
    ['a paid plan', plans.active(), '/'],
    ['a trial with a card on file', plan({ ...plans.trial(), subscribed: true }), '/'],
    ['any plan on its own page', plans.readOnly(), '/settings/billing'],
  ])('says nothing of %s', async (_what, shown, path) => {
    expect(await read(banner(shown, { path }))).toBe('');
  });
});
