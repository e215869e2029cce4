import { createMemo, For, Show } from 'solid-js';
import type { ResultDocument } from '#core/predictor/result.ts';
import { plainDifferences } from '#core/predictor/words/plain-differences.ts';
import { formatRatio } from '#core/predictor/words/format-ratio.ts';
import { formatOrdinal } from '#core/predictor/words/format-ordinal.ts';
import { isolate } from '../../kit/isolate.ts';
import { HelpLink } from '../help-link.tsx';
import { buried, placeHere, plainList } from './plain-comparison-rows.ts';
import { RowName } from '../ranking/row-name.tsx';
import styles from './trust.module.css';

/** The list that a plain odds ratio would have made, and what became of it here. */
export function PlainComparison(props: { result: ResultDocument }) {
  const theirs = createMemo(() => plainList(props.result.rows, 8));
  const lost = createMemo(() => buried(props.result.rows, 8));
  const differences = createMemo(() => plainDifferences(props.result));
  return (
    <Show when={theirs().length > 0}>
      <section class={styles.plain}>
        <h2>What a plain odds ratio would have listed</h2>
        <p class="small">
          It compares converters, who are watched until they convert, with people who had all the time to do everything.{' '}
          <HelpLink page="the-method" section="odds-ratio">
            Why that misleads
          </HelpLink>
        </p>
        <Show when={differences().length > 0}>
          <ul class={styles.differences} aria-label="Where the two differ most">
            <For each={differences()}>{({ sentence }) => <li>{isolate(sentence)}</li>}</For>
          </ul>
        </Show>
        <div class={styles.lists}>
          <table aria-label="Its first rows">
            <thead>
              <tr>
                <th scope="col">Its first rows</th>
                <th scope="col">Its ratio</th>
                <th scope="col">Here</th>
              </tr>
            </thead>
            <tbody>
              <For each={theirs()}>
                {(row) => (
                  <tr>
                    <th scope="row">
                      <RowName row={row} />
                    </th>
                    <td>{row.plainOddsRatio === null ? '–' : formatRatio(row.plainOddsRatio)}</td>
                    <td>{placeHere(row)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
          <Show when={lost().length > 0}>
            <table aria-label="What it would have buried">
              <thead>
                <tr>
                  <th scope="col">What it would have buried</th>
                  <th scope="col">Its place</th>
                  <th scope="col">Here</th>
                </tr>
              </thead>
              <tbody>
                <For each={lost()}>
                  {(row) => (
                    <tr>
                      <th scope="row">
                        <RowName row={row} />
                      </th>
                      <td>{formatOrdinal(row.plainRank ?? 0)}</td>
                      <td>{placeHere(row)}</td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </Show>
        </div>
      </section>
    </Show>
  );
}
