import { useParams } from '@solidjs/router';
import { Show } from 'solid-js';
import { useApp } from '../kit/app-context.ts';
import { useScreenTitle } from '../kit/screen-title.ts';
import { ResultSkeleton } from './result-skeleton.tsx';
import { ScenarioView } from './scenario-view.tsx';
import styles from './scenario-view.module.css';

function UnknownScenario() {
  const app = useApp();
  useScreenTitle(() => 'No such scenario');
  return (
    <div class={styles.unknown}>
      <h1 tabIndex={-1}>There is no such scenario here</h1>
      <p>
        It was deleted, or it was made in another browser. Scenarios stay in the browser they were made in; to open
        somebody else’s, ask for its share link.
        <Show when={app.team}> One of a workspace shows when you are signed in and have chosen that workspace.</Show>
      </p>
      <a class="button" href="/">
        To the dashboard
      </a>
    </div>
  );
}

/** The page of one scenario: its question, its answer, and how far to trust it. Takes the id from the address. */
export function ScenarioScreen() {
  const params = useParams<{ id: string }>();
  const app = useApp();
  return (
    <Show when={app.scenarios.list() !== undefined} fallback={<ResultSkeleton />}>
      <Show
        when={app.scenarios.byId(params.id)?.id}
        keyed
        fallback={
          <Show when={!app.team || app.team()?.workspaces.list()} fallback={<ResultSkeleton />}>
            <UnknownScenario />
          </Show>
        }
      >
        {(id) => <ScenarioView id={id} />}
      </Show>
    </Show>
  );
}
