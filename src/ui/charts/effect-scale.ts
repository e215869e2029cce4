import type { Estimate } from '#core/predictor/result.ts';

/** A common log scale for hazard ratios: every row of a screen is drawn on the same one. */
export interface EffectScale {
  /** Place of a ratio in [0, 1]; beyond the ends it stays at the end. */
  position(ratio: number): number;
  /** True where a ratio lies beyond the ends, so that the drawing can say so. */
  isBeyond(ratio: number): boolean;
  /** Powers of two inside the scale; 1 is always one of them. */
  readonly ticks: readonly { readonly ratio: number; readonly label: string }[];
}

const fractions: Readonly<Record<string, string>> = { '-3': '⅛×', '-2': '¼×', '-1': '½×' };
/** A power of two as an axis shows it: `½×`, `1×`, `8×`. */
export const tickLabel = (octave: number) =>
  fractions[octave] ?? (octave < 0 ? `1/${2 ** -octave}×` : `${2 ** octave}×`);

const isDrawable = (ratio: number) => Number.isFinite(ratio) && ratio > 0;

/**
 * The scale for these estimates: at least ½× to 2×, whole octaves.
 *
 * Intervals stretch it up to ¼× … 8×; a point estimate stretches it as far as it must, and an octave beyond for its
 * interval, so that no dot is ever cut off, while a very wide interval ends in an arrow.
 */
export function createEffectScale(estimates: readonly Estimate[]): EffectScale {
  let low = -1;
  let high = 1;
  for (const { ratio, low: from, high: to } of estimates) {
    if (!isDrawable(ratio)) continue;
    const octave = Math.log2(ratio);
    low = Math.min(low, octave - 0.25, isDrawable(from) ? Math.max(Math.min(-2, octave - 1), Math.log2(from)) : low);
    high = Math.max(high, octave + 0.25, isDrawable(to) ? Math.min(Math.max(3, octave + 1), Math.log2(to)) : high);
  }
  const first = Math.floor(low);
  const last = Math.ceil(high);
  const place = (ratio: number) => (Math.log2(ratio) - first) / (last - first);

  const step = Math.max(1, Math.ceil((last - first) / 7));
  const ticks = [];
  for (let octave = -Math.floor(-first / step) * step; octave <= last; octave += step)
    ticks.push({ ratio: 2 ** octave, label: tickLabel(octave) });

  return {
    position: (ratio) => (ratio > 0 ? Math.min(1, Math.max(0, place(ratio))) : 0),
    isBeyond: (ratio) => !(ratio > 0) || place(ratio) > 1 || place(ratio) < 0,
    ticks,
  };
}
