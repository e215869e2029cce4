import { deviceOfId } from './anonymous-id.ts';
import type { SameDevice } from './rise.ts';

/** More ids than this on one device are taken for a shared computer. */
const MOST_OF_ONE = 3;
const EXAMPLES = 10;

/** Collects who was seen on which device, and tells which ids look like one person. */
export function createDevices() {
  /** By device its people, up to one more than can be one person. */
  const on = new Map<string, number[]>();
  const add = (device: string, person: number) => {
    if (device === '') return;
    const known = on.get(device);
    if (!known) on.set(device, [person]);
    else if (known.length <= MOST_OF_ONE && !known.includes(person)) known.push(person);
  };
  return {
    add,
    /** An anonymous id names its device itself. */
    addId(id: string, person: number): void {
      const device = deviceOfId(id);
      if (device !== null) add(device, person);
    },
    /** Ids on one device are one person, and so are ids that a chain of devices joins. */
    count(idOf: (person: number) => string): SameDevice {
      const parent = new Map<number, number>();
      const rootOf = (person: number): number => {
        let at = person;
        while ((parent.get(at) ?? at) !== at) at = parent.get(at)!;
        return at;
      };
      for (const people of on.values()) {
        if (people.length < 2 || people.length > MOST_OF_ONE) continue;
        const [first = 0, ...others] = people;
        for (const other of others) {
          const [a, b] = [rootOf(first), rootOf(other)];
          parent.set(Math.max(a, b), Math.min(a, b));
          if (!parent.has(Math.min(a, b))) parent.set(Math.min(a, b), Math.min(a, b));
        }
      }
      const groups = new Map<number, number[]>();
      for (const person of parent.keys()) {
        const root = rootOf(person);
        groups.set(root, [...(groups.get(root) ?? []), person]);
      }
      const together = [...groups.values()].filter((group) => group.length > 1);
      return {
        ids: together.reduce((sum, group) => sum + group.length, 0),
        surplus: together.reduce((sum, group) => sum + group.length - 1, 0),
        examples: together
          .slice(0, EXAMPLES)
          .map((group) => group.toSorted((a, b) => a - b).map((person) => idOf(person))),
      };
    },
  };
}
