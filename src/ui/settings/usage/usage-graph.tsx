import { createMemo, createSignal, For, Show } from 'solid-js';
import { calendarMonths } from '#core/metering/calendar-months.ts';
import type { CountingRule } from '#core/metering/counting-rules.ts';
import { WINDOW_DAYS } from '#core/metering/rolling-users.ts';
import { UsagePlot, type UsagePoint } from '../../charts/usage-plot.tsx';
import { formatCount } from '../../kit/format.ts';
import { Segmented } from '../../kit/segmented.tsx';
import { dayName, monthName, ruleWords } from './usage-words.ts';

export interface UsageGraphProps {
  rule: CountingRule;
  /** From the first day on. */
  users: Float64Array;
  /** Days since 1970. */
  first: number;
  /** By day. */
  server: ReadonlyMap<number, number>;
}

const monthOf = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 7);

/** The count over time, by day or by calendar month, with a readout and a table instead. */
export function UsageGraph(props: UsageGraphProps) {
  const [unit, setUnit] = createSignal<'day' | 'month'>('day');
  const [at, setAt] = createSignal<number | null>(null);
  const last = () => props.first + props.users.length - 1;
  const months = createMemo(() =>
    calendarMonths(props.first, last()).map((month) => ({
      ...month,
      users: props.users[month.to - props.first] ?? 0,
      server: props.server.get(month.to) ?? null,
    })),
  );
  const points = createMemo((): readonly UsagePoint[] =>
    unit() === 'month'
      ? months().map(({ month, users, server, isWhole }) => ({ month, users, server, isPart: !isWhole }))
      : Array.from(props.users, (users, place) => ({
          month: monthOf(props.first + place),
          users,
          server: props.server.get(props.first + place) ?? null,
        })),
  );
  const when = (place: number) =>
    unit() === 'day' ? dayName(props.first + place) : monthName(months()[place]?.month ?? '1970-01');
  const label = () => {
    const words = ruleWords[props.rule];
    return `${words.unit} by ${words.name}’s rule from ${dayName(props.first)} to ${dayName(last())}: ${formatCount(props.users[0] ?? 0)} to ${formatCount(props.users.at(-1) ?? 0)}.`;
  };
  const readable = () => {
    const place = at();
    return place !== null && place < points().length ? place : null;
  };
  const byServer = (place: number) => {
    const server = points()[place]?.server ?? null;
    return server === null ? '' : ` · ${formatCount(server)} by the server`;
  };
  return (
    <section class="usage-graph" aria-labelledby="usage-graph-title">
      <div class="usage-graph-head">
        <h2 id="usage-graph-title">Over time</h2>
        <Segmented
          label="Over time by"
          value={unit()}
          onChange={(next) => {
            setAt(null);
            setUnit(next);
          }}
          options={[
            { value: 'day', label: 'Day' },
            { value: 'month', label: 'Month' },
          ]}
        />
      </div>
      <p class="usage-reading small num">
        <Show
          when={readable() !== null}
          fallback={
            <>
              <span class="usage-key">{unit() === 'day' ? 'Each day' : 'Last day of each month'}</span>
              <Show when={props.server.size > 0}>
                <span class="usage-key server">Counted by the server</span>
              </Show>
            </>
          }
        >
          <span>
            <b>{formatCount(points()[readable() ?? 0]?.users ?? 0)}</b> {unit() === 'day' ? 'on' : 'in'}{' '}
            {when(readable() ?? 0)}
            <Show when={unit() === 'month' && points()[readable() ?? 0]?.isPart}>, as far as it is here</Show>
            {byServer(readable() ?? 0)}
          </span>
        </Show>
      </p>
      <UsagePlot points={points()} unit={unit()} label={label()} onPoint={setAt} />
      <Show when={props.rule !== 'mixpanel' && props.users.length > WINDOW_DAYS}>
        <p class="small quiet">
          Until {dayName(props.first + WINDOW_DAYS - 2)} the count fills up: of these 30 days not all are here.
        </p>
      </Show>
      <details class="usage-table small">
        <summary>Show as a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Month</th>
              <th scope="col">{ruleWords[props.rule].unit}</th>
              <Show when={props.server.size > 0}>
                <th scope="col">Server</th>
              </Show>
            </tr>
          </thead>
          <tbody>
            <For each={months().toReversed()}>
              {(month) => (
                <tr>
                  <th scope="row">
                    {monthName(month.month)}
                    {month.isWhole ? '' : ', part'}
                  </th>
                  <td>{formatCount(month.users)}</td>
                  <Show when={props.server.size > 0}>
                    <td>{month.server === null ? '–' : formatCount(month.server)}</td>
                  </Show>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </details>
    </section>
  );
}
