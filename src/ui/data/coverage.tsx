import { createMemo, createResource, For, Show } from 'solid-js';
import type { ProjectSummary } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { describeError } from '../describe-error.ts';
import { useApp } from '../kit/app-context.ts';
import { formatCount, formatNoun } from '../kit/format.ts';
import { coverageLines, type CoverageRow, coverageRows } from './coverage-rows.ts';

const LEVELS = [1, 2, 3, 4] as const;
const MONTH_STARTS = [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335] as const;

/** Which days have events: a calendar in lines, and the same as a table. */
export function Coverage(props: { project: ProjectSummary }) {
  const app = useApp();
  const [days] = createResource(
    () => `${props.project.id} ${props.project.fingerprint}`,
    () => app.store.days(props.project.id, null),
  );
  const coverage = createMemo(() => (days.state === 'ready' ? coverageRows(days()) : undefined));
  return (
    <section aria-labelledby="coverage-title">
      <div class="section">
        <h2 id="coverage-title">Coverage</h2>
        <span class="small">{formatNoun(props.project.totals.days, 'day')} with events, in UTC</span>
      </div>
      <Show when={days.error}>
        <p class="fault" role="alert">
          {describeError(PteroError.from(days.error))}
        </p>
      </Show>
      <Show
        when={coverage()}
        fallback={
          <Show when={!days.error}>
            <Waiting project={props.project} />
          </Show>
        }
      >
        {(known) => (
          <>
            <div
              class="coverage"
              role="img"
              aria-label={`Days with events, a line for each ${known().unit}. The table below says the same.`}
            >
              <For each={known().rows}>{(row) => <Line row={row} unit={known().unit} />}</For>
            </div>
            <details class="coverage-table">
              <summary>As a table</summary>
              <table>
                <thead>
                  <tr>
                    <th scope="col">Month</th>
                    <th scope="col">Days with events</th>
                    <th scope="col">Events</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={known().months}>
                    {(month) => (
                      <tr>
                        <td>{month.label}</td>
                        <td>{formatCount(month.days)}</td>
                        <td>{formatCount(month.events)}</td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </details>
          </>
        )}
      </Show>
    </section>
  );
}

/** As many empty lines as there will be, so that nothing moves when the days are known. */
function Waiting(props: { project: ProjectSummary }) {
  const { firstTimeMs, lastTimeMs } = props.project.totals;
  const lines = firstTimeMs === null || lastTimeMs === null ? 1 : coverageLines(firstTimeMs, lastTimeMs);
  return (
    <div aria-busy="true">
      <div class="coverage">
        <For each={Array.from({ length: lines }, () => ({ label: '\u00a0', days: [] }))}>
          {(row) => <Line row={row} unit="month" />}
        </For>
      </div>
      <div class="coverage-table">&nbsp;</div>
    </div>
  );
}

function Line(props: { row: CoverageRow; unit: 'month' | 'year' }) {
  const length = () => (props.unit === 'month' ? 31 : 366);
  const gap = () => (props.unit === 'month' ? 0.12 : 0);
  const path = (level: number) =>
    props.row.days
      .filter((day) => day.level === level)
      .map((day) => `M${day.at} 0h${1 - gap()}v10h${gap() - 1}z`)
      .join('');
  return (
    <div class="coverage-line">
      <span class="small num">{props.row.label}</span>
      <svg viewBox={`0 0 ${length()} 10`} preserveAspectRatio="none" height="14" width="100%">
        <rect width={length()} height="10" class="coverage-none" />
        <For each={LEVELS}>{(level) => <path d={path(level)} class={`coverage-${level}`} />}</For>
        <Show when={props.unit === 'year'}>
          <For each={MONTH_STARTS.slice(1)}>
            {(at) => <rect x={at - 0.2} width="0.5" height="10" class="coverage-gap" />}
          </For>
        </Show>
      </svg>
    </div>
  );
}
