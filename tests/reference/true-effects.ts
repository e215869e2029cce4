import type { Study } from './studies.ts';

/** Columns of a study that are true drivers, with their log hazard ratios. */
export function trueEffects({ columns, world }: Study): { readonly column: number; readonly effect: number }[] {
  return world.truth.drivers.map(({ kind, event, property, value, minCount, hazardRatio }) => {
    const [name, level] =
      kind === 'attribute'
        ? [property, String(value)]
        : [event, kind === 'behaviour' ? String(minCount) : `${property}=${String(value)}`];
    const column = columns.findIndex((one) => one.name === name && one.level === level);
    return { column, effect: Math.log(hazardRatio) };
  });
}
