/** A ratio in two significant digits: `3.0×`, `0.44×`, `12×`. */
export function formatRatio(ratio: number): string {
  if (!Number.isFinite(ratio)) return '–';
  if (ratio >= 9.95) return `${Math.round(ratio).toLocaleString('en-GB')}×`;
  if (ratio >= 0.995) return `${ratio.toFixed(1)}×`;
  if (ratio >= 0.01) return `${ratio.toFixed(2)}×`;
  return '<0.01×';
}
