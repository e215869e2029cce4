import { scenarioTitle } from '../scenario/scenario-title.ts';
import type { Overruling } from './settle-change.ts';
import type { SharedDeed } from './shared-change.ts';

/** “Your new name …”: what a person did, as the subject of a sentence. */
function deedWords(deed: SharedDeed): string {
  switch (deed.kind) {
    case 'create':
      return 'Making it';
    case 'rename':
      return deed.name === null ? 'Taking its name away' : `Your new name “${deed.name}”`;
    case 'colour':
      return `Your colour ${deed.colour}`;
    case 'redefine':
      return 'Your new question';
    case 'pin':
      return deed.pinned ? 'Your pin' : 'Unpinning it';
    case 'answer':
      return 'Your new answer';
    case 'delete':
      return 'Your deletion';
  }
}

/** What stood there before, where words can show it. */
function formerWords({ change: { deed }, found }: Overruling): string {
  if (!found) return 'what was there';
  if (deed.kind === 'rename') return found.name === null ? 'having no name' : `“${found.name}”`;
  if (deed.kind === 'colour') return found.colour;
  return scenarioTitle(found.definition);
}

/**
 * What came of a change made without a network, in a sentence or two for its maker.
 *
 * @param nameOf - a person's name; null when unknown.
 */
export function overrulingWords(told: Overruling, nameOf: (userId: string) => string | null): string {
  const { change, kind, by } = told;
  const who = (by !== null && nameOf(by)) || 'A teammate';
  const deed = deedWords(change.deed);
  if (kind === 'deleted')
    return `${change.title} was deleted by a teammate meanwhile. ${deed} came to nothing: deletions win.`;
  if (kind === 'refused')
    return `${change.title}: ${deed.charAt(0).toLowerCase()}${deed.slice(1)} was refused by the server and is undone here.`;
  return `${who} had changed ${change.title} meanwhile. ${deed} came later and stands instead of ${formerWords(told)}.`;
}
