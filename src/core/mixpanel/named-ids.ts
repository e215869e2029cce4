const itself = (value: string): string[] => [value];

/** The texts of a list that is written as JSON. */
function listed(value: string): string[] {
  try {
    const list: unknown = JSON.parse(value);
    return Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string') : [];
  } catch {
    // No list: it names nobody.
    return [];
  }
}

/**
 * Properties whose value names another id of who sent the event, with the ids that a value names: with merged ids that id's
 * events are exported under the sender's from some moment on.
 *
 * A bare `$device_id` is nobody's id: anonymous people are `$device:` and it. `$identify` and `$create_alias` name the two ids
 * that become one, `$merge` has a list of them.
 */
export const namedIds: ReadonlyMap<string, (value: string) => readonly string[]> = new Map([
  ['$device_id', (value: string) => [`$device:${value}`]],
  ['$user_id', itself],
  ['$identified_id', itself],
  ['$anon_id', itself],
  ['$anon_distinct_id', itself],
  ['alias', itself],
  ['$distinct_ids', listed],
]);
