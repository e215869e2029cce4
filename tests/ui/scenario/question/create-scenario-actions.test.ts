import { createRoot } from 'solid-js';
import { expect, it, vi } from 'vitest';
import { createFakeApp } from '#tests/ui/fakes/fake-app.ts';
import { definition } from '#tests/ui/fakes/clients.ts';
import { createScenarioActions } from '#ui/scenario/question/create-scenario-actions.ts';

it('shows an event again wherever it was hidden: in the scenario, under a member’s name, or in the project', async () => {
  const { app } = createRoot(() => createFakeApp());
  await vi.waitFor(() => expect(app.eventNames.listed()).toBeDefined());
  await vi.waitFor(() => expect(app.scenarios.list()).toBeDefined());
  const { id } = await app.scenarios.create(definition('Sign Up', 'Start Plan', { hiddenEvents: ['View Recipe'] }));
  await app.eventNames.merge('Look', ['View Recipe', 'Sign Up']);
  await app.eventNames.hide(['Look']);
  expect(app.scenarios.effective(id)?.hiddenEvents).toEqual(['Look']);
  await createScenarioActions(app, id).unhide('Look');
  expect(app.scenarios.effective(id)?.hiddenEvents).toEqual([]);
});
