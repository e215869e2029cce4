import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { describe, expect, it } from 'vitest';
import type { ProfileOffer } from '#contract/mixpanel.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { OfferedProperty } from '#core/mixpanel/profile-page.ts';
import type { ProfilesState, ProjectProfiles } from '#state/mixpanel/profiles-state.ts';
import type { TeamState } from '#state/team/team-state.ts';
import { renderScreen } from '#tests/ui/fakes/app.tsx';
import { AppContext, useApp } from '#ui/kit/app-context.ts';
import { Profiles } from '#ui/settings/mixpanel/profiles.tsx';
import { TeamContext } from '#ui/team/use-team.ts';

const off: ProjectProfiles = { kind: 'off', chosen: [], stored: null, progress: null, wait: null, error: null };
const stored = { at: Date.now() - 7_200_000, properties: ['Plan'], profiles: 1425, matched: 1400 };
const here: ProjectProfiles = { ...off, kind: 'rest', chosen: ['Plan'], stored };
const property = (name: string, kind: OfferedProperty['kind'], values: string[] = ['a']): OfferedProperty => ({
  name,
  kind,
  carriers: 5,
  values,
});
const offer: ProfileOffer = {
  seen: 10,
  total: 1425,
  properties: [property('$created', 'fixed'), property('Plan', 'changing', ['pro', '']), property('مدينة', 'changing')],
};
const refusal = new PteroError({ code: 'team/refused', message: '', details: { reason: 'mixpanel/rate-limited' } });

interface Options {
  readonly profiles?: ProjectProfiles;
  readonly isAdmin?: boolean;
  readonly isReadOnly?: boolean;
  readonly online?: boolean;
  readonly looks?: readonly (ProfileOffer | PteroError | Promise<ProfileOffer>)[];
}

function show({ profiles = off, isAdmin = true, isReadOnly = false, online = true, looks = [offer] }: Options = {}) {
  const [known, setKnown] = createSignal(profiles);
  const calls: string[] = [];
  const answers = [...looks];
  const state: ProfilesState = {
    of: () => known(),
    async look() {
      const next = answers.length > 1 ? answers.shift()! : answers[0]!;
      if (next instanceof PteroError) throw next;
      return next;
    },
    choose: async (_projectId, properties) => void calls.push(`choose ${properties.join()}`),
    pull: () => void calls.push('pull'),
    stop: () => void calls.push('stop'),
  };
  const team = { profiles: state, billing: { isReadOnly: () => isReadOnly } } as unknown as TeamState;
  renderScreen(() => {
    const Within = () => (
      <AppContext.Provider value={{ ...useApp(), online: () => online, team: () => team }}>
        <TeamContext.Provider value={team}>
          <Profiles projectId="sp1" name="Shop" isAdmin={isAdmin} />
        </TeamContext.Provider>
      </AppContext.Provider>
    );
    return <Within />;
  });
  return { calls, setKnown };
}
const section = () => screen.getByRole('region', { name: 'User profiles of Shop' });
const button = (name: RegExp) => screen.getByRole('button', { name });
const choose = async () => {
  fireEvent.click(button(/^(Choose|Change)/u));
  return screen.findByRole('dialog', { name: 'User profiles of Shop' });
};

