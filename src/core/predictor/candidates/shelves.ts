import { median } from '../../stats/quantile.ts';
import { COUNTS, FEWEST_EXPECTED, FEWEST_USERS } from '../input.ts';
import type { Shelf } from '../result.ts';
import type { Tally } from '../cohort/tally.ts';

/** Where a candidate goes, and why in the reader's words (empty when it may be ranked). */
export interface Placement {
  readonly shelf: Shelf;
  readonly reason: string;
}

export const RANKED: Placement = { shelf: 'ranked', reason: '' };

const STEP_SHARE = 0.9;
const STEP_LEAD = 0.05;
const STEP_LAST = 0.5;
const RESULT_SHARE = 0.8;

/** What the cohort as a whole looks like, for the rules below. Seconds. */
export interface CohortFacts {
  readonly users: number;
  readonly converted: number;
  readonly medianSeconds: number;
}

/** Is there enough on both sides of "done at least n times" to estimate anything? */
export function placeBySupport(usersWith: number, facts: CohortFacts): Placement {
  const without = facts.users - usersWith;
  const rate = facts.users === 0 ? 0 : facts.converted / facts.users;
  if (usersWith < FEWEST_USERS) {
    return {
      shelf: 'rare',
      reason: `Only ${usersWith} ${usersWith === 1 ? 'person' : 'people'} did it in time; at least ${FEWEST_USERS} are needed.`,
    };
  }
  if (without < FEWEST_USERS) {
    return { shelf: 'common', reason: `Nearly everybody does it: only ${without} did not.` };
  }
  if (usersWith * Math.min(rate, 1 - rate) < FEWEST_EXPECTED) {
    return {
      shelf: 'rare',
      reason: `${usersWith} people did it, too few to expect ${FEWEST_EXPECTED} conversions among them.`,
    };
  }
  if (without * Math.min(rate, 1 - rate) < FEWEST_EXPECTED) {
    return { shelf: 'common', reason: `Only ${without} did not do it, too few to compare with.` };
  }
  return RANKED;
}

/**
 * Place one event before anything is fitted: result of B, step on the way, rare, nearly everybody, or fit to be ranked.
 *
 * A step: at least 90 % of the converters passed it, and it came within 5 % of the usual time from A to B, or was the
 * last thing before B for half of them.
 */
export function placeEvent(code: number, tally: Tally, facts: CohortFacts): Placement {
  const support = placeBySupport(tally.users[code * COUNTS.length]!, facts);
  const onlyAfter = tally.onlyAfter[code]!;
  if (support.shelf === 'rare' && onlyAfter >= FEWEST_USERS && onlyAfter >= RESULT_SHARE * tally.doers[code]!) {
    const share = Math.round((100 * onlyAfter) / tally.doers[code]!);
    return {
      shelf: 'result',
      reason: `${share}% of those who do it do it only once they have converted: it follows, it does not lead.`,
    };
  }
  const passed = tally.onWay[code]!;
  if (support.shelf !== 'common' && facts.converted > 0 && passed >= STEP_SHARE * facts.converted) {
    const lead = median(tally.leadSeconds[code]!);
    const isLast = tally.lastBefore[code]! >= STEP_LAST * facts.converted;
    if (isLast || lead < STEP_LEAD * facts.medianSeconds) {
      const share = Math.floor((100 * passed) / facts.converted);
      return {
        shelf: 'step',
        reason: `${share}% of those who convert pass it, ${isLast ? 'mostly as the last thing before' : 'shortly before'}.`,
      };
    }
  }
  return support;
}
