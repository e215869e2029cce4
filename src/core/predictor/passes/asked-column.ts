import type { CameTo } from '../candidates/follows-target.ts';
import type { Entrants } from '../cohort/cohort.ts';
import { type PropertyColumn, ValueTag } from '../event-table.ts';
import { mostlyNumbers } from '../quality/numbers-at-entry.ts';
import type { ValueAtStart, ValueChanges } from './questions.ts';

/** A property of the cohort: first each user's cell as of A, in order of the users, then those they came to. */
export interface ColumnAtStart {
  readonly column: PropertyColumn;
  /** Shape (users,): the cell as of A, or −1. */
  readonly cells: Int32Array;
  readonly cameTo: ReadonlyMap<number, CameTo>;
  numbersOf(member: Uint32Array): Float64Array | null;
}

/** Lay out what an engine tells of a property. Cost: O(people who carry it). */
export function columnAtStart(
  name: string,
  { user }: Entrants,
  atStart: readonly ValueAtStart[],
  changes: readonly ValueChanges[],
): ColumnAtStart {
  const numberOf = new Map(Array.from(user, (person, i) => [person, i]));
  const raws = new Map<number, string>();
  const textOf = new Map<string, string>();
  for (const { text, hash, people } of atStart) {
    textOf.set(hash, text);
    for (const person of people) {
      const i = numberOf.get(person);
      if (i !== undefined) raws.set(i, text);
    }
  }
  const cells = createCells();
  const at = Int32Array.from(user.keys(), (i) => (raws.has(i) ? cells.add(raws.get(i)!) : -1));
  const cameTo = new Map<number, CameTo>();
  for (const { person, repeats, same, values, withTarget } of changes) {
    const own = values.map((value) => cells.add(unveiled(value, textOf)));
    cameTo.set(numberOf.get(person)!, { repeats, same, cells: own, withTarget });
  }
  const column = cells.done(name);
  return { column, cells: at, cameTo, numbersOf: (member) => mostlyNumbers(column, member, (i) => at[i]!) };
}

/** A text that came as a hash, where it is known from the values as of A. */
function unveiled(value: string, textOf: ReadonlyMap<string, string>): string {
  const veil = /^"\\u0000([0-9a-f]{16})"$/u.exec(value);
  return veil ? (textOf.get(veil[1]!) ?? value) : value;
}

function createCells(): { add(raw: string): number; done(name: string): PropertyColumn } {
  const strings: string[] = [];
  const codes = new Map<string, number>();
  const tag: number[] = [];
  const value: number[] = [];
  const codeOf = (text: string): number => {
    const code = codes.get(text) ?? strings.push(text) - 1;
    codes.set(text, code);
    return code;
  };
  const read = (raw: string): [number, number] => {
    const parsed: unknown = JSON.parse(raw);
    if (typeof parsed === 'string') return [ValueTag.string, codeOf(parsed)];
    if (typeof parsed === 'number') return [ValueTag.number, parsed];
    if (typeof parsed === 'boolean') return [parsed ? ValueTag.true : ValueTag.false, 0];
    return parsed === null ? [ValueTag.null, 0] : [ValueTag.json, codeOf(raw)];
  };
  return {
    add(raw) {
      const [kind, own] = read(raw);
      value.push(own);
      return tag.push(kind) - 1;
    },
    done: (name) => ({
      name,
      position: Uint32Array.from(tag.keys()),
      tag: Uint8Array.from(tag),
      value: Float64Array.from(value),
      strings,
    }),
  };
}
