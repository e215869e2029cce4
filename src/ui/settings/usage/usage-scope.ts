import type { ServerCount } from '#contract/mixpanel.ts';
import type { UsageFacts } from '#contract/usage.ts';
import type { UserCounts } from '#core/metering/counting-rules.ts';

/** Which users are looked at: of the workspace's connected projects, of all projects here, or of one. */
export type UsageScope = 'workspace' | 'all' | { readonly projectId: string };

/** The counts of a scope. */
export const countsOf = (facts: UsageFacts, scope: UsageScope): UserCounts | undefined =>
  typeof scope === 'object'
    ? facts.byProject.find(({ projectId }) => projectId === scope.projectId)?.counts
    : facts.all;

/** What the server counted of a scope by day; of what is in no workspace it counts nothing. */
export function serverCounts(
  counts: readonly ServerCount[],
  scope: UsageScope,
  sharedOf: (projectId: string) => string | null,
): ReadonlyMap<number, number> {
  if (scope === 'workspace') return new Map(counts.map(({ day, users }) => [day, users]));
  if (scope === 'all') return new Map();
  const shared = sharedOf(scope.projectId);
  if (shared === null) return new Map();
  return new Map(counts.map(({ day, byProject }) => [day, byProject[shared] ?? 0]));
}
