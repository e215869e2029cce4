import { horizons } from '../../scenario/definition.ts';
import { mixBits } from '../../stats/random.ts';
import { secondOf, type Entrants } from '../cohort/cohort.ts';
import type { Prepared } from '../cohort/prepare.ts';
import { FEWEST_OUTCOMES } from '../input.ts';

/**
 * The moment after A from which B is foretold, and for whom. `second` and `windowSeconds` count from A. Shapes: `member`
 * (n,) cohort numbers in the cohort's order; `outcome` (n,) 1 where B came after the landmark and within the window.
 */
export interface Landmark {
  readonly second: number;
  readonly windowSeconds: number;
  readonly member: Uint32Array;
  readonly outcome: Uint8Array;
  readonly converted: number;
}

const SHARE_BEFORE = 0.25;
const SHARE_WATCHED = 0.5;

/**
 * Choose the landmark: the second since A by which a quarter of the converters had converted, or the latest one before
 * it that leaves 100 of them to foretell; 0 where only A itself does.
 *
 * Only users whose whole window was watched are asked, and only those who had not converted by that second; what happened
 * up to and including it is known. The window is the horizon; where fewer than half of the users were watched that long,
 * the longest shorter one of the usual horizons for which half were, or failing that, for which there are enough. Null when fewer than 100 are left who convert, or
 * who do not.
 * Cost: O(users log users) a window.
 */
export function chooseLandmark(prepared: Prepared): Landmark | null {
  const whole = prepared.horizonMs / 1000;
  const windows = [
    whole,
    ...horizons
      .map((ms) => ms / 1000)
      .filter((s) => s < whole)
      .reverse(),
  ];
  let widest: Landmark | null = null;
  for (const window of windows) {
    const { landmark, watched } = landmarkWithin(prepared, window);
    if (landmark && watched >= SHARE_WATCHED * prepared.cohort.user.length) return landmark;
    widest ??= landmark;
  }
  return widest;
}

function landmarkWithin(
  { cohort, dataToMs }: Prepared,
  windowSeconds: number,
): { readonly landmark: Landmark | null; readonly watched: number } {
  const dataEnd = secondOf(dataToMs);
  const inTime = (i: number): boolean => cohort.converted[i] === 1 && cohort.exit[i]! <= windowSeconds;
  const watched = Uint32Array.from(cohort.user.keys()).filter((i) => cohort.entrySecond[i]! + windowSeconds <= dataEnd);
  const times = Float64Array.from(watched.filter(inTime), (i) => cohort.exit[i]!).sort();
  const latest = times[times.length - FEWEST_OUTCOMES];
  if (latest === undefined) return { landmark: null, watched: watched.length };
  const quarter = times[Math.floor((times.length - 1) * SHARE_BEFORE)]!;
  const second = quarter < latest ? quarter : (times.findLast((time) => time < latest) ?? 0);
  const member = watched.filter((i) => cohort.exit[i]! > second);
  const outcome = Uint8Array.from(member, (i) => (inTime(i) ? 1 : 0));
  const converted = outcome.reduce((sum, one) => sum + one, 0);
  const isEnough = member.length - converted >= FEWEST_OUTCOMES;
  return { landmark: isEnough ? { second, windowSeconds, member, outcome, converted } : null, watched: watched.length };
}

/** So many take about a second; the interval of the area is about ±0.01 then. */
const MOST_MEMBERS = 12_000;
const DRAW_SALT = 0xd1ce;

/**
 * The same landmark for fewer users, those of the smallest hashes of their keys: the same in every analysis.
 *
 * @param most - as it is when there are no more than so many. Cost: O(members log members).
 */
export function drawMembers(landmark: Landmark, cohort: Entrants, most = MOST_MEMBERS): Landmark {
  const { member, outcome } = landmark;
  if (member.length <= most) return landmark;
  const hash = Uint32Array.from(member, (i) => mixBits(cohort.key[i]! ^ DRAW_SALT));
  const drawn = Uint32Array.from(member.keys())
    .sort((a, b) => hash[a]! - hash[b]! || a - b)
    .slice(0, most)
    .sort();
  const kept = Uint8Array.from(drawn, (r) => outcome[r]!);
  return {
    ...landmark,
    member: Uint32Array.from(drawn, (r) => member[r]!),
    outcome: kept,
    converted: kept.reduce((sum, one) => sum + one, 0),
  };
}
