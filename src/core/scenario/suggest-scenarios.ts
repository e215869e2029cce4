import type { ScenarioColour, ScenarioDefinition } from './definition.ts';
import { type JudgedEvent, judgeEvents, type SuggestionEvent } from './judge-events.ts';
import type { Meaning } from './suggestion-words.ts';

/** A project's catalogue fits. */
export interface SuggestionInput {
  readonly events: readonly SuggestionEvent[];
}

/** A scenario worth asking, and why, in a sentence. */
export interface Suggestion {
  readonly definition: ScenarioDefinition;
  readonly colour: ScenarioColour;
  readonly because: string;
}

const most = 5;
const leastUsers = 100;

const claims: Readonly<Record<Exclude<Meaning, 'start'>, string>> = {
  upgrade: 'looks like an upgrade',
  purchase: 'looks like a purchase',
  'first-success': 'looks like a first success with the product',
  adoption: 'looks like taking up a feature',
  loss: 'looks like losing a customer',
};

const percent = (share: number) => (share < 0.01 ? 'under 1%' : `${Math.round(100 * share)}%`);
const count = (users: number) => users.toLocaleString('en-GB');

function reasonOf(start: JudgedEvent, target: JudgedEvent, claim: string): string {
  const begin = start.meaning !== 'start' && start.first >= 0.3 ? `Most users begin with “${start.name}”. ` : '';
  const wide = start.meaning === 'start' || start.reach >= 0.9;
  const reach = wide
    ? `about ${percent(target.users / start.users)} of those who did “${start.name}” did it`
    : `${count(target.users)} users did it, ${count(start.users)} did “${start.name}”`;
  return `${begin}“${target.name}” ${claim}; ${reach}.`;
}

/** Enough users with and without the target for a ranking to be claimed later. */
const answerable = (start: JudgedEvent, target: JudgedEvent) =>
  target.name !== start.name && target.users >= leastUsers && start.users - target.users >= leastUsers;

/** The event that most begin with: the widest whose name says so, else the one that is first for the most users. */
function findStart(events: readonly JudgedEvent[]): JudgedEvent | null {
  const many = events.filter(({ users }) => users >= 2 * leastUsers);
  const named = many.filter(({ meaning, reach }) => meaning === 'start' && reach >= 0.1);
  const shaped = many.filter(({ meaning, first }) => meaning !== 'loss' && first >= 0.3);
  return named.toSorted((a, b) => b.users - a.users)[0] ?? shaped.toSorted((a, b) => b.first - a.first)[0] ?? null;
}

const shapeClaim = ({ once, last }: JudgedEvent) =>
  `is reached by few${once >= 0.7 ? ', mostly once' : ''}${last >= 0.4 ? ', and often the last thing they do' : ''}`;

/**
 * Propose scenarios that are likely worth asking of a product, with the reason for each.
 *
 * Names decide where they can be read (see `meaningWords`): from a sign-up to an upgrade or a purchase (blue), to
 * taking up a feature (pink), to a loss (red, from the upgrade where there is one). Where they cannot, shape does:
 * from what most users do first to what few do, late and once. Shares are by counts of users, not by their order.
 *
 * @returns at most five, the most promising first, no target twice; none where no pair has 100 users with and without.
 */
export function suggestScenarios({ events }: SuggestionInput): readonly Suggestion[] {
  const judged = judgeEvents(events);
  const start = findStart(judged);
  if (!start) return [];
  const goals = judged
    .filter(({ goal, meaning }) => goal && meaning !== 'start')
    .toSorted((a, b) => b.score - a.score || b.users - a.users || (a.name < b.name ? -1 : 1));
  const made = new Map<string, Suggestion>();
  const offer = (from: JudgedEvent, target: JudgedEvent, colour: ScenarioColour, claim: string) => {
    if (made.size === most || made.has(target.name) || !answerable(from, target)) return;
    const ends = { start: { event: from.name, filters: [] }, target: { event: target.name, filters: [] } };
    const definition = { ...ends, horizonMs: null, hiddenEvents: [], keepOutliers: false };
    made.set(target.name, { definition, colour, because: reasonOf(from, target, claim) });
  };
  const offerFrom = (from: JudgedEvent, meaning: Exclude<Meaning, 'start'>, colour: ScenarioColour, limit: number) => {
    const fitting = goals.filter(
      (event) => event.meaning === meaning && !made.has(event.name) && answerable(from, event),
    );
    for (const target of fitting.slice(0, limit)) offer(from, target, colour, claims[meaning]);
  };

  const payments = goals
    .filter(({ meaning }) => meaning === 'upgrade' || meaning === 'purchase')
    .filter((event) => answerable(start, event));
  const [money] = payments;
  if (money) offer(start, money, 'blue', claims[money.meaning as 'upgrade' | 'purchase']);
  if (money) offerFrom(money, 'loss', 'red', 1);
  offerFrom(start, 'loss', 'red', made.size < 2 ? 2 : 1);
  offerFrom(start, 'first-success', 'blue', money ? 1 : 3);

  const early = goals.filter(
    ({ meaning, reach }) => (meaning === 'adoption' || meaning === 'first-success') && reach >= 0.4,
  );
  const [habit] = early.toSorted((a, b) => b.users - a.users);
  const [next] = goals.filter(
    (event) => habit && answerable(habit, event) && event.things.some((thing) => habit.things.includes(thing)),
  );
  if (habit && next && !money) offer(habit, next, 'pink', `is a next step after “${habit.name}”`);
  offerFrom(start, 'adoption', 'pink', 2);

  // Two that as many users have are mostly one thing said twice, such as a plan and its first invoice.
  const another = payments.find(({ users }) => Math.abs(users - money!.users) > 0.05 * money!.users);
  if (another) offer(start, another, 'blue', claims[another.meaning as 'upgrade' | 'purchase']);

  if (made.size < 2) {
    const rare = goals.filter(({ meaning, reach }) => meaning === null && reach >= 0.02 && reach <= 0.4);
    for (const target of rare.toSorted((a, b) => b.once + b.last - a.once - a.last).slice(0, 3)) {
      offer(start, target, 'blue', shapeClaim(target));
    }
  }
  return [...made.values()];
}
