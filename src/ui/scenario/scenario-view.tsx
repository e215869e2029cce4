import { createMemo, onMount, Show } from 'solid-js';
import { PteroError } from '#core/errors/ptero-error.ts';
import { isReadOnly } from '../billing/read-only.ts';
import { describeError } from '../describe-error.ts';
import { useApp } from '../kit/app-context.ts';
import { Button } from '../kit/button.tsx';
import { useScreenTitle } from '../kit/screen-title.ts';
import { showToast } from '../kit/toast.tsx';
import { createScenarioActions } from './question/create-scenario-actions.ts';
import { sameQuestion } from './question/describe-conditions.ts';
import { Headline } from './headline.tsx';
import { ResultBody } from './result-body.tsx';
import { ResultSkeleton } from './result-skeleton.tsx';
import { RunNotice } from './run-notice.tsx';
import { later } from '../kit/later.tsx';
import styles from './scenario-view.module.css';

const ReadOnlyRun = later(() => import('../billing/read-only-run.tsx').then((module) => module.ReadOnlyRun));
const TeamLine = later(() => import('../team-dashboard/team-line.tsx').then((module) => module.TeamLine));

/** One scenario that is known to exist when this is made. */
export function ScenarioView(props: { id: string }) {
  const app = useApp();
  const scenario = () => app.scenarios.byId(props.id);
  const run = createMemo(() => app.scenarios.run(props.id));
  const fixed = () => isReadOnly(app, scenario()) && run().kind !== 'running';
  const explore = () => app.scenarios.explore(props.id);
  const actions = createScenarioActions(app, props.id);

  /** What to show: the first look while it is refined, else the last answer to this very question. */
  const shown = createMemo(() => {
    const state = run();
    const found = (state.kind === 'running' ? state.preliminary : null) ?? state.result;
    const asked = scenario()?.definition;
    return found && asked && sameQuestion(found.definition, asked) ? found : null;
  });
  const outdated = () => {
    const state = run();
    return state.kind === 'running' && state.preliminary === null && shown() !== null;
  };
  const isRefresh = () => {
    const [old, now] = [run().result, shown()];
    return old !== null && now !== null && JSON.stringify(old.definition) === JSON.stringify(now.definition);
  };
  const blocked = () => {
    const state = run();
    if (state.kind === 'running') return 'Wait until the answer is worked out.';
    return state.kind === 'idle' && state.stale
      ? 'The events or the question have changed. Refresh the answer first.'
      : null;
  };
  const isLoading = () => {
    const state = run();
    return state.kind === 'idle' && state.isLoading === true;
  };
  const outgrown = () => {
    const state = run();
    return state.kind === 'idle' && state.result === null && state.stale;
  };
  useScreenTitle(() => {
    const definition = scenario()?.definition;
    return definition ? `What leads from ${definition.start.event} to ${definition.target.event}?` : 'Scenario';
  });
  onMount(() => {
    app.scenarios
      .update(props.id, { openedAt: Date.now() })
      .catch((cause: unknown) => showToast(describeError(PteroError.from(cause))));
  });

  return (
    <Show when={scenario()}>
      {(current) => (
        <article class={styles.scenario}>
          <div>
            <Headline scenario={current()} result={shown()} />
            <Show when={current().shared}>{(shared) => <TeamLine shared={shared()} />}</Show>
          </div>
          <div class={styles.notice}>
            <Show
              when={fixed()}
              fallback={<RunNotice run={run()} onExplore={explore} onCancel={() => app.scenarios.cancel(props.id)} />}
            >
              <ReadOnlyRun run={run()} />
            </Show>
          </div>
          <div
            class={styles.answer}
            classList={{ [styles.outdated as string]: outdated() }}
            aria-busy={run().kind === 'running'}
          >
            <Show
              when={shown()}
              fallback={
                <Show
                  when={run().kind === 'running' || isLoading()}
                  fallback={
                    <Show when={current().shared?.hasEvents !== false && !fixed()}>
                      <NotAsked failed={run().kind === 'failed'} outgrown={outgrown()} onExplore={explore} />
                    </Show>
                  }
                >
                  <ResultSkeleton />
                </Show>
              }
            >
              {(result) => (
                <ResultBody
                  scenarioId={props.id}
                  result={result()}
                  previous={app.scenarios.previous(props.id)}
                  isRefresh={isRefresh()}
                  blocked={blocked()}
                  actions={actions}
                />
              )}
            </Show>
          </div>
        </article>
      )}
    </Show>
  );
}

function NotAsked(props: { failed: boolean; outgrown: boolean; onExplore: () => void }) {
  return (
    <Show when={!props.failed}>
      <div class={styles.ask}>
        <p>
          {props.outgrown
            ? 'The answer kept here is from an earlier version of Ptero, which said less. The question is as it was; working it out again takes a few seconds.'
            : 'This has not been worked out yet. It takes a few seconds, in this browser; no event leaves it.'}
        </p>
        <Button kind="first" large onClick={() => props.onExplore()}>
          {props.outgrown ? 'Refresh' : 'Explore'}
        </Button>
      </div>
    </Show>
  );
}
