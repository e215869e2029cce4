import type { DrawnTable } from '#contract/engine.ts';

/** The memory of a table, to be handed over instead of copied. */
export function buffersOf({ events, columns, drawn, startRows, targetRows }: DrawnTable): Transferable[] {
  const arrays = [
    events.userStart,
    events.time,
    events.event,
    events.row,
    ...columns.flatMap(({ position, tag, value }) => [position, tag, value]),
    ...[drawn?.userKeys, startRows, targetRows].filter((array) => array !== undefined && array !== null),
  ];
  return [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))];
}
