import { createMemo, For, Match, Show, Switch } from 'solid-js';
import type { ResultDocument, ResultRow } from '#core/predictor/result.ts';
import type { ResultSummary } from '#core/sharing/shared-scenario.ts';
import type { RunState } from '#state/app-state.ts';
import { describeError } from '../describe-error.ts';
import { formatRatio } from '#core/predictor/words/format-ratio.ts';
import { formatShare } from '../kit/format.ts';
import { sampleWords } from '#core/sample/user-sample.ts';
import { isFinding } from '#core/predictor/words/findings.ts';
import { ProgressBar } from '../kit/progress-bar.tsx';
import { RowName } from '../scenario/ranking/row-name.tsx';

/** The three ranked rows that tell most, toward and away together. */
export function topRows(result: ResultDocument): readonly ResultRow[] {
  const ranked = result.rows.filter((row) => isFinding(row) && row.hazard !== null);
  return ranked.toSorted((a, b) => (b.power ?? 0) - (a.power ?? 0) || (a.rank ?? 0) - (b.rank ?? 0)).slice(0, 3);
}

/** What a card shows of an answer. */
interface Figures {
  readonly share: number;
  readonly isRanked: boolean;
  readonly top: ResultSummary['top'];
  readonly sample?: ResultSummary['sample'];
}

const figuresOf = (result: ResultDocument | null): Figures | null =>
  result && {
    share: result.conversion.share,
    isRanked: result.claim.kind === 'ranked',
    top: topRows(result),
    sample: result.sample,
  };
const summarised = (summary: ResultSummary | null | undefined): Figures | null =>
  summary
    ? {
        share: summary.conversion.share,
        isRanked: summary.claim === 'ranked',
        top: summary.top,
        sample: summary.sample,
      }
    : null;

/** A card's conversion rate and top rows; while there are none, what is going on instead. `summary` is a team's answer, not fetched yet. */
export function CardFigures(props: { run: RunState; summary?: ResultSummary | null }) {
  const figures = createMemo(
    () =>
      figuresOf(props.run.result) ??
      figuresOf(props.run.kind === 'running' ? props.run.preliminary : null) ??
      summarised(props.summary),
  );
  const failure = () => (props.run.kind === 'failed' ? props.run.error : undefined);
  return (
    <Switch
      fallback={
        <span class="card-wide small quiet">
          {props.run.kind === 'idle' && props.run.stale
            ? 'Answered by an earlier version; refresh it'
            : 'Not explored yet'}
        </span>
      }
    >
      <Match when={failure() === undefined || props.run.result ? figures() : null}>
        {(known) => (
          <>
            <span class="card-rate num">
              {formatShare(known().share)} <span class="small">convert</span>
              <Show when={known().sample}>
                {(sample) => <span class="small quiet card-sample">{sampleWords(sample())}</span>}
              </Show>
            </span>
            <span class="card-tops small" title={known().isRanked ? undefined : 'Too few people to rank anything'}>
              <Show
                when={known().top.length > 0}
                fallback={known().isRanked ? 'Nothing stands out' : 'Too few to rank'}
              >
                <For each={known().top}>
                  {(row, index) => (
                    <>
                      {index() > 0 ? ' · ' : ''}
                      <RowName row={row} /> <span class="num">{formatRatio(row.hazard?.ratio ?? 1)}</span>
                    </>
                  )}
                </For>
              </Show>
            </span>
          </>
        )}
      </Match>
      <Match when={failure()}>
        {(error) => <span class="card-wide small card-fault">{describeError(error())}</span>}
      </Match>
      <Match when={props.run.kind === 'running'}>
        <span class="card-wide">
          <ProgressBar
            label="Exploring"
            fraction={props.run.kind === 'running' ? (props.run.progress?.fraction ?? null) : null}
          />
        </span>
      </Match>
    </Switch>
  );
}
