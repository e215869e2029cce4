import { choleskyInPlace, choleskyInverse } from '../../stats/cholesky.ts';
import type { Candidates } from '../candidates/candidates.ts';
import type { Joint } from '../fit/joint.ts';
import { baseColumns, type Screen } from '../fit/screen.ts';
import type { AnalysisInput } from '../input.ts';
import { levelColumn } from '../risk-sets/design-plan.ts';
import { conditionText } from '../words/derived-values.ts';
import { formatRatio } from '../words/format-ratio.ts';
import { todaysValue } from '../words/todays-value.ts';
import { candidateName, type Draft } from './draft-parts.ts';
import type { Graded } from './grade-drafts.ts';

/** A shift of the log hazard ratio below these is not worth a sentence. */
const WORTH_NAMING = Math.log(1.05);
const WORTH_NAMING_ACTIVITY = Math.log(1.15);

/** What else would move an effect, and where the ratio would stand without it. */
interface Rival {
  readonly name: string;
  readonly shift: number;
}

/**
 * Name for each estimated row the likeliest other explanation: the behaviour or attribute of the model that moves its effect
 * most, or how active people were; with the ratio that would be read without it.
 *
 * Leaving out k moves the effect of j by about β_k · I_jk / I_jj, with I the information given activity and entry period
 * (omitted-variable bias to first order).
 *
 * Cost: one inverse of the model's covariance.
 */
export function competingExplanations(
  input: AnalysisInput,
  candidates: Candidates,
  screen: Screen,
  joint: Joint,
  graded: readonly Graded[],
): Map<Draft, string> {
  const model = rivalsOf(input, candidates, screen, joint);
  const explanations = new Map<Draft, string>();
  for (const { draft, claim } of graded) {
    if (!claim) continue;
    const rival = draft.effect?.combination ? model(draft.effect.combination[0]!.column) : null;
    const active = draft.candidate === null ? 0 : activityShift(screen, draft.candidate);
    const known = draft.profile === 'changing' ? `${todaysValue(input.definition.target.event)} ` : '';
    explanations.set(draft, known + sentence(claim.beta, rival, active));
  }
  return explanations;
}

function sentence(beta: number, rival: Rival | null, activity: number): string {
  const ratio = (shift: number): string => formatRatio(Math.exp(beta + shift));
  if (rival && Math.abs(rival.shift) >= WORTH_NAMING && Math.abs(rival.shift) >= Math.abs(activity)) {
    return rival.shift * beta > 0
      ? `Part of it could be ${rival.name}, which goes with it: without that in the model the ratio would read ${ratio(rival.shift)}.`
      : `${rival.name} hides part of it: without that in the model the ratio would read ${ratio(rival.shift)}.`;
  }
  if (Math.abs(activity) >= WORTH_NAMING_ACTIVITY) {
    return activity * beta > 0
      ? `Part of it could be how active people are in general: without comparing equally active people the ratio would read ${ratio(activity)}.`
      : `How active people are in general hides part of it: without comparing equally active people the ratio would read ${ratio(activity)}.`;
  }
  return 'Nothing else in the model explains it: without any one of the others the ratio would read nearly the same. What was not recorded still could.';
}

/** Log of the matched odds ratio less the effect given activity: what activity takes away. */
function activityShift({ all, counts }: Screen, candidate: number): number {
  const [favour, against] = [counts.favour[candidate]!, counts.against[candidate]!];
  return favour > 0 && against > 0 ? Math.log(favour / against) - all.beta[candidate]! : 0;
}

/** For a column of the joint model, the other column whose absence would move its coefficient most. */
function rivalsOf(
  input: AnalysisInput,
  candidates: Candidates,
  screen: Screen,
  { fit, q, selection }: Joint,
): (column: number) => Rival | null {
  const { plan } = candidates;
  const first = baseColumns(plan.periods);
  const p = fit.beta.length;
  const n = p - first;
  const names: { readonly text: string; readonly family: string }[] = Array.from({ length: n });
  plan.attributes.forEach((attribute, a) =>
    attribute.levels.forEach((level, l) => {
      const column = levelColumn(screen.columns, plan, a, l);
      if (column >= 0)
        names[column - first] = { text: conditionText(attribute.property, level), family: attribute.property };
    }),
  );
  selection.fitted.forEach((j, k) => {
    const text = candidateName(input, candidates, j);
    names[q + k - first] = { text, family: text };
  });
  const information = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j < n; j += 1) information[i * n + j] = fit.covariance[(first + i) * p + first + j]!;
  choleskyInPlace(information, n);
  const conditional = choleskyInverse(information, n);
  return (column) => {
    const j = column - first;
    let rival: Rival | null = null;
    for (let k = 0; k < n; k += 1) {
      if (names[k]!.family === names[j]!.family) continue;
      const shift = (fit.beta[first + k]! * conditional[j * n + k]!) / conditional[j * n + j]!;
      if (rival === null || Math.abs(shift) > Math.abs(rival.shift)) rival = { name: names[k]!.text, shift };
    }
    return rival;
  };
}
