import { type PropertyColumn, ValueTag } from '#core/predictor/event-table.ts';
import type { PropertyValue } from './world-options.ts';

/** Collects property cells, position by position, and packs them as the predictor reads them. */
export interface Columns {
  set(position: number, property: string, value: PropertyValue | null): void;
  add(position: number, values: Readonly<Record<string, PropertyValue | null>>): void;
  done(): PropertyColumn[];
}

/** Make empty columns. Positions must come ascending; a null leaves no cell. */
export function createColumns(): Columns {
  const cells = new Map<string, { position: number[]; value: PropertyValue[] }>();
  const set: Columns['set'] = (position, property, value) => {
    if (value === null) return;
    let column = cells.get(property);
    if (!column) cells.set(property, (column = { position: [], value: [] }));
    column.position.push(position);
    column.value.push(value);
  };
  return {
    set,
    add: (position, values) => {
      for (const property in values) set(position, property, values[property]!);
    },
    done: () => {
      const strings: string[] = [];
      const codes = new Map<string, number>();
      const codeOf = (text: string) => {
        const known = codes.get(text);
        if (known !== undefined) return known;
        codes.set(text, strings.length);
        return strings.push(text) - 1;
      };
      return [...cells].map(([name, { position, value }]) => ({
        name,
        position: Uint32Array.from(position),
        tag: Uint8Array.from(value, (cell) =>
          typeof cell === 'boolean'
            ? cell
              ? ValueTag.true
              : ValueTag.false
            : ValueTag[typeof cell as 'string' | 'number'],
        ),
        value: Float64Array.from(value, (cell) =>
          typeof cell === 'number' ? cell : typeof cell === 'string' ? codeOf(cell) : 0,
        ),
        strings,
      }));
    },
  };
}
