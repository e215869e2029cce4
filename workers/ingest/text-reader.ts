import { createRecordReader, type RecordSink } from './read-records.ts';
import type { RecordScanner } from './scan-record.ts';
import { createLineSplitter, type Splitter } from './split-lines.ts';
import { createListSplitter } from './split-list.ts';

/** How records lie in a text: one a line, or as the items of a JSON list. */
export type Framing = 'lines' | 'list';

/** Reads the records of one text, chunk by chunk. */
export function createTextReader(framing: Framing, scanner: RecordScanner, sink: RecordSink): Splitter {
  const reader = createRecordReader(scanner, sink, framing === 'lines');
  const splitter = framing === 'lines' ? createLineSplitter(reader) : createListSplitter(reader);
  return {
    get pieces() {
      return splitter.pieces;
    },
    push: splitter.push,
    finish() {
      splitter.finish();
      reader.finish();
    },
  };
}
