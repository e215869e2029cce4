import { createMemo, createSignal, For, type ParentProps, Show } from 'solid-js';
import { exportFileName } from '#core/export/export-file-name.ts';
import { prospectsToCsv } from '#core/export/prospects-to-csv.ts';
import type { ResultDocument } from '#core/predictor/result.ts';
import type { Prospects } from '#core/predictor/who/prospects.ts';
import { formatWholeShare } from '../../charts/format-share.ts';
import { Button } from '../../kit/button.tsx';
import { formatCount, formatDay, formatSpan } from '../../kit/format.ts';
import { Icon } from '../../kit/icon.tsx';
import { isolate } from '../../kit/isolate.ts';
import { Segmented } from '../../kit/segmented.tsx';
import { download } from '../export/download.ts';
import { chosenOf, chosenSentence, riskySentence, whoChoices, type WhoChoice } from './who-choice.ts';
import styles from './who.module.css';

const PREVIEW = 8;

function Count(props: ParentProps<{ of: number }>) {
  return (
    <>
      {props.children} <span class="num quiet">{formatCount(props.of)}</span>
    </>
  );
}

export interface WhoListProps {
  prospects: Prospects;
  result: ResultDocument;
}

/** The users found: which of them to take, the first of them, and their ids as a file. */
export function WhoList(props: WhoListProps) {
  const [of, setOf] = createSignal<'open' | 'dropped'>('open');
  const [choice, setChoice] = createSignal<WhoChoice>('100');
  const [percent, setPercent] = createSignal(10);
  const list = () => props.prospects[of()];
  const chosen = createMemo(() => chosenOf(list(), choice(), percent()));
  const save = () =>
    download(
      exportFileName(props.result.definition, 'csv', of()),
      new Blob([prospectsToCsv(chosen())], { type: 'text/csv;charset=utf-8' }),
    );

  return (
    <>
      <div class={styles.choose}>
        <Segmented
          label="Who"
          value={of()}
          onChange={setOf}
          options={[
            { value: 'open', label: <Count of={props.prospects.open.length}>Still open</Count> },
            { value: 'dropped', label: <Count of={props.prospects.dropped.length}>Dropped</Count> },
          ]}
        />
        <select
          class={`select ${styles.many}`}
          aria-label="How many"
          onChange={(event) => setChoice(event.currentTarget.value as WhoChoice)}
        >
          <For each={Object.entries(whoChoices)}>
            {([value, label]) => (
              <option value={value} selected={value === choice()}>
                {label}
              </option>
            )}
          </For>
        </select>
        <Show when={choice() === 'threshold'}>
          <span class={styles.percent}>
            <input
              class="input"
              type="number"
              min="0"
              max="100"
              step="1"
              aria-label="Least probability, percent"
              value={percent()}
              onInput={(event) => setPercent(Math.min(100, Math.max(0, event.currentTarget.valueAsNumber || 0)))}
            />
            %
          </span>
        </Show>
        <Button kind="first" disabled={chosen().length === 0} onClick={save}>
          <Icon name="download" size={15} /> Download ids
        </Button>
      </div>
      <Show
        when={list().length > 0}
        fallback={
          <p class={styles.words}>
            {of() === 'open'
              ? `Nobody is still open: everybody was watched for ${formatSpan(props.prospects.horizonMs)}, or converted.`
              : `Nobody was watched for ${formatSpan(props.prospects.horizonMs)} without converting.`}
          </p>
        }
      >
        <p class={styles.words} role="status">
          {isolate(chosenSentence(chosen(), of(), props.result.definition.target.event))}
        </p>
        <table class={styles.table} aria-label="The first of them">
          <thead>
            <tr>
              <th scope="col">Id</th>
              <th scope="col">{of() === 'open' ? 'Likely to convert' : 'Was likely to convert'}</th>
              <th scope="col">Started</th>
            </tr>
          </thead>
          <tbody>
            <For each={chosen().slice(0, PREVIEW)}>
              {(person) => (
                <tr>
                  <th scope="row">
                    <bdi>{person.id}</bdi>
                  </th>
                  <td>
                    <span class={styles.bar} style={{ width: `${person.probability * 100}%` }} aria-hidden="true" />
                    <b>{formatWholeShare(person.probability)}</b>
                  </td>
                  <td>{formatDay(person.enteredAtMs)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
        <Show when={chosen().length > PREVIEW}>
          <p class={styles.more}>and {formatCount(chosen().length - PREVIEW)} more in the file</p>
        </Show>
        <Show when={riskySentence(chosen())}>{(sentence) => <p class={styles.words}>{sentence()}</p>}</Show>
      </Show>
    </>
  );
}
