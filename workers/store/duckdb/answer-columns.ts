import type { AnswerColumn } from './database.ts';

/** As much of an Arrow table as is read here; two versions of the library have the same. */
interface ArrowTable {
  readonly schema: { readonly fields: readonly { readonly name: string }[] };
  getChildAt(index: number): { toArray(): unknown } | null;
}

/** The columns of an answer by name. They are copied: the library may keep its memory for the next answer. */
export function answerColumns(table: ArrowTable): ReadonlyMap<string, AnswerColumn> {
  return new Map(
    table.schema.fields.map(({ name }, i) => {
      const values = (table.getChildAt(i)?.toArray() ?? []) as Uint32Array | string[];
      return [name, values.slice()];
    }),
  );
}
