import type { PteroError } from '#core/errors/ptero-error.ts';
import { describeError } from '#ui/describe-error.ts';

/** What came of the faults of one kind. All but the first three must stay 0. */
export interface Tally {
  injected: number;
  /** Faults that nobody had to be told of: the work was done all the same. */
  unharmed: number;
  /** Events that an import had said were in, added up over all faults. */
  acknowledged: number;
  lost: number;
  doubled: number;
  wrongNumbers: number;
  /** Failures whose words offer no way forward, and ways forward that did not work. */
  noWayForward: number;
}

export interface Ledger {
  readonly name: string;
  readonly tally: Tally;
  /** The first things found wrong, in words. */
  readonly found: readonly string[];
  wrong(what: 'lost' | 'doubled' | 'wrongNumbers' | 'noWayForward', words: string, count?: number): void;
  /** Judges what a failure says. */
  failed(error: PteroError): void;
}

const SHOWN = 20;
const LONGEST = 300;
/** Words that tell the reader what to do. */
const ADVICE = /\b(again|choose|close|connect|delete|download|export|free|import|leave|reload|use|wait)\b/i;

export function createLedger(name: string): Ledger {
  const tally: Tally = {
    injected: 0,
    unharmed: 0,
    acknowledged: 0,
    lost: 0,
    doubled: 0,
    wrongNumbers: 0,
    noWayForward: 0,
  };
  const found: string[] = [];
  const wrong: Ledger['wrong'] = (what, words, count = 1) => {
    tally[what] += count;
    if (found.length < SHOWN) found.push(`${what}: ${words.slice(0, LONGEST)}`);
  };
  return {
    name,
    tally,
    found,
    wrong,
    failed(error) {
      const words = describeError(error.toData());
      if (error.code === 'internal/unexpected' || !ADVICE.test(words))
        wrong('noWayForward', `${error.code} (${error.message}) says “${words}”`);
    },
  };
}
