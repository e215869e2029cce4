import { sampleWords } from '#core/sample/user-sample.ts';
import type { FlowCount, PredictiveQuality, ResultDocument, ResultRow } from '#core/predictor/result.ts';
import { describeRow } from '#core/predictor/words/describe-row.ts';
import { byPower } from '#core/predictor/words/findings.ts';
import { formatDuration } from '#core/scenario/format-duration.ts';
import { formatCount, formatNoun } from '../../kit/format.ts';
import { agrees } from '../ranking/detail-sentences.ts';

const hundred = (share: number) => Math.round(share * 100);
const signed = (value: number) => value.toFixed(2).replace('-', '−');
const list = (names: readonly string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

const left: Readonly<Record<FlowCount['reason'], string>> = {
  'converted-before': 'converted before',
  bot: 'look like bots',
  'not-drawn': 'were not drawn, as the others are enough',
  'empty-or-shared-id': 'have an empty or shared id',
};

/** Where everybody who did A went, in a sentence. */
export function flowSentence({ flow, definition, sample }: ResultDocument): string {
  const out = flow.setAside
    .filter(({ users }) => users > 0)
    .map(({ reason, users }) => `${formatCount(users)} ${left[reason]}`);
  const aside = out.length === 0 ? 'Nobody was set aside' : `Set aside: ${list(out)}`;
  const ends = `${formatCount(flow.converted)} converted, ${formatCount(flow.stillOpen)} are still open and ${formatCount(flow.notConverted)} did not convert`;
  const from = sample ? `Counted in ${sampleWords(sample)}. ` : '';
  return `${from}${formatNoun(flow.entrants, 'person', 'people')} did ${definition.start.event}. ${aside}. Of the ${formatCount(flow.analysed)} analysed, ${ends}.`;
}

/** How many of the rows shown are expected to be noise. */
export function chanceSentence(result: ResultDocument): string {
  const { model } = result;
  if (!model) return 'Nothing was fitted, so nothing is claimed. The figures and the curve above are plain counts.';
  const shown = byPower(result.rows).length;
  const tried = `${formatNoun(model.candidatesTried, 'behaviour or attribute was', 'behaviours and attributes were')} tried`;
  if (shown === 0) return `${tried}, and none stands out from chance.`;
  const about = Math.round(model.expectedFalse);
  const noise = about === 0 ? 'probably none is chance' : `about ${formatCount(about)} may be chance`;
  return `${tried}. Of the ${formatNoun(shown, 'row')} shown, ${noise} (expected: ${model.expectedFalse.toFixed(1)}).`;
}

/** How far the calibration moved everything, in words and numbers. */
export function calibrationSentence({ model }: ResultDocument): string {
  if (!model) return '';
  if (!model.calibration)
    return 'There were too few candidates to measure what chance alone does here, so the usual theory stands in for it.';
  const { shift, spread } = model.calibration;
  const far =
    Math.abs(shift) >= 0.5 || spread >= 1.25 ? 'That is far: read small effects with care.' : 'That is little.';
  const wider =
    spread > 1.005
      ? `their intervals were made ${hundred(spread - 1)}% wider`
      : 'their intervals did not have to be made wider';
  return `By theory, test values of events without effect lie around 0 with a spread of 1. Here they lay around ${signed(shift)} with a spread of ${spread.toFixed(2)}: events were moved back by ${Math.abs(shift).toFixed(2)} standard errors, and ${wider}. ${far}`;
}

/** How many of the rows shown the discrete-time model agrees with, and which not; empty where it was not fitted. */
export function secondOpinionSentence(rows: readonly ResultRow[]): string {
  const shown = byPower(rows);
  const asked = shown.filter((row) => agrees(row) !== null);
  if (asked.length === 0) return '';
  const against = asked.filter((row) => agrees(row) === false).map(describeRow);
  const method = 'A second model looks at everybody, in steps of time instead of exact moments.';
  const unasked = shown.length - asked.length;
  const silent = unasked === 0 ? '' : ` It says nothing of ${formatCount(unasked)}, for want of data.`;
  if (against.length === 0)
    return `${method} It agrees on the direction of ${asked.length === 1 ? 'the one row it can judge' : `all ${formatCount(asked.length)} rows`}.${silent}`;
  return `${method} It agrees on the direction of ${formatCount(asked.length - against.length)} of ${formatNoun(asked.length, 'row')}, and not on ${list(against)}.${silent}`;
}

/** What the area under the ROC curve means, as a bet on two people. */
export function aucSentence(
  { auc, landmarkMs, users, converted, predicts }: PredictiveQuality,
  target: string,
): string {
  const known = `From what is known ${formatDuration(landmarkMs)} after the start of ${formatNoun(users, 'person', 'people')}, ${formatCount(converted)} of whom then converted:`;
  const range = `(${hundred(auc.low)}–${hundred(auc.high)})`;
  if (!predicts)
    return `Nothing here predicts ${target}. ${known} of two people, one who converted and one who did not, it picks the right one ${hundred(auc.value)} times in 100 ${range}, and a coin does so 50 times.`;
  return `${known} of two people, one who converted and one who did not, it picks the right one ${hundred(auc.value)} times in 100 ${range}. A coin would do so 50 times.`;
}

/** What the Brier skill means. */
export function brierSentence({ brierSkill }: PredictiveQuality): string {
  const percent = hundred(brierSkill);
  return percent < 1
    ? 'Its probabilities miss what happened by as much as the overall share alone does.'
    : `Its probabilities miss what happened by ${percent}% less than the overall share alone does (Brier skill ${brierSkill.toFixed(2)}).`;
}

/** What the trees found on the same features. */
export function treesSentence({ trees, nonLinear }: PredictiveQuality): string {
  const { auc, difference } = trees;
  const theirs = `Gradient-boosted trees, which can find patterns of any shape, pick the right one ${hundred(auc.value)} times in 100 (${hundred(auc.low)}–${hundred(auc.high)})`;
  const points = (value: number) => (value * 100).toFixed(1);
  const gap = `${points(difference.value)} more (${points(difference.low)} to ${points(difference.high)})`;
  if (nonLinear)
    return `${theirs}, ${gap}: there are non-linear patterns, such as combinations, that no single row can show.`;
  return `${theirs}: no better than the model above, so there is no sign of a pattern that the rows do not show.`;
}
