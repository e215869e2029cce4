import type { EventTable, PropertyColumn } from '#core/predictor/event-table.ts';
import { ValueTag } from '#core/predictor/event-table.ts';
import type { AnalysisInput } from '#core/predictor/input.ts';

export type Happening = readonly [
  event: string,
  second: number,
  properties?: Readonly<Record<string, string | number | readonly (string | number)[]>>,
];

/** A table from what each user did, in seconds; users keep their order, events are put in order of time. */
export function makeTable(users: readonly (readonly Happening[])[]): {
  events: EventTable;
  columns: PropertyColumn[];
  userIds: string[];
} {
  const eventNames = [...new Set(users.flat().map(([event]) => event))];
  const userStart = [0];
  const flat: Happening[] = [];
  for (const happenings of users) {
    flat.push(...[...happenings].sort((a, b) => a[1] - b[1]));
    userStart.push(flat.length);
  }
  const strings: string[] = [];
  const names = [...new Set(flat.flatMap(([, , properties]) => Object.keys(properties ?? {})))];
  const columns = names.map((name): PropertyColumn => {
    const cells = flat.flatMap(([, , properties], position): { position: number; tag: number; value: number }[] => {
      const value = properties?.[name];
      if (value === undefined) return [];
      if (typeof value === 'number') return [{ position, tag: ValueTag.number, value }];
      const [tag, text] = typeof value === 'string' ? [ValueTag.string, value] : [ValueTag.json, JSON.stringify(value)];
      if (!strings.includes(text)) strings.push(text);
      return [{ position, tag, value: strings.indexOf(text) }];
    });
    return {
      name,
      position: Uint32Array.from(cells, (cell) => cell.position),
      tag: Uint8Array.from(cells, (cell) => cell.tag),
      value: Float64Array.from(cells, (cell) => cell.value),
      strings,
    };
  });
  return {
    events: {
      eventNames,
      userCount: users.length,
      userStart: Uint32Array.from(userStart),
      time: Float64Array.from(flat, ([, second]) => second * 1000),
      event: Uint32Array.from(flat, ([event]) => eventNames.indexOf(event)),
      row: Uint32Array.from(flat.keys()),
    },
    columns,
    userIds: users.map((_, u) => `user-${u}`),
  };
}

/** An analysis of "A" → "B" over such a table, with a horizon in seconds or null. */
export function makeInput(
  users: readonly (readonly Happening[])[],
  horizonSeconds: number | null,
  overrides: Partial<AnalysisInput> = {},
): AnalysisInput {
  return {
    ...makeTable(users),
    definition: {
      start: { event: 'A', filters: [] },
      target: { event: 'B', filters: [] },
      horizonMs: horizonSeconds === null ? null : horizonSeconds * 1000,
      hiddenEvents: [],
      keepOutliers: false,
    },
    startRows: null,
    targetRows: null,
    projectId: 'project',
    fingerprint: 'fingerprint',
    seed: 1,
    computedAt: 0,
    ...overrides,
  };
}
