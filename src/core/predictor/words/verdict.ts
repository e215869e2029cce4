import { formatDuration } from '../../scenario/format-duration.ts';
import { formatRatio } from './format-ratio.ts';
import type { PredictiveQuality, ResultRow } from '../result.ts';
import { rowPhrase } from './row-words.ts';
import { todaysValue } from './todays-value.ts';

/** When half of the converters convert within this time of A, there is little before them to learn from. */
const EARLY_MS = 10 * 60_000;

/**
 * The answer in one to three sentences, from the ranked rows.
 *
 * @param expectedFalse - how many of the shown rows are expected to be chance.
 */
export function verdictOf(
  rows: readonly ResultRow[],
  start: string,
  target: string,
  expectedFalse: number,
  medianMs: number | null,
  quality: PredictiveQuality | null,
): string[] {
  const shown = rows.filter((row) => row.tier !== null && row.tier !== 'fragile');
  const by = (direction: string): ResultRow[] =>
    shown
      .filter((row) => row.direction === direction)
      .sort((a, b) => a.rank! - b.rank!)
      .slice(0, 3);
  const toward = by('to');
  const away = by('away').slice(0, 2);
  const verdict: string[] = [];
  if (toward.length > 0) {
    verdict.push(
      `Compared with equally active people, what goes most clearly with reaching ${target} sooner: ${list(toward)}.`,
    );
  }
  if (away.length > 0) {
    verdict.push(
      `${toward.length > 0 ? 'What' : `Compared with equally active people, what`} goes with staying away: ${list(away)}.`,
    );
  }
  if (shown.length === 0) {
    verdict.push(
      `Nothing people do or are between ${start} and ${target} predicts it beyond what chance would explain.`,
    );
  } else {
    verdict.push(chanceSentence(rows.filter((row) => row.tier !== null).length, expectedFalse));
  }
  const todays = rows.filter(({ tier, profile }) => tier !== null && profile === 'changing').slice(0, 2);
  if (todays.length > 0) {
    verdict.push(`Not counted here: ${todays.map(rowPhrase).join(' and ')}. ${todaysValue(target)}`);
  }
  if (quality && !quality.predicts) {
    verdict.push(
      `Nothing here predicts ${target}: from what is known ${formatDuration(quality.landmarkMs)} after ${start}, who will go on is as good as a guess.`,
    );
  }
  if (medianMs !== null && medianMs < EARLY_MS) {
    verdict.push(
      `Half of all conversions come within ${formatDuration(medianMs)} of ${start}, so there is little before them to learn from; a later start event would tell more.`,
    );
  }
  return verdict;
}

const list = (rows: readonly ResultRow[]): string => {
  const parts = rows.map((row) => `${rowPhrase(row)} (${formatRatio(row.hazard!.ratio)})`);
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
};

const SMALL = ['none', 'one', 'two', 'three', 'four', 'five'];

function chanceSentence(shown: number, expectedFalse: number): string {
  const about = Math.round(expectedFalse);
  if (about === 0)
    return shown === 1
      ? 'It is unlikely to be chance.'
      : `Of the ${shown} findings below, hardly any is likely to be chance.`;
  return `Of the ${shown} findings below, about ${SMALL[about] ?? about} may be chance.`;
}
