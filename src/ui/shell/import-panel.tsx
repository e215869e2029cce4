import { createEffect, createMemo, Match, onCleanup, Show, Switch } from 'solid-js';
import type { ImportState } from '#state/projects/imports-state.ts';
import { describeError } from '../describe-error.ts';
import { useApp } from '../kit/app-context.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { useFileIntake } from './file-intake.ts';
import { ImportProgressView } from './import-progress.tsx';
import { ImportReportView } from './import-report.tsx';
import { ImportTargetQuestion } from './import-target-question.tsx';
import { ImportZoneQuestion } from './import-zone-question.tsx';
import './import.css';

/** Everything an import asks and says, on top of whatever screen is open. */
export function ImportPanel() {
  const app = useApp();
  const intake = useFileIntake();
  const inState = <K extends ImportState['kind']>(kind: K) => {
    const state = app.imports.state();
    return state.kind === kind ? (state as Extract<ImportState, { kind: K }>) : undefined;
  };
  const working = createMemo(() => inState('inspecting') !== undefined || inState('running') !== undefined);
  // All of an import or nothing: the browser asks before it ends one with its page.
  createEffect(() => {
    if (!working()) return;
    const ask = (event: Event): void => event.preventDefault();
    addEventListener('beforeunload', ask);
    onCleanup(() => removeEventListener('beforeunload', ask));
  });

  return (
    <div class="import-panel">
      <Show when={intake.pending()}>{(files) => <ImportTargetQuestion files={files()} />}</Show>
      <Switch>
        <Match when={working()}>
          <ImportProgressView progress={inState('running')?.progress ?? null} onCancel={() => app.imports.cancel()} />
        </Match>
        <Match when={inState('asking-zone')}>
          {(asking) => (
            <ImportZoneQuestion
              offsetMinutes={asking().offsetMinutes}
              zones={asking().zones}
              onAnswer={(basis) => void app.imports.answerZone(basis)}
              onCancel={() => app.imports.cancel()}
            />
          )}
        </Match>
        <Match when={inState('failed')}>
          {(failed) => (
            <div class="notice bad" role="alert">
              <p>
                <b>Not imported.</b> {describeError(failed().error)}
              </p>
              <Show when={failed().oneIn}>
                {(oneIn) => (
                  <Button kind="first" onClick={() => void app.imports.takeSample(intake.lastName())}>
                    Import 1 in {oneIn()} users
                  </Button>
                )}
              </Show>
              <Button onClick={() => app.imports.dismiss()}>Close</Button>
            </div>
          )}
        </Match>
      </Switch>
      <ImportReportView report={inState('done')?.report ?? null} onClose={() => app.imports.dismiss()}>
        <Show when={inState('cancelled')}>
          <span class="import-cancelled">
            <Icon name="info" /> Import cancelled. What was there before is untouched.
            <IconButton label="Close" onClick={() => app.imports.dismiss()}>
              <Icon name="close" />
            </IconButton>
          </span>
        </Show>
      </ImportReportView>
    </div>
  );
}
