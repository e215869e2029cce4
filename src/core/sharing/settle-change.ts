import { isDone, isOvertaken, type SharedChange } from './shared-change.ts';
import type { SharedScenario } from './shared-scenario.ts';

/** What came of a change that had waited, where its maker has to be told. */
export interface Overruling {
  /**
   * `deleted`: somebody deleted the scenario, which stands. `replaced`: the change came later than somebody else's and took
   * its place. `refused`: the server does not take it.
   */
  readonly kind: 'deleted' | 'replaced' | 'refused';
  readonly change: SharedChange;
  /** Of `replaced`: who had changed it; null when unknown. */
  readonly by: string | null;
  /** Of `replaced`: the scenario as it was. */
  readonly found: SharedScenario | null;
}

export interface Settlement {
  readonly isSent: boolean;
  readonly told: Overruling | null;
}

/**
 * What becomes of a change that meets the server's newest state: the last writer by the server's clock stands, and a
 * deletion stands against everything but its own undoing.
 *
 * @param found - the scenario as the server has it; undefined when it has none.
 * @param wasDeleted - the server knows that it was deleted.
 */
export function settleChange(
  found: SharedScenario | undefined,
  wasDeleted: boolean,
  change: SharedChange,
  who: string,
): Settlement {
  const { deed } = change;
  const lost: Settlement = { isSent: false, told: { kind: 'deleted', change, by: null, found: null } };
  if (deed.kind === 'create') return !found && wasDeleted && !deed.restores ? lost : { isSent: !found, told: null };
  if (deed.kind === 'delete') return { isSent: found !== undefined, told: null };
  if (!found) return lost;
  if (isDone(found, deed)) return { isSent: false, told: null };
  const isOthers = found.updatedBy !== who && isOvertaken(found, deed);
  return { isSent: true, told: isOthers ? { kind: 'replaced', change, by: found.updatedBy, found } : null };
}
