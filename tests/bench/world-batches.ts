import type { World } from '#tests/worlds/simulate-world.ts';
import type { EventBatch } from '#workers/shared/batch.ts';
import { usersOfPositions } from '#core/predictor/candidates/table-positions.ts';

const ROWS = 131_072;

/** A world as the scanner would hand it to the store, batch by batch. */
export function* worldBatches(world: World): Generator<EventBatch> {
  const { time, event, userStart, columns } = world;
  const user = usersOfPositions(userStart, time.length);
  const strings = columns[0]?.strings ?? [];
  const seen = new Uint32Array(columns.length);
  for (let from = 0; from < time.length; from += ROWS) {
    const to = Math.min(from + ROWS, time.length);
    const first = from === 0;
    yield {
      rows: to - from,
      time: time.slice(from, to),
      event: event.slice(from, to),
      user: user.slice(from, to),
      keyHigh: Uint32Array.from({ length: to - from }, (_, i) => Math.imul(from + i, 0x9e3779b1) >>> 0),
      keyLow: Uint32Array.from({ length: to - from }, (_, i) => from + i),
      processed: new Float64Array(to - from),
      properties: columns.map(({ position, tag, value }, property) => {
        const begin = seen[property]!;
        let end = begin;
        while (end < position.length && position[end]! < to) end += 1;
        seen[property] = end;
        return {
          property,
          row: position.subarray(begin, end).map((at) => at - from),
          tag: tag.slice(begin, end),
          value: value.slice(begin, end),
        };
      }),
      added: {
        events: first ? world.eventNames : [],
        users: first ? world.userIds : [],
        properties: first ? columns.map(({ name }) => name) : [],
        strings: first ? strings : [],
      },
    };
  }
}
