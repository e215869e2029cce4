import { fireEvent, screen } from '@solidjs/testing-library';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeBilling } from '#tests/ui/fakes/billing.ts';
import { createFakeServer, refusal } from '#tests/ui/fakes/team.ts';
import { renderWithTeam } from '#tests/ui/fakes/with-team.tsx';
import { TeamScreen } from '#ui/team/team-screen.tsx';

beforeEach(() => history.replaceState(null, '', '/'));

function at(hash: string) {
  const billing = createFakeBilling();
  history.replaceState(null, '', `/unsubscribe${hash}`);
  renderWithTeam(() => <TeamScreen />, createFakeServer([], null), { path: '/unsubscribe', billing });
  return billing;
}
const mailed = '#w=w1&e=bills%40example.com&t=ab';
const press = () => fireEvent.click(screen.getByRole('button', { name: 'Stop these mails' }));

describe('the way out of mails', () => {
  it('does nothing before a press, then stops them without an account and takes the link out of the address', async () => {
    const { calls } = at(mailed);
    expect(calls).toEqual([]);
    press();
    expect(await screen.findByRole('heading', { level: 1, name: 'You get no more of these mails' })).toBeTruthy();
    expect(calls).toEqual(['no mails to bills@example.com by ab']);
    expect(location.hash).toBe('');
  });

  it('that does not work any more says so in place', async () => {
    const { client } = at(mailed);
    client.stopMails = () => Promise.reject(refusal('mail/bad-link'));
    press();
    expect((await screen.findByRole('alert')).textContent).toContain('does not work any more');
    expect(location.hash).toBe(mailed);
  });

  it.each(['', '#w=w1', '#w=w1&e=a%40example.com'])('cut to “%s” is not a blank page', (hash) => {
    at(hash);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('This link is not complete');
  });
});
