import type { ResultDocument } from '#core/predictor/result.ts';
import { changeWords, compareResults, type ResultDigest } from '#core/predictor/words/compare-results.ts';
import { formatDay } from '../kit/format.ts';

/** What a result says of the one before it. */
export interface ChangeNote {
  readonly sentence: string;
  /** Ids of the rows that were no findings before. */
  readonly fresh: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

/**
 * What is new since the last refresh, in a sentence. Null for a first answer and where nothing is claimed.
 *
 * @param isRefresh - a first look takes the place of an answer to the same question, which it will be compared with.
 */
export function changeNote(
  result: ResultDocument,
  previous: ResultDigest | null,
  isRefresh: boolean,
): ChangeNote | null {
  if (result.claim.kind !== 'ranked') return null;
  if (result.stage === 'screen')
    return isRefresh
      ? { sentence: 'What is new since the last refresh comes with the refined answer.', fresh: none }
      : null;
  if (!previous) return null;
  const until = `the last refresh, on data to ${formatDay(previous.dataToMs)}`;
  const changes = compareResults(previous, result);
  if (changes)
    return { sentence: `Since ${until}: ${changeWords(changes)}.`, fresh: new Set(changes.fresh.map((row) => row.id)) };
  return previous.fingerprint === result.fingerprint
    ? { sentence: 'The events are the same as at the last refresh, so nothing is new.', fresh: none }
    : { sentence: 'Worked out by another method than at the last refresh, so the two are not compared.', fresh: none };
}
