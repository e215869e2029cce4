import { ValueTag } from '#core/predictor/event-table.ts';
import { createRandom, type Random } from './random.ts';
import type { World } from './simulate-world.ts';
import type { PropertyValue } from './world-options.ts';

export type Properties = Record<string, PropertyValue>;

/** What an export carries beside the simulated properties. Called once a user; the answer once an event. */
export type Decoration = (user: number, random: Random) => (name: string) => Properties;

const hex = (random: Random) =>
  Math.floor(random.uniform() * 0x1_0000_0000)
    .toString(16)
    .padStart(8, '0');

/** The simulated properties of every event, by position. */
function propertiesByPosition({ time, columns }: World): (Properties | undefined)[] {
  const properties: (Properties | undefined)[] = Array.from({ length: time.length });
  for (const { name, position, tag, value, strings } of columns) {
    position.forEach((at, cell) => {
      const kind = tag[cell]!;
      const number = value[cell]!;
      (properties[at] ??= {})[name] =
        kind === ValueTag.number ? number : kind === ValueTag.string ? strings[number]! : kind === ValueTag.true;
    });
  }
  return properties;
}

/**
 * A world as a Mixpanel raw export: one JSON object a line, oldest first.
 *
 * `time` is in seconds where the world counts in seconds, else in milliseconds, as with `time_in_ms=true`.
 */
export function toNdjson(world: World, decorate: Decoration = () => () => ({})): string {
  const { eventNames, userIds, userStart, time, event, options, seed } = world;
  const properties = propertiesByPosition(world);
  const lines: string[] = Array.from({ length: time.length });
  userIds.forEach((distinctId, user) => {
    const random = createRandom(seed + 1, user);
    const decorated = decorate(user, random);
    for (let at = userStart[user]!; at < userStart[user + 1]!; at++) {
      const name = eventNames[event[at]!]!;
      lines[at] = JSON.stringify({
        event: name,
        properties: {
          time: time[at]! / options.resolutionMs,
          distinct_id: distinctId,
          $insert_id: hex(random),
          mp_processing_time_ms: time[at]! + 400 + Math.floor(random.uniform() * 600),
          ...decorated(name),
          ...properties[at],
        },
      });
    }
  });
  const order = Uint32Array.from(time.keys()).sort((a, b) => time[a]! - time[b]! || a - b);
  return Array.from(order, (at) => `${lines[at]}\n`).join('');
}
