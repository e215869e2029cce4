import { createMemo, For, Show } from 'solid-js';
import type { CoveredDay } from '#contract/pull.ts';
import { formatMonthYear } from '../charts/format-month.ts';
import { formatCount, formatDay } from '../kit/format.ts';
import { type CalendarState, stateWords } from './pull-words.ts';

const DAY_MS = 86_400_000;
const CELL = 14;
const GAP = 3;
const TOP = 18;
const LEFT = 30;
const states: readonly CalendarState[] = ['done', 'pulling', 'waiting', 'failed', 'file'];

export interface PullCalendarProps {
  /** Oldest first, without gaps. */
  days: readonly CoveredDay[];
  /** Days with events that were not fetched: they came from a file. */
  filed: ReadonlySet<number>;
}

/** Every day that is to be here and how it stands: a column a week, the same as a table below. */
export function PullCalendar(props: PullCalendarProps) {
  const cells = createMemo(() => {
    const first = props.days[0]?.day ?? 0;
    // 1 January 1970 was a Thursday; weeks begin on Monday.
    const offset = (first + 3) % 7;
    return props.days.map(({ day, state }, at) => ({
      day,
      state: state === 'waiting' && props.filed.has(day) ? ('file' as const) : state,
      x: LEFT + Math.floor((at + offset) / 7) * (CELL + GAP),
      y: TOP + ((at + offset) % 7) * (CELL + GAP),
    }));
  });
  const width = () => (cells().at(-1)?.x ?? 0) + CELL + 1;
  const monthOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 7);
  const months = createMemo(() => {
    const found = new Map<string, { x: number; counts: Map<CalendarState, number> }>();
    for (const { day, state, x } of cells()) {
      const month = monthOf(day);
      const known = found.get(month) ?? { x, counts: new Map() };
      known.counts.set(state, (known.counts.get(state) ?? 0) + 1);
      found.set(month, known);
    }
    return [...found].map(([month, { x, counts }]) => ({ month, x, counts }));
  });
  // A label whose month has but a column would run into the next.
  const labelled = () => months().filter(({ x }, at, all) => (all[at + 1]?.x ?? Infinity) - x >= 3 * (CELL + GAP));
  const present = createMemo(() => {
    const counts = new Map<CalendarState, number>();
    for (const { state } of cells()) counts.set(state, (counts.get(state) ?? 0) + 1);
    return states.flatMap((state) => {
      const count = counts.get(state) ?? 0;
      return count > 0 ? [{ state, count }] : [];
    });
  });
  const label = () =>
    `The last ${formatCount(props.days.length)} days: ${present()
      .map(({ state, count }) => `${formatCount(count)} ${stateWords[state]}`)
      .join(', ')}.`;
  return (
    <figure class="pull-calendar">
      <svg viewBox={`0 0 ${width()} ${TOP + 7 * (CELL + GAP)}`} role="img" aria-label={label()}>
        <For each={['Mon', 'Wed', 'Fri']}>
          {(name, at) => (
            <text x="0" y={TOP + at() * 2 * (CELL + GAP) + 11} class="pull-axis">
              {name}
            </text>
          )}
        </For>
        <For each={labelled()}>
          {({ month, x }) => (
            <text x={x} y="10" class="pull-axis">
              {formatMonthYear(month)}
            </text>
          )}
        </For>
        <For each={cells()}>
          {(cell) => (
            <g class={`pull-day ${cell.state}`} transform={`translate(${cell.x} ${cell.y})`}>
              <title>{`${formatDay(cell.day * DAY_MS)}: ${stateWords[cell.state]}`}</title>
              <DayMark state={cell.state} />
            </g>
          )}
        </For>
      </svg>
      <figcaption class="pull-legend small">
        <For each={present()}>
          {({ state, count }) => (
            <span>
              <svg
                width="14"
                height="14"
                viewBox={`0 0 ${CELL} ${CELL}`}
                class={`pull-day ${state}`}
                aria-hidden="true"
              >
                <DayMark state={state} />
              </svg>
              {formatCount(count)} {stateWords[state]}
            </span>
          )}
        </For>
      </figcaption>
      <details class="coverage-table">
        <summary>As a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Month</th>
              <For each={present()}>{({ state }) => <th scope="col">{stateWords[state]}</th>}</For>
            </tr>
          </thead>
          <tbody>
            <For each={months()}>
              {({ month, counts }) => (
                <tr>
                  <td>{formatMonthYear(month)}</td>
                  <For each={present()}>{({ state }) => <td>{formatCount(counts.get(state) ?? 0)}</td>}</For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** Each state has a shape, so that colour is never the only cue. */
function DayMark(props: { state: CalendarState }) {
  return (
    <>
      <rect x="0.5" y="0.5" width={CELL - 1} height={CELL - 1} rx="2.500" />
      <Show when={props.state === 'pulling'}>
        <circle cx="7" cy="7" r="2.500" />
      </Show>
      <Show when={props.state === 'failed'}>
        <path d="m4.500 4.500 5 5m0-5-5 5" />
      </Show>
      <Show when={props.state === 'file'}>
        <path d="M4 9.500h6M4 4.500h6M4 7h6" />
      </Show>
    </>
  );
}
