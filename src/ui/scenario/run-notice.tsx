import { Match, Show, Switch } from 'solid-js';
import type { AnalysisProgress } from '#contract/analysis.ts';
import type { RunState } from '#state/app-state.ts';
import { describeError } from '../describe-error.ts';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { ProgressBar } from '../kit/progress-bar.tsx';
import styles from './run-notice.module.css';

const stages: Readonly<Record<AnalysisProgress['stage'], string>> = {
  opening: 'Opening the events',
  cohort: 'Finding who did both',
  'risk-sets': 'Drawing comparable people',
  screen: 'A first look at every behaviour',
  fit: 'Weighing them against one another',
  finish: 'Writing the answer',
};

export interface RunNoticeProps {
  run: RunState;
  onExplore: () => void;
  onCancel: () => void;
}

const as = <K extends RunState['kind']>(run: RunState, kind: K) =>
  run.kind === kind ? (run as Extract<RunState, { kind: K }>) : undefined;

/** Where the analysis stands: at work, failed, out of date. Says nothing when the answer is there and current. */
export function RunNotice(props: RunNoticeProps) {
  const words = (progress: AnalysisProgress | null) => (progress ? stages[progress.stage] : 'Waiting for its turn');
  return (
    <Switch>
      <Match when={as(props.run, 'running')}>
        {(run) => (
          <div class={styles.running}>
            <p role="status">
              <b>{words(run().progress)}</b>
              <Show when={run().preliminary}> · First look, being refined.</Show>
            </p>
            <ProgressBar
              label="Analysis"
              fraction={run().progress?.fraction ?? null}
              valueText={words(run().progress)}
            />
            <Button onClick={() => props.onCancel()}>Cancel</Button>
          </div>
        )}
      </Match>
      <Match when={as(props.run, 'failed')}>
        {(run) => (
          <div class="notice bad">
            <p role="alert">
              {describeError(run().error)}
              <Show when={run().result}> Below is the last answer.</Show>
            </p>
            <Button onClick={() => props.onExplore()}>Retry</Button>
          </div>
        )}
      </Match>
      <Match when={props.run.kind === 'idle' && props.run.stale && props.run.result}>
        <div class="notice warn">
          <p role="status">The events or the question have changed since this was worked out.</p>
          <Button onClick={() => props.onExplore()}>
            <Icon name="refresh" size={14} /> Refresh
          </Button>
        </div>
      </Match>
    </Switch>
  );
}
