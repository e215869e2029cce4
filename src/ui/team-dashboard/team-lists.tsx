import { createMemo, createSignal, Show } from 'solid-js';
import type { SavedScenario } from '#contract/saved.ts';
import { CardSection } from '../dashboard/card-section.tsx';
import { useApp } from '../kit/app-context.ts';
import { Button } from '../kit/button.tsx';
import { EmptyState } from '../kit/empty-state.tsx';
import { groupTeamCards } from './group-team-cards.ts';
import { Unshared } from './unshared.tsx';

export interface TeamListsProps {
  /** Those that were searched for, newest first. */
  scenarios: readonly SavedScenario[];
  isFiltered: boolean;
  now: number;
}

/** A workspace's scenarios: pinned, one's own, the others', and what is only in this browser. */
export function TeamLists(props: TeamListsProps) {
  const app = useApp();
  const [isLoading, setLoading] = createSignal(false);
  const shared = () => app.team?.()?.shared;
  const groups = createMemo(() => groupTeamCards(props.scenarios));
  const loadAll = async () => {
    setLoading(true);
    await shared()?.loadAll();
    setLoading(false);
  };
  return (
    <>
      <Show when={groups().pinned.length > 0}>
        <CardSection title="Pinned" scenarios={groups().pinned} now={props.now} />
      </Show>
      <Show when={groups().mine.length > 0}>
        <CardSection title="My recent scenarios" scenarios={groups().mine} now={props.now} />
      </Show>
      <Show when={groups().team.length > 0}>
        <CardSection title="My team’s recent scenarios" scenarios={groups().team} now={props.now} />
      </Show>
      <Show when={props.scenarios.length === 0}>
        <Show
          when={props.isFiltered}
          fallback={
            <EmptyState title="No scenario in this workspace yet">
              {app.projects.current()
                ? 'Ask a question above, or move one of this browser here. Everybody in the workspace reads the answers.'
                : 'What your teammates ask appears here by itself. To ask a question yourself, import events first.'}
            </EmptyState>
          }
        >
          <EmptyState title="No scenario matches">Search for other words, or show every colour.</EmptyState>
        </Show>
      </Show>
      <Show when={shared()?.isAll() === false}>
        <p class="cards-more">
          <Button disabled={isLoading()} onClick={() => void loadAll()}>
            {isLoading() ? 'Loading older ones…' : 'Load older ones, too'}
          </Button>
        </p>
      </Show>
      <Show when={!props.isFiltered && shared()}>{(state) => <Unshared shared={state()} />}</Show>
    </>
  );
}
