import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { calendarMonths } from '#core/metering/calendar-months.ts';
import type { Rise } from '#core/metering/rise.ts';
import type { UsageState } from '#state/billing/create-usage.ts';
import { describeError } from '../../describe-error.ts';
import { createAnswer } from '../../kit/create-answer.ts';
import { formatCount, formatNoun } from '../../kit/format.ts';
import { Skeleton } from '../../kit/skeleton.tsx';
import { dayName, riseSentence, riseTitle } from './usage-words.ts';

export interface UsageRiseProps {
  usage: UsageState;
  projectIds: readonly string[];
  /** First and last day counted; days since 1970. */
  first: number;
  last: number;
  /** Changes with the events. */
  print: string;
}

const CHOICES = 24;

/** Who makes up the monthly users of a day, beside those of 30 days before; what brought them, and what to look at. */
export function UsageRise(props: UsageRiseProps) {
  const [chosen, setChosen] = createSignal<number | null>(null);
  const days = createMemo(() => {
    const ends = calendarMonths(props.first, props.last).map(({ to }) => to);
    return [...new Set([...ends, props.last])].toSorted((a, b) => b - a).slice(0, CHOICES);
  });
  const day = () => {
    const wanted = chosen();
    return wanted !== null && days().includes(wanted) ? wanted : props.last;
  };
  const answer = createAnswer(
    () => ({ ids: props.projectIds, day: day(), print: props.print }),
    ({ ids, day: on }, signal) => props.usage.rise(props.usage.counted(ids), on, signal),
  );
  return (
    <section aria-labelledby="usage-rise-title" class="usage-rise" aria-busy={answer().isWaiting}>
      <div class="usage-graph-head">
        <h2 id="usage-rise-title">{answer().value ? riseTitle(answer().value as Rise) : 'Why it changed'}</h2>
        <label class="usage-day">
          <span class="small">30 days to</span>
          <select
            class="select"
            aria-label="30 days to"
            value={String(day())}
            onChange={(event) => setChosen(Number(event.currentTarget.value))}
          >
            <For each={days()}>{(one) => <option value={String(one)}>{dayName(one)}</option>}</For>
          </select>
        </label>
      </div>
      <Show when={answer().error}>
        {(error) => (
          <p class="fault" role="alert">
            {describeError(error())}
          </p>
        )}
      </Show>
      <Show
        when={answer().value}
        fallback={
          <Show when={!answer().error}>
            <Skeleton height="320px" />
          </Show>
        }
      >
        {(rise) => <RiseBody rise={rise()} />}
      </Show>
    </section>
  );
}

function RiseBody(props: { rise: Rise }) {
  const scale = () => Math.max(1, props.rise.now, props.rise.before);
  const steps = createMemo(() => {
    const { rise } = props;
    const gained = [
      { words: 'New, not signed in', note: 'known by a device only', users: rise.newAnonymous },
      { words: 'New, identified', note: 'an id of their own', users: rise.newIdentified },
      { words: 'Back after a while', note: 'not here in the 30 days before', users: rise.returning },
    ];
    let from = rise.stayed;
    const rows = gained.map((one) => {
      const row = { ...one, from, sign: '+', kind: 'gained' };
      from += one.users;
      return row;
    });
    return [
      ...(rise.knowsBefore
        ? [
            { words: '30 days before', note: '', users: rise.before, from: 0, sign: '', kind: 'whole' },
            { words: 'Not seen again', note: '', users: rise.lost, from: rise.stayed, sign: '−', kind: 'lost' },
          ]
        : []),
      ...rows,
      { words: 'Now', note: '', users: rise.now, from: 0, sign: '', kind: 'whole' },
    ];
  });
  return (
    <>
      <p class="usage-sentence">{riseSentence(props.rise)}</p>
      <ul class="usage-steps">
        <For each={steps()}>
          {(step) => (
            <li class={step.kind}>
              <span>
                {step.words}
                <Show when={step.note}>
                  <small class="quiet">{step.note}</small>
                </Show>
              </span>
              <span class="usage-bar" aria-hidden="true">
                <i
                  hidden={step.users === 0}
                  style={{ left: `${(step.from / scale()) * 100}%`, width: `${(step.users / scale()) * 100}%` }}
                />
              </span>
              <span class="num">
                {step.users === 0 ? '' : step.sign}
                {formatCount(step.users)}
              </span>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.rise.broughtBy.length > 0}>
        <h3>What the new and the returning did first</h3>
        <ul class="usage-bars">
          <For each={props.rise.broughtBy}>
            {(one) => (
              <li>
                <span class="cut" dir="auto" title={one.event}>
                  {one.event}
                </span>
                <span class="usage-bar" aria-hidden="true">
                  <i style={{ width: `${(one.users / Math.max(1, props.rise.broughtBy[0]?.users ?? 1)) * 100}%` }} />
                </span>
                <span class="num">{formatCount(one.users)}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <h3>Worth a look</h3>
      <RiseDoubts rise={props.rise} />
    </>
  );
}

/** Counts that may be too high, and what to do about each. */
function RiseDoubts(props: { rise: Rise }) {
  return (
    <ul class="usage-doubts">
      <Doubt
        users={props.rise.sameDevice.surplus}
        title="Ids that look like one person twice"
        none="No two ids share a device."
        words={`${formatNoun(props.rise.sameDevice.ids, 'id')} share a device with another. Were each group one person, the count would be ${formatCount(props.rise.sameDevice.surplus)} lower. Call Mixpanel’s identify at sign-in; devices of more than three ids are taken for shared ones.`}
        examples={props.rise.sameDevice.examples.map((ids) => ids.join(' = '))}
      />
      <Doubt
        users={props.rise.backfilled?.users ?? 0}
        title="Here by late events alone"
        none={
          props.rise.backfilled === null
            ? 'The export does not say when events were processed, so this cannot be told.'
            : 'Nobody counts by events that came more than five days late.'
        }
        words={`All their events of these days came more than five days late (${formatNoun(props.rise.backfilled?.events ?? 0, 'such event')} in all): an import of old data, most likely.`}
        examples={[]}
      />
      <Doubt
        users={props.rise.bots.users}
        title="Behave like programs"
        none="Nobody behaves like a program."
        words="Far more events than anybody else, or 1,000 within an hour. Leave such ids out where you send events."
        examples={props.rise.bots.examples}
      />
    </ul>
  );
}

function Doubt(props: {
  users: number;
  title: string;
  none: JSX.Element;
  words: JSX.Element;
  examples: readonly string[];
}) {
  return (
    <li classList={{ none: props.users === 0 }}>
      <span class="num">{formatCount(props.users)}</span>
      <div>
        <b>{props.title}</b>
        <p class="small">{props.users === 0 ? props.none : props.words}</p>
        <Show when={props.users > 0 && props.examples.length > 0}>
          <details class="small">
            <summary>Some of them</summary>
            <ul>
              <For each={props.examples}>
                {(example) => (
                  <li>
                    <bdi class="mono">{example}</bdi>
                  </li>
                )}
              </For>
            </ul>
          </details>
        </Show>
      </div>
    </li>
  );
}
