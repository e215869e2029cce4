import { createRandom } from '#core/stats/random.ts';

/** What goes wrong with one answer. `split` and `drip` only make it hard to read: it is whole. */
export type Fault = 'busy' | 'broken' | 'no-answer' | 'reset' | 'stall' | 'cut' | 'terminated' | 'split' | 'drip';

export const everyFault: readonly Fault[] = [
  'busy',
  'broken',
  'no-answer',
  'reset',
  'stall',
  'cut',
  'terminated',
  'split',
  'drip',
];

/** Says what goes wrong with the next answer, and from where on (a share of its text). */
export type FaultPlan = () => { readonly fault: Fault | null; readonly at: number };

export const noFaults: FaultPlan = () => ({ fault: null, at: 1 });

/** A fault of any of the kinds in such a share of the answers, the same for equal seeds. */
export function faultPlan(seed: number, share: number, kinds: readonly Fault[] = everyFault): FaultPlan {
  const random = createRandom(seed);
  return () => {
    const [chance, kind, at] = [random.uniform(), random.below(kinds.length), random.uniform()];
    return { fault: chance < share ? kinds[kind]! : null, at };
  };
}
