import { createMemo, createSignal, For, Show } from 'solid-js';
import type { ResultDocument } from '#core/predictor/result.ts';
import type { ResultDigest } from '#core/predictor/words/compare-results.ts';
import { useApp } from '../kit/app-context.ts';
import { isolate } from '../kit/isolate.ts';
import { later } from '../kit/later.tsx';
import { WhenNear } from '../kit/when-near.tsx';
import { changeNote } from './change-sentence.ts';
import { CohortFlow } from './trust/cohort-flow.tsx';
import type { ScenarioActions } from './question/create-scenario-actions.ts';
import { HelpLink } from './help-link.tsx';
import { NotRankedLine } from './shelves/not-ranked-line.tsx';
import { PlainComparison } from './trust/plain-comparison.tsx';
import { Rankings } from './ranking/rankings.tsx';
import styles from './result-body.module.css';
import { Section } from './section.tsx';
import { Shelves } from './shelves/shelves.tsx';
import { Summary } from './summary.tsx';
import { Trust } from './trust/trust.tsx';
import { truthOf } from './trust/truth-rows.ts';
import { TruthSection } from './trust/truth-section.tsx';

const room = (height: number) => () => <div style={{ height: `${height}px` }} />;
const OverTime = later(() => import('./over-time.tsx').then((module) => module.OverTime), room(320));
const Who = later(() => import('./who/who.tsx').then((module) => module.Who), room(92));

export interface ResultBodyProps {
  scenarioId: string;
  result: ResultDocument;
  /** The answer that this one took the place of. */
  previous: ResultDigest | null;
  /** It is a first look, on the way to refresh an answer to the same question. */
  isRefresh: boolean;
  /** Why the users to convert next cannot be asked for now; null while they can. */
  blocked: string | null;
  actions: ScenarioActions;
}

/** A result from its figures down to its model card. */
export function ResultBody(props: ResultBodyProps) {
  const app = useApp();
  const [wantedShelf, setWantedShelf] = createSignal<{ readonly title: string } | null>(null);
  const target = () => props.result.definition.target.event;
  const truth = () => {
    const known = app.truth?.();
    return known ? truthOf(known, props.result.definition) : null;
  };
  const refused = () => (props.result.claim.kind === 'describe-only' ? props.result.claim.reason : null);
  const isWhole = () => props.result.stage === 'complete';
  const note = createMemo(() => changeNote(props.result, props.previous, props.isRefresh));

  return (
    <>
      <Summary result={props.result} />
      <CohortFlow
        result={props.result}
        onKeepOutliers={(keepOutliers) => void props.actions.redefine({ keepOutliers })}
      />
      <p class={styles.verdict}>
        <For each={props.result.verdict}>{(sentence, index) => `${index() > 0 ? ' ' : ''}${isolate(sentence)}`}</For>
      </p>
      <Show
        when={refused() === null}
        fallback={
          <section class={styles.refused}>
            <h2>No ranking yet</h2>
            <p>{refused()}</p>
            <p>
              The figures above are plain counts and hold as they are. A longer time, fewer filters or more data may
              bring enough people; so long there is no saying who is next, either.{' '}
              <HelpLink page="what-is-a-scenario" section="enough">
                What is enough
              </HelpLink>
            </p>
          </section>
        }
      >
        <div class={styles.notes}>
          <Show when={note()}>
            {(found) => (
              <p>
                {isolate(found().sentence)}{' '}
                <HelpLink page="reading-a-result" section="refresh">
                  What counts as new
                </HelpLink>
              </p>
            )}
          </Show>
          <NotRankedLine rows={props.result.rows} onGo={(title) => setWantedShelf({ title })} />
        </div>
        <Rankings
          result={props.result}
          fresh={note()?.fresh ?? new Set<string>()}
          onHide={(event) => void props.actions.hide(event)}
        />
        <Shelves
          rows={props.result.rows}
          targetEvent={target()}
          wanted={wantedShelf()}
          onUnhide={(event) => void props.actions.unhide(event)}
        />
        <Show when={isWhole()}>
          <Section
            id="over-time"
            title="Change over time"
            help={{ page: 'reading-a-result', section: 'over-time' }}
            ask="How to read it"
          >
            <WhenNear height={320}>
              <OverTime rows={props.result.rows} />
            </WhenNear>
          </Section>
          <Section
            id="who"
            title="Who is next"
            help={{ page: 'reading-a-result', section: 'who' }}
            ask="What the probability is"
          >
            <WhenNear height={92}>
              <Who scenarioId={props.scenarioId} result={props.result} blocked={props.blocked} />
            </WhenNear>
          </Section>
        </Show>
      </Show>
      <Show when={truth()}>{(truth) => <TruthSection truth={truth()} rows={props.result.rows} />}</Show>
      <Show when={refused() === null}>
        <PlainComparison result={props.result} />
      </Show>
      <Trust result={props.result} />
    </>
  );
}
