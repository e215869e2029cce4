import { Show } from 'solid-js';
import type { ImportProgress } from '#contract/ingest.ts';
import { Button } from '../kit/button.tsx';
import { formatBytes, formatCount, formatNoun } from '../kit/format.ts';
import { ProgressBar } from '../kit/progress-bar.tsx';

const phases = { reading: 'Reading', sorting: 'Sorting', writing: 'Writing' } as const;

const timeLeft = (seconds: number): string => {
  if (seconds < 1) return 'nearly done';
  return seconds < 90 ? `${Math.ceil(seconds)} s left` : `${Math.ceil(seconds / 60)} min left`;
};

/** How far an import is: what it reads, events so far, rate, time left. */
export function ImportProgressView(props: { progress: ImportProgress | null; onCancel: () => void }) {
  const title = () => {
    const progress = props.progress;
    if (!progress) return 'Looking at the files…';
    return progress.phase === 'reading' ? `${phases.reading} ${progress.file}` : `${phases[progress.phase]} events`;
  };
  const percent = () => Math.round((props.progress?.fraction ?? 0) * 100);
  return (
    <section class="import-card" aria-label="Import in progress">
      <div class="import-line">
        <b class="cut" dir="auto">
          {title()}
        </b>
        <span class="num quiet">{props.progress ? `${percent()}%` : ''}</span>
        <Button onClick={() => props.onCancel()}>Cancel</Button>
      </div>
      <ProgressBar label="Import" fraction={props.progress?.fraction ?? null} valueText={`${title()}, ${percent()}%`} />
      <p class="import-facts small num">
        <Show when={props.progress} fallback={<span>&nbsp;</span>}>
          {(progress) => (
            <>
              <span>{formatNoun(progress().events, 'event')}</span>
              <span>
                {formatBytes(progress().bytesRead)} of {formatBytes(progress().bytesTotal)}
              </span>
              <Show when={progress().phase === 'reading' && progress().bytesPerSecond > 0}>
                <span>{formatBytes(progress().bytesPerSecond)}/s</span>
              </Show>
              <Show when={progress().secondsLeft !== null}>
                <span>{timeLeft(progress().secondsLeft ?? 0)}</span>
              </Show>
              <Show when={progress().refused > 0}>
                <span>{formatCount(progress().refused)} refused</span>
              </Show>
            </>
          )}
        </Show>
      </p>
    </section>
  );
}
