import type { TimeBasis } from '#contract/ingest.ts';
import { createZoneClock } from '#core/mixpanel/zone-clock.ts';

/** Make the function that turns the export's epoch ms into UTC. */
export const toUtcOf = (basis: TimeBasis): ((ms: number) => number) =>
  basis.kind === 'utc' ? (ms) => ms : createZoneClock(basis.zone).toUtc;
