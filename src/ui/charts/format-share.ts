/** A share in [0, 1] as whole percent; one decimal under 1 %, and never a false 0 % or 100 %. */
export function formatWholeShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return '<0.1%';
  if (percent > 0 && percent < 0.95) return `${percent.toFixed(1)}%`;
  if (percent > 99 && percent < 100) return '>99%';
  return `${Math.round(percent)}%`;
}
