import type { Candidates } from '../candidates/candidates.ts';
import { withMerges } from '../cohort/merge-table.ts';
import type { Prepared } from '../cohort/prepare.ts';
import { fitJoint, type Joint } from '../fit/joint.ts';
import { plattScaling } from '../../stats/platt-scaling.ts';
import { createRandom } from '../../stats/random.ts';
import type { AnalysisInput } from '../input.ts';
import { screenScenario } from '../screen-scenario.ts';
import { at, during, type AnalysisStep } from '../steps.ts';
import { baselineHazard, cumulativeAt, type BaselineHazard } from './baseline-hazard.ts';
import type { Prospect, Prospects } from './prospects.ts';
import { relativeRisks } from './relative-risks.ts';

/** Stretches of time within which what somebody had done is taken as of the middle conversion. */
const STRETCHES = 16;
/** Users walked at a time, so that the rows stay small. */
const CHUNK = 10_000;
/** Users whose outcome is known that the chances are set by. */
const MOST_TO_LEARN_FROM = 20_000;

/**
 * Who is likely to convert next, and who was likely to and did not: fits the scenario's model again and applies it.
 *
 * Open users: the chance of converting between now and the horizon, scaled by what became of users who stood at the same
 * time since A and whose window is over. Dropped users: the chance that somebody who had done what they had, when they had,
 * would have converted on the way.
 *
 * @returns empty lists where too few converted to fit anything. Equal inputs give equal lists; ties in order of id.
 * @throws PteroError `scenario/unknown-event`, `scenario/nobody`.
 */
export function* findProspects(asked: AnalysisInput): Generator<AnalysisStep, Prospects> {
  const input = withMerges(asked);
  const { prepared, candidates, seen } = yield* screenScenario(input);
  if ('tooLittle' in seen) return { horizonMs: prepared.horizonMs, open: [], dropped: [] };
  const joint = yield* during(fitJoint(seen.sets, seen.screen, seen.selection), at('fit', 0.5));
  const baseline = baselineHazard(joint, prepared.cohort, seen.sampled, prepared.converted);
  const { open, dropped } = whoIsLeft(prepared);
  const describe = (members: Uint32Array, probability: Float64Array): Prospect[] =>
    [...members]
      .map((i, k): Prospect => ({
        id: input.userIds[prepared.cohort.user[i]!]!,
        probability: probability[k]!,
        enteredAtMs: prepared.cohort.entrySecond[i]! * 1000,
      }))
      .sort((a, b) => b.probability - a.probability || (a.id < b.id ? -1 : 1));
  const now = Float64Array.from(open, (i) => prepared.cohort.exit[i]!);
  const ahead = (members: Uint32Array, second: Float64Array): Generator<AnalysisStep, Float64Array> =>
    during(expectedAhead(input, prepared, candidates, joint, baseline, members, second), at('finish', 0.8));
  const past = likeThem(prepared, baseline, now, input.seed);
  const scaled = plattScaling((yield* ahead(past.member, past.second)).map(Math.log), past.converted);
  const chances = (yield* ahead(open, now)).map((expected) => (expected > 0 ? scaled(Math.log(expected)) : 0));
  const onTheWay = yield* during(
    expectedOnTheWay(input, prepared, candidates, joint, baseline, dropped),
    at('finish', 0.9),
  );
  return {
    horizonMs: prepared.horizonMs,
    open: describe(open, chances),
    dropped: describe(
      dropped,
      onTheWay.map((expected) => -Math.expm1(-expected)),
    ),
  };
}

