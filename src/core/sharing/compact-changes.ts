import type { NewSharedScenario, SharedChange, SharedDeed } from './shared-change.ts';

/** One thing to send, and the waiting changes that are done with it. */
export interface CompactChange {
  readonly change: SharedChange;
  readonly covers: readonly string[];
}

export interface CompactQueue {
  readonly send: readonly CompactChange[];
  /** Changes that came to nothing among themselves. */
  readonly spent: readonly string[];
}

/** The queue with one more change. Putting back what was deleted here, and not yet on the server, takes the deletion out. */
export function queueChange(queue: readonly SharedChange[], change: SharedChange): readonly SharedChange[] {
  const { deed } = change;
  if (deed.kind === 'create' && deed.restores) {
    const last = queue.findLast((one) => one.scenarioId === change.scenarioId);
    if (last?.deed.kind === 'delete' && !last.tried) return queue.filter((one) => one !== last);
  }
  return [...queue, change];
}

/**
 * What is left to send of a queue: of each scenario the last word on each thing, nothing that ended as it began, nothing
 * before a deletion. What was sent before without an answer is sent again as it was.
 *
 * @returns in the order in which scenarios were first touched; a scenario is made before it is changed.
 */
export function compactChanges(queue: readonly SharedChange[]): CompactQueue {
  const groups = new Map<string, SharedChange[]>();
  for (const change of queue) groups.set(change.scenarioId, [...(groups.get(change.scenarioId) ?? []), change]);
  const parts = [...groups.values()].map(compactScenario);
  return { send: parts.flatMap(({ send }) => send), spent: parts.flatMap(({ spent }) => spent) };
}

function compactScenario(changes: readonly SharedChange[]): CompactQueue {
  const madeAt = changes.findIndex(({ deed }) => deed.kind === 'create');
  if (madeAt > 0 || changes.some(({ tried }) => tried))
    return { send: changes.map((change) => ({ change, covers: [change.id] })), spent: [] };

  const ids = changes.map(({ id }) => id);
  const deletion = changes.find(({ deed }) => deed.kind === 'delete');
  if (deletion)
    return madeAt === 0 ? { send: [], spent: ids } : { send: [{ change: deletion, covers: ids }], spent: [] };

  const [make] = changes;
  if (make?.deed.kind !== 'create') return compactFields(changes);
  const apart = changes.filter(({ deed }) => deed.kind === 'pin' || deed.kind === 'answer');
  const reshaped = changes.filter((change) => change !== make && !apart.includes(change));
  const scenario = reshaped.reduce((made, { deed }) => reshape(made, deed), make.deed.scenario);
  const made = {
    change: { ...make, deed: { ...make.deed, scenario } },
    covers: [make, ...reshaped].map(({ id }) => id),
  };
  const rest = compactFields(apart);
  return { send: [made, ...rest.send], spent: rest.spent };
}

const reshape = (scenario: NewSharedScenario, deed: SharedDeed): NewSharedScenario => {
  if (deed.kind === 'rename') return { ...scenario, name: deed.name };
  if (deed.kind === 'colour') return { ...scenario, colour: deed.colour };
  return deed.kind === 'redefine' ? { ...scenario, definition: deed.definition } : scenario;
};

/** Of each kind the last value, against what there was before the first. */
function compactFields(changes: readonly SharedChange[]): CompactQueue {
  const send: CompactChange[] = [];
  const spent: string[] = [];
  for (const kind of ['rename', 'colour', 'redefine', 'pin', 'answer'] as const) {
    const own = changes.filter(({ deed }) => deed.kind === kind);
    const [first, last] = [own[0], own.at(-1)];
    if (!first || !last) continue;
    const covers = own.map(({ id }) => id);
    const deed = sinceThen(first.deed, last.deed);
    if (endsAsItBegan(deed)) spent.push(...covers);
    else send.push({ change: { ...last, deed }, covers });
  }
  return { send, spent };
}

function sinceThen(first: SharedDeed, last: SharedDeed): SharedDeed {
  if (last.kind === 'rename' && first.kind === 'rename') return { ...last, before: first.before };
  if (last.kind === 'colour' && first.kind === 'colour') return { ...last, before: first.before };
  if (last.kind === 'redefine' && first.kind === 'redefine') return { ...last, before: first.before };
  return last.kind === 'pin' && first.kind === 'pin' ? { ...last, before: first.before } : last;
}

function endsAsItBegan(deed: SharedDeed): boolean {
  switch (deed.kind) {
    case 'rename':
      return deed.name === deed.before;
    case 'colour':
      return deed.colour === deed.before;
    case 'redefine':
      return JSON.stringify(deed.definition) === JSON.stringify(deed.before);
    case 'pin':
      return deed.pinned === deed.before;
    default:
      return false;
  }
}
