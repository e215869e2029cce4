import { eventWords, hasPhrase } from './event-words.ts';
import { type Meaning, meaningWords, notAGoal, passive, smallThings } from './suggestion-words.ts';

/** What is known of an event by counting alone. */
export interface SuggestionEvent {
  readonly name: string;
  readonly count: number;
  readonly users: number;
  /** Users whose very first or very last event (ties included) it is. */
  readonly firstForUsers: number;
  readonly lastForUsers: number;
  readonly firstTimeMs: number;
  readonly lastTimeMs: number;
  /** Mixpanel's own bookkeeping; never proposed. */
  readonly bookkeeping: boolean;
}

/** An event with what its name and its counts say about it. */
export interface JudgedEvent extends SuggestionEvent {
  readonly meaning: Meaning | null;
  /** The words of its name that tell no meaning: "page" of "Page Added". */
  readonly things: readonly string[];
  /** False for looks, attempts, failures, and what a tracking library sends itself (`$…`, `mp_…`). */
  readonly goal: boolean;
  /** Share of all users who did it, and for whom it came first. */
  readonly reach: number;
  readonly first: number;
  /** How well it fits its meaning; comparable between events that are offered for the same reason. */
  readonly score: number;
  /** Users a count (1: nobody twice), and the share of its users for whom nothing came after it. */
  readonly once: number;
  readonly last: number;
}

const hasAny = (words: readonly string[], phrases: readonly string[]) =>
  phrases.some((phrase) => hasPhrase(words, phrase));

/** The meaning of a name, and how far down the list of its language the telling phrase stands. */
function meaningOf(words: readonly string[]): { meaning: Meaning | null; place: number } {
  for (const { meaning, phrases } of meaningWords) {
    const places = phrases
      .map((language) => language.findIndex((phrase) => hasPhrase(words, phrase)))
      .filter((place) => place >= 0);
    if (places.length === 0) continue;
    if (meaning === 'loss' && hasAny(words, smallThings)) break;
    return { meaning, place: Math.min(...places) };
  }
  return { meaning: null, place: 0 };
}

/** Best where some do it and many do not: one at a reach of 0.3, falling to either side. */
const balance = (reach: number) => Math.exp(-Math.abs(Math.log(reach / 0.3)) / 3);

/** Read the names and the counts of a project's events. Bookkeeping is left out. */
export function judgeEvents(events: readonly SuggestionEvent[]): JudgedEvent[] {
  const kept = events.filter(({ bookkeeping, users }) => !bookkeeping && users > 0);
  // Ties make several events the first of one user, so the sum of first events may overstate the users.
  const firsts = kept.reduce((sum, { firstForUsers }) => sum + firstForUsers, 0);
  const widest = Math.max(0, ...kept.map(({ users }) => users));
  const population = Math.max(widest, Math.min(firsts, 1.5 * widest));
  return kept.map((event) => {
    const words = eventWords(event.name);
    const { meaning, place } = meaningOf(words);
    const reach = event.users / population;
    const idle = hasAny(words, notAGoal) || (meaning !== 'purchase' && hasAny(words, passive));
    return {
      ...event,
      meaning,
      things: words.filter((word) => meaningOf([word]).meaning === null),
      goal: !idle && !/^(\$|mp_)/.test(event.name),
      reach,
      first: event.firstForUsers / population,
      score: balance(reach) - 0.05 * Math.min(place, 7) + (meaning === 'upgrade' ? 0.5 : 0),
      once: event.users / event.count,
      last: event.lastForUsers / event.users,
    };
  });
}
