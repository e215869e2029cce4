import { Match, Show, Switch } from 'solid-js';
import type { AnalysisProgress } from '#contract/analysis.ts';
import type { ResultDocument } from '#core/predictor/result.ts';
import type { WhoState } from '#state/scenarios/prospects-state.ts';
import { describeError } from '../../describe-error.ts';
import { useApp } from '../../kit/app-context.ts';
import { Button } from '../../kit/button.tsx';
import { formatSpan } from '../../kit/format.ts';
import { isolate } from '../../kit/isolate.ts';
import { ProgressBar } from '../../kit/progress-bar.tsx';
import { HelpLink } from '../help-link.tsx';
import { WhoList } from './who-list.tsx';
import styles from './who.module.css';

const stages: Readonly<Record<AnalysisProgress['stage'], string>> = {
  opening: 'Opening the events',
  cohort: 'Finding who is still open',
  'risk-sets': 'Drawing comparable people',
  screen: 'Looking at every behaviour',
  fit: 'Weighing them against one another',
  finish: 'Working out each one’s chance',
};

const words = (progress: AnalysisProgress | null) => (progress ? stages[progress.stage] : 'Waiting for its turn');

const as = <K extends WhoState['kind']>(state: WhoState, kind: K) =>
  state.kind === kind ? (state as Extract<WhoState, { kind: K }>) : undefined;

export interface WhoProps {
  scenarioId: string;
  result: ResultDocument;
  /** Why it cannot be asked for now; null while it can. */
  blocked: string | null;
}

/** Who is likely to convert next, on request: the search, its states, and the list with its file. */
export function Who(props: WhoProps) {
  const app = useApp();
  const state = () => app.prospects.of(props.scenarioId);
  const find = () => app.prospects.find(props.scenarioId);
  const target = () => props.result.definition.target.event;
  const hardly = () => props.result.quality?.predicts === false;

  return (
    <div class={styles.who}>
      <p class={styles.words}>
        {isolate(
          `For everybody who has not reached ${target()}: how likely they are to, within ${formatSpan(props.result.horizonMs)} of starting, by what they have done so far.`,
        )}{' '}
        Worked out here; nothing leaves this computer by itself. The file is for{' '}
        <HelpLink page="reading-a-result" section="mixpanel-cohort">
          a cohort in Mixpanel
        </HelpLink>
        .
      </p>
      <Show when={hardly()}>
        <p class={styles.words}>
          <b>Nothing here predicts it</b>, so such a list is hardly better than one drawn by lot.
        </p>
      </Show>
      <Switch
        fallback={
          <div class={styles.ask}>
            <Button disabled={props.blocked !== null} onClick={find}>
              Find them
            </Button>
            <Show when={props.blocked}>{(why) => <span class="small">{why()}</span>}</Show>
            <Show when={props.blocked === null && state().kind === 'cancelled'}>
              <span class="small" role="status">
                Cancelled.
              </span>
            </Show>
          </div>
        }
      >
        <Match when={as(state(), 'running')}>
          {(running) => (
            <div class={styles.running}>
              <span role="status">{words(running().progress)}</span>
              <ProgressBar label="Who is next" fraction={running().progress?.fraction ?? null} />
              <Button onClick={() => app.prospects.cancel(props.scenarioId)}>Cancel</Button>
            </div>
          )}
        </Match>
        <Match when={as(state(), 'failed')}>
          {(failed) => (
            <div class="notice bad">
              <p role="alert">{describeError(failed().error)}</p>
              <Button onClick={find}>Retry</Button>
            </div>
          )}
        </Match>
        <Match when={as(state(), 'done')}>
          {(done) => <WhoList prospects={done().prospects} result={props.result} />}
        </Match>
      </Switch>
    </div>
  );
}
