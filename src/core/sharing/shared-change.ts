import type { ScenarioColour, ScenarioDefinition } from '../scenario/definition.ts';
import type { SharedScenario } from './shared-scenario.ts';

/** What a person sends of a scenario that is new to the workspace. */
export type NewSharedScenario = Pick<
  SharedScenario,
  'id' | 'projectId' | 'name' | 'definition' | 'colour' | 'suggestedBecause'
>;

/** What was done. `before` is what the person saw when doing it. */
export type SharedDeed =
  | { readonly kind: 'create'; readonly scenario: NewSharedScenario; readonly restores: boolean }
  | { readonly kind: 'rename'; readonly name: string | null; readonly before: string | null }
  | { readonly kind: 'colour'; readonly colour: ScenarioColour; readonly before: ScenarioColour }
  | { readonly kind: 'redefine'; readonly definition: ScenarioDefinition; readonly before: ScenarioDefinition }
  | { readonly kind: 'pin'; readonly pinned: boolean; readonly before: boolean }
  /** An answer was worked out; the document itself is kept beside the queue. */
  | { readonly kind: 'answer'; readonly computedAt: number }
  | { readonly kind: 'delete' };

/** A change of a workspace's scenario that waits in this browser until the server has it. */
export interface SharedChange {
  readonly id: string;
  readonly scenarioId: string;
  /** How the scenario was called, for telling of it later. */
  readonly title: string;
  readonly deed: SharedDeed;
  /** It was sent once without an answer, so the server may have it already. */
  readonly tried: boolean;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Whether the scenario already is as the deed wants it. */
export function isDone(found: SharedScenario | undefined, deed: SharedDeed): boolean {
  switch (deed.kind) {
    case 'create':
      return found !== undefined;
    case 'delete':
      return found === undefined;
    case 'rename':
      return found?.name === deed.name;
    case 'colour':
      return found?.colour === deed.colour;
    case 'redefine':
      return found !== undefined && same(found.definition, deed.definition);
    case 'pin':
      return found !== undefined && (found.pin !== null) === deed.pinned;
    case 'answer':
      // A newer answer is not replaced by an older one that had to wait.
      return (found?.answer?.summary.computedAt ?? Number.NEGATIVE_INFINITY) >= deed.computedAt;
  }
}

/** Whether somebody changed the same thing between the deed and now. */
export function isOvertaken(found: SharedScenario, deed: SharedDeed): boolean {
  switch (deed.kind) {
    case 'rename':
      return found.name !== deed.before;
    case 'colour':
      return found.colour !== deed.before;
    case 'redefine':
      return !same(found.definition, deed.before);
    default:
      return false;
  }
}

/**
 * The scenario after a deed, as the server does it: the one that comes last stands; nothing changes what is deleted, and
 * making what is there changes nothing.
 *
 * @returns undefined when there is no such scenario afterwards.
 */
export function applyDeed(
  found: SharedScenario | undefined,
  deed: SharedDeed,
  who: string,
  at: number,
): SharedScenario | undefined {
  if (deed.kind === 'create') {
    const made = { createdBy: who, createdAt: at, updatedBy: who, updatedAt: at, pin: null, answer: null };
    return found ?? { ...deed.scenario, ...made };
  }
  if (!found || deed.kind === 'delete') return undefined;
  if (deed.kind === 'pin') {
    if (isDone(found, deed)) return found;
    return { ...found, pin: deed.pinned ? { by: who, at } : null };
  }
  // Its summary is the server's to make.
  if (deed.kind === 'answer') return found;
  const signed = { updatedBy: who, updatedAt: at };
  if (deed.kind === 'rename') return { ...found, ...signed, name: deed.name };
  if (deed.kind === 'colour') return { ...found, ...signed, colour: deed.colour };
  return { ...found, ...signed, definition: deed.definition };
}

/** The scenarios with the changes that wait, in their order. Cost: O(scenarios + changes). */
export function withChanges(
  scenarios: readonly SharedScenario[],
  changes: readonly SharedChange[],
  who: string,
  now: number,
): readonly SharedScenario[] {
  if (changes.length === 0) return scenarios;
  const byId = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
  for (const { scenarioId, deed } of changes) {
    const after = applyDeed(byId.get(scenarioId), deed, who, now);
    if (after) byId.set(scenarioId, after);
    else byId.delete(scenarioId);
  }
  return [...byId.values()];
}
