import type { EventTable } from '#core/predictor/event-table.ts';
import type { World } from './simulate-world.ts';

/** A world as the predictor reads it; the store's row numbers are the positions. */
export function toEventTable({ eventNames, userIds, userStart, time, event }: World): EventTable {
  return { eventNames, userCount: userIds.length, userStart, time, event, row: Uint32Array.from(event.keys()) };
}
