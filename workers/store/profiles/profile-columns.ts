import { profileColumnName, profileKind } from '#core/mixpanel/profile-properties.ts';
import type { EventTable, PropertyColumn } from '#core/predictor/event-table.ts';
import type { ProfileTable } from './encode-profiles.ts';

/**
 * Profiles as columns of an event table: a cell at the first event of every user who has the property. So at any A, which
 * is that event or a later one, the cell is the user's last known value.
 *
 * @param taken - names of properties of events; a column never has one of them.
 * Cost: O(profiles + users × properties).
 */
export function profileColumns(
  { ids, strings, columns }: ProfileTable,
  userIds: readonly string[],
  { userStart }: Pick<EventTable, 'userStart'>,
  taken: ReadonlySet<string>,
): readonly PropertyColumn[] {
  const userOf = new Map(userIds.map((id, user) => [id, user]));
  const users = Int32Array.from(ids, (id) => userOf.get(id) ?? -1);
  return columns.map(({ name, row, tag, value }) => {
    const cells = [...row.keys()].filter((cell) => users[row[cell]!]! >= 0);
    cells.sort((a, b) => users[row[a]!]! - users[row[b]!]!);
    return {
      name: freeName(profileColumnName(name), taken),
      profile: profileKind(name),
      position: Uint32Array.from(cells, (cell) => userStart[users[row[cell]!]!]!),
      tag: Uint8Array.from(cells, (cell) => tag[cell]!),
      value: Float64Array.from(cells, (cell) => value[cell]!),
      strings,
    };
  });
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  while (taken.has(name)) name += ' (user)';
  return name;
}
