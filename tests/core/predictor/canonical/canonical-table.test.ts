import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { canonicalTable, type TableData } from '#core/predictor/canonical/canonical-table.ts';
import { hashUserId } from '#core/sample/user-hash.ts';
import { createRandom } from '#core/stats/random.ts';
import { makeTable, type Happening } from '../make-table.ts';

const happening: fc.Arbitrary<Happening> = fc.tuple(
  fc.constantFrom('A', 'B', 'C'),
  fc.integer({ min: 0, max: 3 }),
  fc.dictionary(
    fc.constantFrom('p', 'q'),
    fc.oneof(fc.constantFrom('x', 'y', '1'), fc.integer({ min: 0, max: 2 }), fc.constant(['a', 'b'])),
  ),
);
const anyUsers = fc.array(fc.array(happening, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });

/** What a table says, row by row. */
const said = ({ events, columns, userIds }: TableData): unknown[] => {
  const rows: { user: string; time: number; event: string; cells: Record<string, unknown> }[] = [];
  userIds.forEach((user, u) => {
    for (let at = events.userStart[u]!; at < events.userStart[u + 1]!; at += 1) {
      rows.push({ user, time: events.time[at]!, event: events.eventNames[events.event[at]!]!, cells: {} });
    }
  });
  for (const { name, position, tag, value, strings } of columns.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    position.forEach((at, cell) => {
      rows[at]!.cells[name] = tag[cell] === 1 ? value[cell]! : [tag[cell], strings[value[cell]!]];
    });
  }
  return rows;
};

/** The same users and events in another order of import. */
function shuffled(users: readonly (readonly Happening[])[], seed: number): TableData {
  const random = createRandom(seed);
  const mix = <T>(items: readonly T[]): T[] =>
    items
      .map((item) => [random.uniform(), item] as const)
      .sort((a, b) => a[0] - b[0])
      .map(([, item]) => item);
  const order = mix([...users.keys()]);
  const made = makeTable(order.map((u) => mix(users[u]!)));
  return { ...made, columns: mix(made.columns), userIds: order.map((u) => `user-${u}`) };
}

describe('canonicalTable', () => {
  test.prop([anyUsers, fc.integer(), fc.integer()])('is the same for every order of import', (users, one, other) => {
    expect(said(canonicalTable(shuffled(users, one)))).toEqual(said(canonicalTable(shuffled(users, other))));
  });

  test.prop([anyUsers, fc.integer()])('loses and changes nothing', (users, seed) => {
    const table = shuffled(users, seed);
    const key = (row: unknown) => JSON.stringify(row);
    expect(said(canonicalTable(table)).map(key).sort()).toEqual(said(table).map(key).sort());
  });

  test.prop([anyUsers, fc.integer()])('leaves alone what is in order', (users, seed) => {
    const once = canonicalTable(shuffled(users, seed));
    const twice = canonicalTable(once);
    expect(twice.events.time).toBe(once.events.time);
    expect(twice.userIds).toBe(once.userIds);
  });

  it('sorts users by the hash that other engines know, then events by time and name', () => {
    const { userIds, events } = canonicalTable(
      shuffled(
        [
          [
            ['B', 1],
            ['A', 1],
          ],
          [['A', 0]],
          [['A', 0]],
        ],
        1,
      ),
    );
    expect(userIds.map(hashUserId)).toEqual(userIds.map(hashUserId).toSorted((a, b) => a - b));
    const u = userIds.indexOf('user-0');
    const own = [...events.event.subarray(events.userStart[u], events.userStart[u + 1])];
    expect(own.map((code) => events.eventNames[code])).toEqual(['A', 'B']);
  });

  it('puts events of one moment and name in one order, by their content', () => {
    const texts = ['ann@example.org', 'bob@example.org', 'eve@example.org'];
    const order = (seed: number) => {
      const { columns } = canonicalTable(shuffled([texts.map((text): Happening => ['A', 0, { p: text }])], seed));
      return Array.from(columns[0]!.value, (code) => columns[0]!.strings[code]!);
    };
    for (const seed of [2, 3, 4]) expect(order(seed)).toEqual(order(1));
  });
});
