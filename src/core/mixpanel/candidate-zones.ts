import { createZoneClock } from './zone-clock.ts';

/** Zones most projects are in; offered before the others, in this order. */
const usual: readonly string[] = [
  'Europe/London',
  'Europe/Berlin',
  'Europe/Paris',
  'Europe/Madrid',
  'Europe/Athens',
  'Europe/Istanbul',
  'Africa/Lagos',
  'Africa/Johannesburg',
  'Asia/Dubai',
  'Asia/Kolkata',
  'Asia/Jakarta',
  'Asia/Singapore',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Pacific/Auckland',
  'America/Sao_Paulo',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
];

/**
 * The IANA zones whose clocks were `offsetMinutes` ahead of UTC at a moment, the usual ones first.
 *
 * Some browsers list zones under older names (Asia/Calcutta): those of the usual ones are left out.
 *
 * Cost: one `Intl.DateTimeFormat` a zone, about 400; some tens of milliseconds.
 */
export function candidateZones(offsetMinutes: number, utcMs: number): readonly string[] {
  const older = new Set(
    usual.map((zone) => new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone),
  );
  const others = Intl.supportedValuesOf('timeZone').filter((zone) => !older.has(zone) && !usual.includes(zone));
  return [...usual, ...others].filter((zone) => createZoneClock(zone).offsetAt(utcMs) === offsetMinutes * 60_000);
}