describe('user profiles in the settings', () => {
  it('are off by default; a member is told who may choose and offered nothing that is refused', () => {
    show({ isAdmin: false });
    expect(section().textContent).toContain('Not fetched');
    expect(section().textContent).toContain('An admin can choose some');
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('are chosen from a list: what looks fixed first, the rest with the reason why it may mislead', async () => {
    const { calls } = show();
    const dialog = await choose();
    const fixed = await within(dialog).findByRole('group', { name: 'Look as if they never change' });
    const changing = within(dialog).getByRole('group', { name: 'May have changed since' });
    expect(fixed.compareDocumentPosition(changing)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(changing.textContent).toContain(
      'Profiles hold only today’s value: what changes after A (plan, last seen, counts) leaks the answer into the question.',
    );
    expect(changing.textContent).toMatch(/pro, empty text50(\.0)?%/u);
    expect(within(dialog).getByRole('checkbox', { name: 'مدينة' }).nextElementSibling?.tagName).toBe('BDI');
    const fetch = within(dialog).getByRole('button', { name: 'Fetch these' });
    expect(fetch).toHaveProperty('disabled', true);
    for (const name of ['Plan', '$created']) fireEvent.click(within(dialog).getByRole('checkbox', { name }));
    fireEvent.click(fetch);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(calls).toEqual(['choose $created,Plan']);
  });

  it('are found by searching among hundreds, and no more than 50 are chosen', async () => {
    const many = Array.from({ length: 640 }, (_, n) => property(`field ${n}`, 'changing'));
    show({ looks: [{ ...offer, properties: many }] });
    const dialog = await choose();
    expect(await within(dialog).findAllByRole('checkbox')).toHaveLength(200);
    expect(dialog.textContent).toContain('440 further properties');
    const boxes = within(dialog).getAllByRole<HTMLInputElement>('checkbox');
    for (const box of boxes.slice(0, 50)) fireEvent.click(box);
    expect(dialog.textContent).toContain('50 chosen, which is the most');
    expect(boxes[50]?.disabled).toBe(true);
    expect(boxes[0]?.disabled).toBe(false);
    fireEvent.input(within(dialog).getByRole('searchbox'), { target: { value: 'FIELD 63' } });
    expect(within(dialog).getAllByRole('checkbox')).toHaveLength(11);
    fireEvent.input(within(dialog).getByRole('searchbox'), { target: { value: 'nothing' } });
    expect(dialog.textContent).toContain('No property matches.');
  });

  it('show that they are looked at', async () => {
    const never = new Promise<ProfileOffer>(() => undefined);
    show({ looks: [never] });
    expect((await choose()).querySelector('[aria-busy="true"]')).toBeTruthy();
  });

  it('say why looking failed, try again, and say that there are none', async () => {
    show({ looks: [refusal, { seen: 0, total: 0, properties: [] }] });
    const dialog = await choose();
    expect((await within(dialog).findByRole('alert')).textContent).toContain('used up');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Try again' }));
    expect(await within(dialog).findByText('This Mixpanel project has no user profiles.')).toBeTruthy();
  });

  it('keep in the list what was chosen and is not seen any more, and take all away', async () => {
    const { calls } = show({ profiles: { ...here, chosen: ['gone'] } });
    const dialog = await choose();
    const gone = await within(dialog).findByRole<HTMLInputElement>('checkbox', { name: 'gone' });
    expect(gone.checked).toBe(true);
    expect(dialog.textContent).toContain('not seen');
    fireEvent.click(gone);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Take away' }));
    await waitFor(() => expect(calls).toEqual(['choose ']));
  });

  it('say what is here, whose it is and since when; are fetched on demand and taken away', async () => {
    const { calls } = show({ profiles: here });
    expect(section().textContent).toMatch(/Fetched .+: 1,425 profiles, 1,400 of them of users with events here\./u);
    expect(section().textContent).toContain('25 belong to nobody whose events are here, and are not used.');
    expect(section().textContent).toContain('Plan today’s value');
    fireEvent.click(button(/^Fetch the profiles/u));
    fireEvent.click(button(/^Take the profiles/u));
    await waitFor(() => expect(calls).toEqual(['pull', 'choose ']));
  });

  it('say how far they are, what holds them up and until when, and can be stopped', () => {
    const counts = { running: 0, runningLimit: 5, lastHour: 61, lastHourLimit: 60 };
    const wait = { why: 'rate-limit', untilMs: Date.now() + 65_000, counts } as const;
    const { calls } = show({ profiles: { ...here, kind: 'pulling', progress: { profiles: 1000, total: 4000 }, wait } });
    expect(screen.getByRole('progressbar').getAttribute('aria-valuetext')).toBe('1,000 of 4,000 profiles');
    expect(screen.getByRole('status').textContent).toContain('61 queries in the last hour, 60 are allowed');
    expect(screen.getByRole('timer').textContent).toMatch(/^1:0\d$/u);
    fireEvent.click(button(/^Stop/u));
    expect(calls).toEqual(['stop']);
  });

  it('say what went wrong and what to do, and are tried again', () => {
    const error = new PteroError({ code: 'mixpanel/refused', message: '', details: { reason: 'mixpanel/no-right' } });
    const { calls } = show({ profiles: { ...here, kind: 'failed', error } });
    expect(screen.getByRole('alert').textContent).toContain('give it a role in the project');
    fireEvent.click(screen.getByText('Try again'));
    expect(calls).toEqual(['pull']);
  });

  it.each([
    [{ isReadOnly: true }, 'while this workspace is read-only'],
    [{ online: false }, 'There is no network'],
  ])('cannot be fetched with %j, and say so', (how, reason) => {
    const { calls } = show({ profiles: here, ...how });
    const fetch = button(/^Fetch the profiles/u);
    fireEvent.click(fetch);
    fireEvent.click(button(/^Change/u));
    expect(fetch.getAttribute('aria-disabled')).toBe('true');
    expect(document.getElementById(fetch.getAttribute('aria-describedby') ?? '')?.textContent).toContain(reason);
    expect([calls, screen.queryByRole('dialog')]).toEqual([[], null]);
  });
});
