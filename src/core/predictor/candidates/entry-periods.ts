const MOST_PERIODS = 12;

/** Months of entry, joined to at most twelve periods of equal length; the fullest is the reference (0). */
export function entryPeriods(entrySecond: Float64Array): { readonly period: Uint8Array; readonly names: string[] } {
  const month = Int32Array.from(entrySecond, (second) => {
    const date = new Date(second * 1000);
    return date.getUTCFullYear() * 12 + date.getUTCMonth();
  });
  const first = month.reduce((least, m) => Math.min(least, m), Infinity);
  const last = month.reduce((most, m) => Math.max(most, m), -Infinity);
  const width = Math.max(1, Math.ceil((last - first + 1) / MOST_PERIODS));
  const raw = month.map((m) => Math.floor((m - first) / width));
  const size = new Map<number, number>();
  for (const r of raw) size.set(r, (size.get(r) ?? 0) + 1);
  const order = [...size.keys()].sort((a, b) => size.get(b)! - size.get(a)! || a - b);
  const reference = order[0] ?? 0;
  const code = new Map([reference, ...order.slice(1).sort((a, b) => a - b)].map((r, k) => [r, k]));
  const names = [...code.keys()].map((r) => {
    const m = first + r * width;
    return `${Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, '0')}`;
  });
  return { period: Uint8Array.from(raw, (r) => code.get(r)!), names };
}
