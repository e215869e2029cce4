import { createMemo, createSignal, For, Show } from 'solid-js';
import { whatIf, whatIfWords } from '#core/predictor/what-if.ts';
import type { ResultDocument, ResultRow } from '#core/predictor/result.ts';
import { formatWholeShare } from '../../charts/format-share.ts';
import { formatCount } from '../../kit/format.ts';
import { isolate } from '../../kit/isolate.ts';
import { HelpLink } from '../help-link.tsx';
import styles from './what-if.module.css';

const usual = [5, 10, 20];
const MOST = 100;

/** Whole below a hundred, then two digits that count, as the sentences beside it say it. */
const rounded = (value: number) => formatCount(value < 100 ? Math.round(value) : Number(value.toPrecision(2)));

/** More or fewer, as a figure: `+120`, `−40`, `±0`. */
function signed(value: number): string {
  const count = rounded(Math.abs(value));
  return count === '0' ? '±0' : `${value > 0 ? '+' : '−'}${count}`;
}

export interface WhatIfProps {
  result: ResultDocument;
  row: ResultRow;
}

/** What would be expected if more people did it, with its interval, the plain warning and the experiment that would tell. */
export function WhatIf(props: WhatIfProps) {
  const [points, setPoints] = createSignal(10);
  const answer = createMemo(() => whatIf(props.result, props.row, points()));
  return (
    <Show when={whatIf(props.result, props.row, MOST)}>
      <section class={styles.whatIf} aria-label="What if more people did it?">
        <header>
          <h3>What if more people did it?</h3>
          <HelpLink page="reading-a-result" section="what-if">
            What this assumes
          </HelpLink>
        </header>
        <div class={styles.ask}>
          <span>A further</span>
          <span class={styles.usual}>
            <For each={usual}>
              {(share) => (
                <button
                  type="button"
                  class="button"
                  aria-label={`A further ${share}% of the people`}
                  aria-pressed={points() === share}
                  onClick={() => setPoints(share)}
                >
                  {share}%
                </button>
              )}
            </For>
          </span>
          <input
            class="input"
            type="number"
            min="1"
            max={MOST}
            step="1"
            aria-label="A further share of the people, percent"
            value={points()}
            onInput={(event) => {
              const share = event.currentTarget.valueAsNumber;
              if (share > 0) setPoints(Math.min(MOST, share));
            }}
          />
          <span>% of the people</span>
        </div>
        <Show when={answer()}>
          {(found) => (
            <div class={styles.answer}>
              <dl>
                <div>
                  <dt>Conversions</dt>
                  <dd>
                    <b>{signed(found().moreConversions.value)}</b>{' '}
                    <span class="quiet">
                      {signed(found().moreConversions.low)} to {signed(found().moreConversions.high)}
                    </span>
                  </dd>
                </div>
                <div>
                  <dt>Doing it</dt>
                  <dd>
                    {formatWholeShare(found().from)} → {formatWholeShare(found().to)}
                  </dd>
                </div>
                <div>
                  <dt>An experiment needs</dt>
                  <dd>
                    {found().experimentSize === null ? '–' : `2 × ${rounded(found().experimentSize ?? 0)} people`}
                  </dd>
                </div>
              </dl>
              <div class={styles.words}>
                <For each={whatIfWords(props.result, props.row, found())}>
                  {(sentence) => <p>{isolate(sentence)}</p>}
                </For>
              </div>
            </div>
          )}
        </Show>
      </section>
    </Show>
  );
}
