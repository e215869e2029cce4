import type { ScenarioDefinition } from '../scenario/definition.ts';

const part = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);

/**
 * A file name that says what is inside, e.g. `ptero-sign-up-to-start-plan.csv`. Letters of any script stay.
 *
 * @param about - what of the answer it holds, where that is not all of it: `open` in `ptero-sign-up-to-start-plan-open.csv`.
 */
export function exportFileName(
  definition: ScenarioDefinition,
  extension: 'csv' | 'json' | 'png',
  about?: 'open' | 'dropped',
): string {
  const start = part(definition.start.event) || 'start';
  const target = part(definition.target.event) || 'target';
  return `ptero-${start}-to-${target}${about ? `-${about}` : ''}.${extension}`;
}
