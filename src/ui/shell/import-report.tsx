import { For, type ParentProps, Show } from 'solid-js';
import type { ImportReport } from '#contract/ingest.ts';
import { sampleWords } from '#core/sample/user-sample.ts';
import { describeRefusal } from '../describe-error.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { formatCount, formatNoun, formatSpan } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { saveText } from '../kit/save-text.ts';
import { refusalsAsCsv, refusalsAsNdjson } from './refusal-files.ts';

/** The project after an import in one line: "37,812 events · 3,350 users · …". */
export function reportLine({ project, duplicatesDropped, linesRefused }: ImportReport): string {
  return [
    formatNoun(project.events, 'event'),
    formatNoun(project.users, 'user'),
    formatNoun(project.eventNames, 'event name'),
    formatNoun(project.days, 'day'),
    `${formatNoun(duplicatesDropped, 'duplicate')} dropped`,
    `${formatNoun(linesRefused, 'line')} refused`,
  ].join(' · ');
}

/** What this import did, in a sentence. */
export function addedSentence(report: ImportReport): string {
  const { eventsAdded, eventsReplaced, eventsWithoutUser, projectName, files, elapsedMs, sample } = report;
  const from = files.length === 1 ? (files[0]?.name ?? 'one file') : formatNoun(files.length, 'file');
  return [
    `Added ${formatNoun(eventsAdded, 'event')} from ${from} to ${projectName} in ${elapsedMs < 1000 ? 'under a second' : formatSpan(elapsedMs)}.`,
    eventsReplaced > 0 ? `${formatNoun(eventsReplaced, 'event')} of the same days replaced.` : '',
    sample ? `This is ${sampleWords(sample)}; ${formatNoun(sample.eventsLeftOut, 'event')} of others left out.` : '',
    eventsWithoutUser > 0 ? `${formatNoun(eventsWithoutUser, 'event')} without a user set aside.` : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** What an import did. The status itself stays in the page, so that it is announced when it fills. */
export function ImportReportView(props: ParentProps<{ report: ImportReport | null; onClose: () => void }>) {
  return (
    <div classList={{ 'import-card': props.report !== null }}>
      <div role="status" class="import-status">
        <Show when={props.report}>
          {(report) => (
            <>
              <p class="import-counts">
                <Icon name="check" />
                <b class="num">{reportLine(report())}</b>
              </p>
              <p class="small" dir="auto">
                {addedSentence(report())}
              </p>
              <Show when={report().incomplete}>
                <p class="import-incomplete">
                  <Icon name="warning" /> This export is not complete: Mixpanel or the download stopped early. Days at
                  its end may lack events. Export it again and choose “Replace the days these files cover”.
                </p>
              </Show>
            </>
          )}
        </Show>
        {props.children}
      </div>
      <Show when={props.report}>
        {(report) => (
          <>
            <IconButton label="Close" class="import-close" onClick={() => props.onClose()}>
              <Icon name="close" />
            </IconButton>
            <Show when={report().refusals.length > 0}>
              <RefusedLines report={report()} />
            </Show>
          </>
        )}
      </Show>
    </div>
  );
}

function RefusedLines(props: { report: ImportReport }) {
  const save = (ending: 'csv' | 'ndjson') => {
    const csv = ending === 'csv';
    saveText(
      `refused-lines.${ending}`,
      csv ? refusalsAsCsv(props.report) : refusalsAsNdjson(props.report),
      csv ? 'text/csv' : 'application/x-ndjson',
    );
  };
  return (
    <details class="refused">
      <summary>Refused lines, by reason</summary>
      <ul>
        <For each={props.report.refusals}>
          {(refusal) => (
            <li>
              <b class="num">{formatCount(refusal.count)}</b>
              <span>
                {describeRefusal(refusal.reason)}
                <small>
                  {refusal.first
                    .slice(0, 5)
                    .map(({ file, line }) => `${file}, line ${formatCount(line)}`)
                    .join('; ')}
                  {refusal.count > 5 ? ' …' : ''}
                </small>
              </span>
            </li>
          )}
        </For>
      </ul>
      <p class="import-line">
        <Button onClick={() => save('csv')}>
          <Icon name="download" /> Refused lines as CSV
        </Button>
        <Button onClick={() => save('ndjson')}>
          <Icon name="download" /> as NDJSON
        </Button>
      </p>
    </details>
  );
}