/** Users whose window is over, each at a moment at which some open user stands now and they were still at risk. */
function likeThem(
  { cohort, tally }: Prepared,
  baseline: BaselineHazard,
  now: Float64Array,
  seed: number,
): { member: Uint32Array; second: Float64Array; converted: Uint8Array } {
  const random = createRandom(seed);
  const member: number[] = [];
  const second: number[] = [];
  const last = baseline.second.at(-1) ?? 0;
  for (
    let drawn = 0;
    drawn < 4 * MOST_TO_LEARN_FROM && member.length < MOST_TO_LEARN_FROM && now.length > 0;
    drawn += 1
  ) {
    const i = random.below(cohort.user.length);
    const moment = now[random.below(now.length)]!;
    if (tally.watched[i] === 0 || cohort.exit[i]! <= moment || moment >= last) continue;
    member.push(i);
    second.push(moment);
  }
  return {
    member: Uint32Array.from(member),
    second: Float64Array.from(second),
    converted: Uint8Array.from(member, (i) => cohort.converted[i]!),
  };
}

function whoIsLeft({ cohort, horizonMs }: Prepared): { open: Uint32Array; dropped: Uint32Array } {
  const open: number[] = [];
  const dropped: number[] = [];
  cohort.converted.forEach((converted, i) => {
    if (converted === 0) (cohort.exit[i]! < horizonMs / 1000 ? open : dropped).push(i);
  });
  return { open: Uint32Array.from(open), dropped: Uint32Array.from(dropped) };
}

/** Expected conversions of each member from a second since A to the horizon, if they did nothing more. */
export function* expectedAhead(
  input: AnalysisInput,
  { cohort, horizonMs }: Prepared,
  candidates: Candidates,
  joint: Joint,
  baseline: BaselineHazard,
  members: Uint32Array,
  second: Float64Array,
): Generator<undefined, Float64Array> {
  const risk = yield* relativeRisks(input.events, cohort, candidates, joint, {
    start: Uint32Array.from({ length: members.length + 1 }, (_, k) => k),
    member: members,
    second: second.map((at) => at + 1),
  });
  const whole = cumulativeAt(baseline, horizonMs / 1000);
  return risk.map((times, k) => times * (whole - cumulativeAt(baseline, second[k]!)));
}

/**
 * Expected conversions of each member from A to their exit, along what they had done when (Cox–Snell residuals).
 *
 * Over all users of the cohort they sum to the conversions.
 */
export function* expectedOnTheWay(
  input: AnalysisInput,
  { cohort }: Prepared,
  candidates: Candidates,
  joint: Joint,
  baseline: BaselineHazard,
  members: Uint32Array,
): Generator<undefined, Float64Array> {
  const expected = new Float64Array(members.length);
  const stretches = stretchesOf(baseline);
  for (let from = 0; from < members.length; from += CHUNK) {
    const chunk = members.subarray(from, from + CHUNK);
    const n = chunk.length;
    const risk = yield* relativeRisks(input.events, cohort, candidates, joint, {
      start: Uint32Array.from({ length: stretches.length + 1 }, (_, k) => k * n),
      member: Uint32Array.from({ length: stretches.length * n }, (_, k) => chunk[k % n]!),
      second: Float64Array.from(stretches, ({ middle }) => middle),
    });
    stretches.forEach(({ begin, end }, s) => {
      for (let k = 0; k < n; k += 1) {
        const exit = cohort.exit[chunk[k]!]!;
        const passed = cumulativeAt(baseline, Math.min(exit, end)) - cumulativeAt(baseline, Math.min(exit, begin));
        expected[from + k]! += risk[s * n + k]! * passed;
      }
    });
  }
  return expected;
}

/** Time since A in stretches with equally many conversions: after `begin` up to `end`, and the middle conversion's second. */
function stretchesOf({ second }: BaselineHazard): { begin: number; end: number; middle: number }[] {
  const cases = second.length;
  const stretches: { begin: number; end: number; middle: number }[] = [];
  let begin = -1;
  for (let s = 0; s < STRETCHES; s += 1) {
    const end = second[Math.ceil(((s + 1) * cases) / STRETCHES) - 1]!;
    if (end <= begin) continue;
    stretches.push({ begin, end, middle: second[Math.floor(((s + 0.5) * cases) / STRETCHES)]! });
    begin = end;
  }
  return stretches;
}
