import { fc } from '@fast-check/vitest';
import { compactChanges, queueChange } from '#core/sharing/compact-changes.ts';
import { type Overruling, settleChange } from '#core/sharing/settle-change.ts';
import { applyDeed, type SharedChange, type SharedDeed, withChanges } from '#core/sharing/shared-change.ts';
import type { SharedScenario } from '#core/sharing/shared-scenario.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';

export const question = (start: string): ScenarioDefinition => ({
  start: { event: start, filters: [] },
  target: { event: 'B', filters: [] },
  horizonMs: null,
  hiddenEvents: [],
  keepOutliers: false,
});

export const shared = (id: string, more: Partial<SharedScenario> = {}): SharedScenario => ({
  id,
  projectId: 'p',
  name: null,
  definition: question('A'),
  colour: 'blue',
  suggestedBecause: null,
  createdBy: 'ada',
  createdAt: 1,
  updatedBy: 'ada',
  updatedAt: 1,
  pin: null,
  answer: null,
  ...more,
});

/** The workspace on the server, which alone has a clock. */
export interface Server {
  scenarios: Map<string, SharedScenario>;
  readonly deleted: Set<string>;
  clock: number;
  writes: number;
}

export const serverOf = (ids: readonly string[]): Server => ({
  scenarios: new Map(ids.map((id) => [id, shared(id)])),
  deleted: new Set(),
  clock: 1,
  writes: 0,
});

export interface Person {
  readonly id: string;
  online: boolean;
  seen: readonly SharedScenario[];
  queue: readonly SharedChange[];
  readonly told: Overruling[];
  counter: number;
}

export const personOf = (id: string, server: Server): Person => ({
  id,
  online: true,
  seen: [...server.scenarios.values()],
  queue: [],
  told: [],
  counter: 0,
});

export const shownTo = (person: Person): readonly SharedScenario[] =>
  withChanges(person.seen, person.queue, person.id, 0);

export function look(person: Person, server: Server): void {
  person.seen = [...server.scenarios.values()];
}

/** Sends what waits, in order, each against the newest state. */
export function replay(person: Person, server: Server, queue = person.queue): void {
  for (const { change } of compactChanges(queue).send) {
    const found = server.scenarios.get(change.scenarioId);
    const settled = settleChange(found, server.deleted.has(change.scenarioId), change, person.id);
    if (settled.told) person.told.push(settled.told);
    if (!settled.isSent) continue;
    server.writes += 1;
    server.clock += 1;
    const after = applyDeed(found, change.deed, person.id, server.clock);
    if (after) {
      server.scenarios.set(change.scenarioId, after);
      server.deleted.delete(change.scenarioId);
    } else if (server.scenarios.delete(change.scenarioId)) server.deleted.add(change.scenarioId);
  }
  person.queue = [];
  look(person, server);
}

export type Act =
  | { readonly kind: 'leave' }
  | { readonly kind: 'return' }
  | { readonly kind: 'rename'; readonly name: string | null; readonly which: number }
  | { readonly kind: 'colour'; readonly colour: 'red' | 'pink' | 'blue'; readonly which: number }
  | { readonly kind: 'redefine'; readonly start: string; readonly which: number }
  | { readonly kind: 'pin'; readonly which: number }
  | { readonly kind: 'delete'; readonly which: number }
  | { readonly kind: 'undo' }
  | { readonly kind: 'create' };

const which = fc.nat({ max: 3 });
export const acts: fc.Arbitrary<readonly { readonly who: 0 | 1; readonly act: Act }[]> = fc.array(
  fc.record({
    who: fc.constantFrom<0 | 1>(0, 1),
    act: fc.oneof<fc.Arbitrary<Act>[]>(
      fc.constantFrom<Act>({ kind: 'leave' }, { kind: 'leave' }, { kind: 'return' }),
      fc.record({ kind: fc.constant('rename'), name: fc.constantFrom('x', 'y', null), which }),
      fc.record({ kind: fc.constant('colour'), colour: fc.constantFrom('red', 'pink', 'blue'), which }),
      fc.record({ kind: fc.constant('redefine'), start: fc.constantFrom('A', 'C'), which }),
      fc.record({ kind: fc.constant('pin'), which }),
      fc.record({ kind: fc.constant('delete'), which }),
      fc.constant({ kind: 'undo' }),
      fc.constant({ kind: 'create' }),
    ),
  }),
  { maxLength: 40, size: 'max' },
);

/** The deed that an act is for a person who sees these scenarios; null when there is nothing to do it to. */
function deedOf(person: Person, act: Act): { readonly id: string; readonly deed: SharedDeed } | null {
  if (act.kind === 'create') {
    const id = `${person.id}-${person.counter}`;
    const { projectId, name, definition, colour, suggestedBecause } = shared(id);
    const scenario = { id, projectId, name, definition, colour, suggestedBecause };
    return { id, deed: { kind: 'create', scenario, restores: false } };
  }
  const shown = shownTo(person);
  if (act.kind === 'leave' || act.kind === 'return' || act.kind === 'undo' || shown.length === 0) return null;
  const found = shown[act.which % shown.length];
  if (!found) return null;
  const deeds: Readonly<Record<typeof act.kind, () => SharedDeed>> = {
    rename: () => ({ kind: 'rename', name: act.kind === 'rename' ? act.name : null, before: found.name }),
    colour: () => ({ kind: 'colour', colour: act.kind === 'colour' ? act.colour : 'blue', before: found.colour }),
    redefine: () => ({
      kind: 'redefine',
      definition: question(act.kind === 'redefine' ? act.start : 'A'),
      before: found.definition,
    }),
    pin: () => ({ kind: 'pin', pinned: found.pin === null, before: found.pin !== null }),
    delete: () => ({ kind: 'delete' }),
  };
  return { id: found.id, deed: deeds[act.kind]() };
}

/** One person does one thing; those with a network see and send at once. */
export function perform(people: readonly Person[], server: Server, who: 0 | 1, act: Act): void {
  const person = people[who];
  if (!person) return;
  if (act.kind === 'leave') person.online = false;
  if (act.kind === 'return') person.online = true;
  const lastDeleted = person.queue.findLast(({ deed }) => deed.kind === 'delete')?.scenarioId;
  const undone = act.kind === 'undo' && lastDeleted !== undefined && person.seen.find(({ id }) => id === lastDeleted);
  const made = undone
    ? { id: undone.id, deed: { kind: 'create' as const, scenario: undone, restores: true } }
    : deedOf(person, act);
  if (made) {
    person.counter += 1;
    const id = `${person.id}/${person.counter}`;
    const change = { id, scenarioId: made.id, title: made.id, deed: made.deed, tried: false };
    person.queue = queueChange(person.queue, change);
  }
  if (person.online) replay(person, server);
  for (const other of people) if (other.online) look(other, server);
}
