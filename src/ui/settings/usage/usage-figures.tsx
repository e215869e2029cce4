import { Show } from 'solid-js';
import type { CountingRule } from '#core/metering/counting-rules.ts';
import { useApp } from '../../kit/app-context.ts';
import { formatCount } from '../../kit/format.ts';
import { Skeleton } from '../../kit/skeleton.tsx';
import { dayName, ruleWords } from './usage-words.ts';

/** What a month costs nothing for. */
const FREE = 25_000;

export interface UsageFiguresProps {
  rule: CountingRule;
  users: number;
  /** Day of the count. */
  day: number;
  /** What the server counted, by day. */
  server: ReadonlyMap<number, number>;
  /** These are people of a workspace, whom the server counts, too. */
  isShared: boolean;
}

/** The count of this browser, the server's beside it, and what it means for the bill. */
export function UsageFigures(props: UsageFiguresProps) {
  const app = useApp();
  const mixpanel = () => app.team?.()?.mixpanel;
  const latest = () => {
    const day = Math.max(...props.server.keys());
    return Number.isFinite(day) ? { day, users: props.server.get(day) ?? 0 } : null;
  };
  const isReading = () => props.isShared && mixpanel()?.counts() === undefined && !mixpanel()?.error();
  /** Of a workspace what is free or paid for. */
  const limit = () => (props.isShared && app.team?.()?.billing?.plan()?.limit) || FREE;
  const share = () => (latest()?.users ?? 0) / limit();
  return (
    <dl class="usage-figures num">
      <div>
        <dt>
          {ruleWords[props.rule].unit} by {ruleWords[props.rule].name}’s rule
        </dt>
        <dd>{formatCount(props.users)}</dd>
        <dd class="small">exact, on {dayName(props.day)}</dd>
      </div>
      <div>
        <dt>Counted by the server</dt>
        <Show
          when={props.isShared}
          fallback={
            <>
              <dd>0</dd>
              <dd class="small">files on this computer are free</dd>
            </>
          }
        >
          <Show when={!isReading()} fallback={<Skeleton width="96px" height="34px" />}>
            <Show
              when={latest()}
              fallback={
                <>
                  <dd class="quiet">–</dd>
                  <dd class="small">
                    {mixpanel()?.error() ? 'cannot be read just now' : 'after the first days are pulled'}
                  </dd>
                </>
              }
            >
              {(known) => (
                <>
                  <dd>{formatCount(known().users)}</dd>
                  <dd class="small">on {dayName(known().day)}, some 3% low on purpose</dd>
                </>
              )}
            </Show>
          </Show>
        </Show>
      </div>
      <div>
        <dt>
          {limit() > FREE ? 'Of what is paid for, ' : 'Of the free '}
          {formatCount(limit())}
        </dt>
        <dd>{share() > 0 && share() < 0.01 ? '<1%' : `${Math.round(share() * 100)}%`}</dd>
        <dd class="usage-meter" aria-hidden="true">
          <i style={{ width: `${Math.min(1, share()) * 100}%` }} classList={{ over: share() > 1 }} />
        </dd>
      </div>
    </dl>
  );
}
