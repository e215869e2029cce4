import { Match, Show, Switch } from 'solid-js';
import type { RunState } from '#state/app-state.ts';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { describeTeamError } from '../team/describe-team-error.ts';
import { ReadOnlyNote } from './read-only-note.tsx';

const as = <K extends RunState['kind']>(run: RunState, kind: K) =>
  run.kind === kind ? (run as Extract<RunState, { kind: K }>) : undefined;

/** Where a team's answer stands while its workspace is read-only: nothing is worked out, and the reason is said. */
export function ReadOnlyRun(props: { run: RunState }) {
  const idle = () => as(props.run, 'idle');
  const isLoading = () => idle()?.isLoading === true;
  return (
    <Switch>
      <Match when={as(props.run, 'failed')}>
        {(run) => (
          <div class="notice bad">
            <p role="alert">
              {describeTeamError(run().error)}
              <Show when={run().result}> Below is the last answer.</Show>
            </p>
          </div>
        )}
      </Match>
      <Match when={idle()?.result && idle()?.stale}>
        <div class="notice warn read-only-run">
          <div>
            <p role="status">The events or the question have changed since this was worked out.</p>
            <ReadOnlyNote id="run-plan" what="It cannot be refreshed" />
          </div>
          <Button aria-disabled="true" aria-describedby="run-plan">
            <Icon name="refresh" size={14} /> Refresh
          </Button>
        </div>
      </Match>
      <Match when={idle() && !idle()?.result && !isLoading()}>
        <div class="notice read-only-run">
          <div>
            <p>This has not been worked out yet.</p>
            <ReadOnlyNote id="run-plan" what="It cannot be" />
          </div>
          <Button aria-disabled="true" aria-describedby="run-plan">
            Explore
          </Button>
        </div>
      </Match>
    </Switch>
  );
}
