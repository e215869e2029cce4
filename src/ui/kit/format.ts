const count = new Intl.NumberFormat('en-GB');
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
const dayMonthYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const utcDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** 37812 → "37,812". */
export const formatCount = (value: number): string => count.format(value);

/** "1 event", "2 events". */
export const formatNoun = (value: number, one: string, many = `${one}s`): string =>
  `${formatCount(value)} ${value === 1 ? one : many}`;

/** A share in [0, 1] → "14.3%"; below a tenth of a per cent "<0.1%". */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.001) return '<0.1%';
  return `${(share * 100).toFixed(share >= 0.9995 || share === 0 ? 0 : 1)}%`;
}

/** Bytes in the largest fitting unit: "34.2 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  const step = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[step - 1]}`;
}

/** A length of time, in ms, in the one unit a person would say: "6 hours", "14 days". */
export function formatSpan(ms: number): string {
  if (ms < 90_000) return formatNoun(Math.max(1, Math.round(ms / 1000)), 'second');
  if (ms < 90 * 60_000) return formatNoun(Math.round(ms / 60_000), 'minute');
  if (ms < 48 * 3_600_000 && ms % 86_400_000 !== 0) return formatNoun(Math.round(ms / 3_600_000), 'hour');
  if (ms === 365 * 86_400_000) return '1 year';
  return formatNoun(Math.round(ms / 86_400_000), 'day');
}

/** A moment as "today, 14:02", "yesterday", "Tue 17 Nov" or "3 Mar 2025", seen from `now`. */
export function formatMoment(at: number, now: number): string {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  if (at >= midnight) return now - at < 60_000 ? 'just now' : `today, ${time.format(at)}`;
  if (at >= midnight - 86_400_000) return 'yesterday';
  if (at >= midnight - 6 * 86_400_000) return weekday.format(at).replace(',', '');
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? dayMonth.format(at) : dayMonthYear.format(at);
}

/** A UTC day: "20 Nov 2026". */
export const formatDay = (at: number): string => utcDay.format(at);
