import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { ValueTag, type PropertyColumn } from '#core/predictor/event-table.ts';
import { packColumn, type Unpacked } from '#workers/predictor/pack-column.ts';

const column = (name: string, cells: readonly (readonly [number, number])[], rows: number): PropertyColumn => ({
  name,
  position: Uint32Array.from(cells, (_, i) => i + rows - cells.length),
  tag: Uint8Array.from(cells, ([tag]) => tag),
  value: Float64Array.from(cells, ([, value]) => value),
  strings: ['a', 'b'],
});
const plain = ({ name, position, tag, value, strings }: PropertyColumn) => ({ name, position, tag, value, strings });
const nothing = (): Unpacked => ({ of: null, cells: null });

describe('a packed column', () => {
  const cell = fc.tuple(
    fc.constantFrom(...Object.values(ValueTag)),
    fc.oneof(fc.nat({ max: 3 }), fc.double({ noNaN: true })),
  );

  test.prop([fc.array(cell, { maxLength: 40 }), fc.nat({ max: 5 })])(
    'is read as it was, bit for bit',
    (cells, without) => {
      const as = column('p', cells, cells.length + without);
      expect(plain(packColumn(as, cells.length + without, nothing()))).toEqual(plain(as));
    },
  );

  it('is read as it was when others are read in between', () => {
    const unpacked = nothing();
    const columns = [1, 2, 3].map((value) => column(`p${value}`, [[1, value]], 1));
    const packed = columns.map((one) => packColumn(one, 1, unpacked));
    for (const i of [0, 1, 2, 1, 0, 0, 2]) expect(plain(packed[i]!)).toEqual(plain(columns[i]!));
  });

  it('with more distinct values than have a place keeps them all', () => {
    const many = column(
      'p',
      Array.from({ length: 70_000 }, (_, i) => [1, i / 7] as const),
      70_000,
    );
    expect(packColumn(many, 70_000, nothing()).value).toEqual(many.value);
  });
});
