import { createRecordReader, type RecordSink } from './read-records.ts';
import type { RecordScanner } from './scan-record.ts';
import { createLineSplitter, type LineSplitter, type Splitter } from './split-lines.ts';
import { createListSplitter } from './split-list.ts';

/** How records lie in a text: one a line, or as the items of a JSON list. */
export type Framing = 'lines' | 'list';

/** Reads the records of one text, chunk by chunk. */
export interface TextReader extends Splitter {
  /** True when a line begins next that is of no matter to those before it: somebody else may read it. */
  readonly canPass: boolean;
  /** So many lines were read elsewhere. */
  pass(lines: number): void;
}

export function createTextReader(framing: Framing, scanner: RecordScanner, sink: RecordSink): TextReader {
  const reader = createRecordReader(scanner, sink, framing === 'lines');
  const lines: LineSplitter | null = framing === 'lines' ? createLineSplitter(reader) : null;
  const splitter = lines ?? createListSplitter(reader);
  return {
    get pieces() {
      return splitter.pieces;
    },
    get canPass() {
      return lines !== null && lines.isBetween && !reader.isWaiting;
    },
    pass: (count) => lines?.pass(count),
    push: splitter.push,
    finish() {
      splitter.finish();
      reader.finish();
    },
  };
}
