import type { Sighting } from '#core/mixpanel/detect-wall-clock.ts';
import { normaliseTime } from '#core/mixpanel/normalise-time.ts';
import { ValueTag } from '#core/predictor/event-table.ts';
import { describeText } from './describe-text.ts';
import { createPropertyPaths, Role } from '../records/property-paths.ts';
import { damagedFile, emptyFile, notAnExport } from './refuse-file.ts';
import { createRecordScanner } from '../records/scan-record.ts';
import { decodeText } from '../columns/text-dictionary.ts';
import { createTextReader, type Framing } from '../records/text-reader.ts';
import { startsWithBom } from './without-bom.ts';

/** What the first part of an export tells. */
export interface TextLook {
  readonly framing: Framing;
  /** Of the first event with a usable `time`, epoch ms as the export says it; null when there is none. */
  readonly firstTimeMs: number | null;
  /** Events that also say when they were processed. */
  readonly sightings: readonly Sighting[];
  /** Of the records looked at, line ends included. */
  readonly bytesPerRecord: number;
}

const OPEN_LIST = '[';

/**
 * Look at the beginning of a text and make sure that there are events in it.
 *
 * @param whole - true when `head` is all there is.
 * @throws PteroError `import/empty`, `import/not-an-export` or `import/damaged`, saying what it looks like.
 */
export function lookAtText(head: Uint8Array, whole: boolean, label: string): TextLook {
  const bytes = startsWithBom(head) ? head.subarray(3) : head;
  const text = decodeText(bytes, 0, Math.min(bytes.length, 4096)).trimStart();
  if (text === '' && whole) throw emptyFile(label);
  const framing: Framing = text.startsWith(OPEN_LIST) ? 'list' : 'lines';

  const scanner = createRecordScanner(createPropertyPaths());
  const sightings: Sighting[] = [];
  let events = 0;
  let pieces = 0;
  let terminated = false;
  let firstTimeMs: number | null = null;
  const reader = createTextReader(framing, scanner, {
    event() {
      events++;
      pieces++;
      const { tag, number } = scanner.record.special[Role.time]!;
      const time = tag === ValueTag.number ? normaliseTime(number) : Number.NaN;
      if (Number.isNaN(time)) return;
      firstTimeMs ??= time;
      const processed = scanner.record.special[Role.processed]!;
      if (processed.tag === ValueTag.number) sightings.push({ time, processed: processed.number });
    },
    refuse(reason) {
      pieces++;
      terminated ||= reason === 'terminated-early';
    },
    incomplete: () => undefined,
  });
  reader.push(bytes);
  if (whole) reader.finish();

  const look = { framing, firstTimeMs, sightings, bytesPerRecord: bytes.length / Math.max(1, pieces) };
  if (events > 0) return look;
  const longFirstPiece = !whole && pieces === 0 && (text.startsWith('{') || text.startsWith(OPEN_LIST));
  if (longFirstPiece) return look;
  if (terminated) throw damagedFile(label, 'holds no events: Mixpanel broke off with “terminated early”');
  if (/^\[\s*\]\s*$/.test(text)) throw emptyFile(label, 'is an empty list.');
  const looksLike = describeText(decodeText(bytes, 0, bytes.length));
  if (looksLike !== null) throw notAnExport(label, looksLike);
  throw damagedFile(label, 'begins like a Mixpanel export, but not one event in it can be read');
}
