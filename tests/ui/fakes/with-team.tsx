import { createRoot, type JSX } from 'solid-js';
import { createBilling } from '#state/billing/create-billing.ts';
import { createSession } from '#state/team/create-session.ts';
import { createWorkspaces } from '#state/team/create-workspaces.ts';
import type { TeamState } from '#state/team/team-state.ts';
import { renderScreen } from '#tests/ui/fakes/app.tsx';
import { AppContext, useApp } from '#ui/kit/app-context.ts';
import { ToastRegion } from '#ui/kit/toast.tsx';
import type { FakeBilling } from './billing.ts';
import type { FakeServer } from './team.ts';

export interface TeamOptions {
  readonly hints?: Readonly<Record<string, string>>;
  /** Without it there is no plan, as while its code is on its way. */
  readonly billing?: FakeBilling;
  readonly loadSignals?: () => Promise<void>;
  readonly shrinkPicture?: (file: Blob) => Promise<string>;
}

/** The real state of accounts and workspaces over a fake server. */
export function createTeamOver(
  server: FakeServer,
  {
    hints = {},
    billing: fake,
    loadSignals = async () => undefined,
    shrinkPicture = async () => 'UklGR',
  }: TeamOptions = {},
) {
  const kept = new Map(Object.entries(hints));
  const returns = new Set<() => void>();
  const hintStore = {
    get: (key: string) => kept.get(key) ?? null,
    set: (key: string, value: string) => void kept.set(key, value),
  };
  const onReturn = (listener: () => void) => {
    returns.add(listener);
    return () => returns.delete(listener);
  };
  const { team, dispose } = createRoot((dispose) => {
    const session = createSession({ accounts: server.accounts, cache: server.cache, shrinkPicture });
    const workspaces = createWorkspaces({
      client: server.client,
      news: server.news,
      cache: server.cache,
      session,
      hints: hintStore,
      onReturn,
    });
    const billing =
      fake &&
      createBilling({
        client: fake.client,
        cache: server.cache,
        session,
        workspaces,
        hints: hintStore,
        onReturn,
        goTo: fake.goTo,
        after: fake.after,
        loadSignals,
      });
    return { team: { session, workspaces, ...(billing && { billing }) } satisfies TeamState, dispose };
  });
  return { team, hints: kept, comeBack: () => returns.forEach((listener) => listener()), dispose };
}

/** Renders a screen as with a backend. */
export function renderWithTeam(
  screen: () => JSX.Element,
  server: FakeServer,
  options: TeamOptions & { readonly path?: string } = {},
) {
  const made = createTeamOver(server, options);
  const Within = () => {
    const app = useApp();
    return (
      <AppContext.Provider value={{ ...app, team: () => made.team }}>
        {screen()}
        <ToastRegion />
      </AppContext.Provider>
    );
  };
  return { ...renderScreen(() => <Within />, options), ...made };
}
