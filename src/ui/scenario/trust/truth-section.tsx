import { For, Show } from 'solid-js';
import type { ResultRow } from '#core/predictor/result.ts';
import { timesOrMore } from '#core/predictor/words/describe-row.ts';
import { formatRatio } from '#core/predictor/words/format-ratio.ts';
import { Icon } from '../../kit/icon.tsx';
import { placeHere } from './plain-comparison-rows.ts';
import { RowName } from '../ranking/row-name.tsx';
import styles from './trust.module.css';
import { compareTruth, type KnownTruth, wronglyRanked } from './truth-rows.ts';

export interface TruthSectionProps {
  truth: KnownTruth;
  rows: readonly ResultRow[];
}

function Absent(props: { names: readonly string[]; rows: readonly ResultRow[]; what: string }) {
  const wrong = () => wronglyRanked(props.names, props.rows);
  return (
    <Show when={props.names.length > 0}>
      <p>
        {props.what}: {props.names.join(', ')}.{' '}
        {wrong().length === 0 ? 'None of them is ranked, as it should be.' : `Wrongly ranked: ${wrong().join(', ')}.`}
      </p>
    </Show>
  );
}

/** On simulated data: the true drivers beside what was found, row by row. */
export function TruthSection(props: TruthSectionProps) {
  const compared = () => compareTruth(props.truth, props.rows);
  const right = () => compared().filter((row) => row.right).length;
  return (
    <section class={styles.plain}>
      <h2>What is true here</h2>
      <p class="small">
        These events were made by a simulation, so its true drivers are known. {right()} of {compared().length} are
        found in the right table.
      </p>
      <table aria-label="What is true here">
        <thead>
          <tr>
            <th scope="col">True driver</th>
            <th scope="col">True</th>
            <th scope="col">Found (95% interval)</th>
            <th scope="col">Here</th>
          </tr>
        </thead>
        <tbody>
          <For each={compared()}>
            {(row) => (
              <tr>
                <th scope="row">
                  <RowName row={row.driver} />
                  <Show when={row.driver.minCount !== null && row.driver.minCount > 1}>
                    <small> {timesOrMore(row.driver.minCount ?? 1)}</small>
                  </Show>
                </th>
                <td>{formatRatio(row.driver.hazardRatio)}</td>
                <td>
                  <Show when={row.found?.hazard} fallback="–">
                    {(hazard) => (
                      <>
                        {formatRatio(hazard().ratio)}{' '}
                        <span class={`quiet ${styles.interval}`}>
                          ({formatRatio(hazard().low)} – {formatRatio(hazard().high)})
                        </span>
                      </>
                    )}
                  </Show>
                </td>
                <td>
                  <span class={styles.verdict} classList={{ [styles.wrong as string]: !row.right }}>
                    <Icon name={row.right ? 'check' : 'warning'} size={14} />
                    {row.found ? placeHere(row.found) : 'not found'}
                    <Show when={row.found && row.right && row.found.event !== row.driver.event}>
                      , as <bdi>{row.found?.event}</bdi>
                    </Show>
                  </span>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Absent what="Steps on the way" names={props.truth.steps} rows={props.rows} />
      <Absent what="Only follow the target" names={props.truth.afterTarget} rows={props.rows} />
    </section>
  );
}
