import { screen } from '@solidjs/testing-library';
import { describe, expect, it, vi } from 'vitest';
import { OpenLinkScreen } from '#app/open-link-screen.tsx';
import { encodeShareLink } from '#core/scenario/share-link.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';
import { renderScreen } from '#tests/ui/fakes/app.tsx';
import { definition } from '#tests/ui/fakes/clients.ts';

const address = vi.hoisted(() => ({ search: '' }));
vi.mock('@solidjs/router', () => ({ useLocation: () => address }));

function open(asked: ScenarioDefinition) {
  const link = encodeShareLink(asked, 'Recipe app');
  address.search = link.slice(link.indexOf('?'));
  return renderScreen(() => <OpenLinkScreen />);
}

describe('a shared link', () => {
  it('opens its scenario and answers it', async () => {
    const { went, analysis } = open(definition('Sign Up', 'Start Plan'));
    await vi.waitFor(() => expect(went).toEqual(['/scenario/s1']));
    expect(analysis.runs).toHaveLength(1);
  });

  it.each([
    ['the same ends', definition('Sign Up', 'Sign Up'), 'Start and target are the same.'],
    ['a horizon that is not offered', definition('Sign Up', 'Start Plan', { horizonMs: 7_000 }), 'these horizons'],
    [
      'a condition that makes no sense',
      {
        ...definition('Sign Up', 'Start Plan'),
        target: { event: 'Start Plan', filters: [{ property: 'seats', operator: 'greater', values: ['many'] }] },
      } as const,
      'Give a number to compare “seats” with.',
    ],
  ])('with %s says what is wrong and makes nothing', async (_, asked, words) => {
    const { app, went } = open(asked);
    expect((await screen.findByRole('alert')).textContent).toContain(words);
    await vi.waitFor(() => expect(app.projects.catalogue()).toBeDefined());
    expect(app.scenarios.list()).toEqual([]);
    expect(went).toEqual([]);
  });

  it('brings its merged events along, and opens the same scenario where they are merged already', async () => {
    const mergedEvents = [{ name: 'Joined', events: ['Sign Up', 'signup'] }];
    const asked = definition('Joined', 'Start Plan', { mergedEvents });
    const { went, analysis, app } = open(asked);
    await vi.waitFor(() => expect(went).toEqual(['/scenario/s1']));
    expect(analysis.runs[0]?.arguments.definition).toEqual(asked);
    await app.eventNames.hide(['View Recipe']);
    expect(app.scenarios.effective('s1')).toEqual({ ...asked, hiddenEvents: ['View Recipe'] });
  });

  it('to an event that is not there names it', async () => {
    open(definition('Sign Up', 'Fly'));
    expect((await screen.findByText(/There is no event “Fly” in Recipe app/u)).getAttribute('role')).toBe('alert');
  });
});
