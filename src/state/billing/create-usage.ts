import type { StoreClient } from '#contract/clients.ts';
import type { ProjectSummary } from '#contract/store.ts';
import type { CountedProject, UsageFacts } from '#contract/usage.ts';
import type { Rise } from '#core/metering/rise.ts';
import type { ProjectsState } from '../app-state.ts';
import type { TeamState } from '../team/team-state.ts';

export interface UsageDeps {
  readonly store: Pick<StoreClient, 'usage' | 'rise'>;
  readonly projects: Pick<ProjectsState, 'list'>;
  isRemote(projectId: string): boolean;
  /** Undefined without a backend, or while its code is on its way. */
  team(): TeamState | undefined;
}

/** Monthly users of this browser's projects, and what the server has of them. */
export interface UsageState {
  /** Reactive. Those that can be counted here. Undefined while loading. */
  projects(): readonly ProjectSummary[] | undefined;
  /** Reactive. Projects whose events are elsewhere or damaged. */
  left(): readonly ProjectSummary[];
  /** Reactive. The workspace's project whose events these are; null when it is in no workspace. */
  sharedOf(projectId: string): string | null;
  /** What is asked about these projects, in their zones. */
  counted(projectIds: readonly string[]): readonly CountedProject[];
  /** Both are left off when the signal aborts. */
  facts(projects: readonly CountedProject[], upTo: number, signal: AbortSignal): Promise<UsageFacts>;
  rise(projects: readonly CountedProject[], day: number, signal: AbortSignal): Promise<Rise>;
}

/** Counts in the worker that holds the events; nothing is sent anywhere. */
export function createUsage({ store, projects, isRemote, team }: UsageDeps): UsageState {
  const isHere = (project: ProjectSummary) => project.health === 'sound' && !isRemote(project.id);
  const connectionOf = (projectId: string) =>
    team()
      ?.mixpanel?.connections()
      ?.find((one) => team()?.shared?.localOf(one.projectId) === projectId);
  return {
    projects: () => projects.list()?.filter(isHere),
    left: () => (projects.list() ?? []).filter((project) => !isHere(project)),
    sharedOf: (projectId) => connectionOf(projectId)?.projectId ?? null,
    counted: (ids) =>
      ids.map((projectId) => {
        const basis = projects.list()?.find(({ id }) => id === projectId)?.timeBasis;
        const own = basis?.kind === 'wall-clock' ? basis.zone : null;
        return { projectId, zone: connectionOf(projectId)?.timeZone ?? own };
      }),
    facts: (wanted, upTo, signal) => store.usage(wanted, upTo, signal),
    rise: (wanted, day, signal) => store.rise(wanted, day, signal),
  };
}
