/**
 * Which events a project hides, of what this browser and the server say, given what both last agreed on: what either hid
 * since is hidden, what either brought back since is back. Where both never agreed, what either hides is hidden.
 *
 * @param base - null when they never agreed.
 */
export function mergeHidden(
  base: readonly string[] | null,
  mine: readonly string[],
  theirs: readonly string[],
): readonly string[] {
  const [before, own, others] = [new Set(base), new Set(mine), new Set(theirs)];
  return [...new Set([...mine, ...theirs])].filter(
    (event) => !before.has(event) || (own.has(event) && others.has(event)),
  );
}
