import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createBatchBuilder } from '#workers/ingest/columns/batch-builder.ts';
import { createCollector } from '#workers/ingest/records/collect-records.ts';
import { createPropertyPaths } from '#workers/ingest/records/property-paths.ts';
import { createRecordScanner } from '#workers/ingest/records/scan-record.ts';
import { compileWasm } from '#workers/ingest/simd/wasm-module.ts';
import { createWasmLines, type QuickLines } from '#workers/ingest/simd/wasm-lines.ts';
import { mutatedRecord, recordText } from '../json-texts.ts';
import { bytesOf } from '../line-reader.ts';
import { joined } from '../archives.ts';

const wasm = compileWasm();

/** Everything that a collector makes of a text given in chunks of this size. */
function collected(text: Uint8Array, chunk: number, quick: boolean, toUtc = (ms: number) => ms) {
  const collector = createCollector(toUtc, quick ? wasm : null);
  const reader = collector.begin('lines', 'x');
  const batches = [];
  for (let at = 0, n = 0; at < text.length; at += chunk, n++) {
    reader.push(text.slice(at, at + chunk));
    if (n % 5 === 4) batches.push(collector.take());
  }
  reader.finish();
  batches.push(collector.take());
  return { batches, tally: reader.tally() };
}

const identified = recordText.map((text) =>
  text.replace(/"properties"\s*:\s*\{/, (all) => `${all}"time":1700000000,"distinct_id":"ann","$insert_id":"i",`),
);
const oneLine = fc.oneof(
  { weight: 3, arbitrary: recordText.map(bytesOf) },
  { weight: 3, arbitrary: identified.map(bytesOf) },
  { weight: 3, arbitrary: mutatedRecord },
  fc.constantFrom('', ' ', '{', '{"event":"e",', 'terminated early', '1').map(bytesOf),
);
const text = fc
  .tuple(fc.array(oneLine, { maxLength: 30 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([lines, end, twice]) => {
    const all = lines.flatMap((bytes) => [bytes, bytesOf(end)]);
    return joined(...all, ...(twice ? all : []));
  });

/** The module after the scanner has read one event, with the properties of `known`, before it. */
function after(known: string): QuickLines {
  const quick = createWasmLines(wasm!);
  const paths = createPropertyPaths(quick.learnKey);
  const scanner = createRecordScanner(paths);
  const builder = createBatchBuilder(scanner.record, paths, (ms) => ms, quick.storage);
  const bytes = bytesOf(known);
  scanner.scan(bytes, 0, bytes.length);
  expect(builder.accept(bytes)).toBe('added');
  return quick;
}

/** Lines that it reads of a text before the first that it leaves. */
function linesRead(quick: QuickLines, text: string): number {
  const bytes = bytesOf(text);
  quick.add(bytes);
  return quick.read();
}

const values = (x: string, o = '{"k":1}') =>
  `{"event":"e","properties":{"time":1700000000.5,"distinct_id":"ann","$insert_id":"i","x":${x},"o":${o}}}`;

describe('the module', () => {
  it.each([
    ['a text', values('"plain"')],
    ['a text beyond ASCII', values('"Köln 東京 😀"')],
    ['escapes', values('"\\"\\\\ \\/ \\b\\f\\n\\r\\t \\u00e9 \\ud83d\\ude00"')],
    ['numbers', `${values('1')}\n${values('-0.25')}\n${values('9007199254740992')}`],
    ['words', `${values('true')}\n${values('false')}\n${values('null')}`],
    ['lists and objects in them', values('[1,"a",{"b":[true,null]},[]]')],
    ['an empty object', values('{}')],
    ['white space anywhere but at a line feed', values('[ 1 , 2 ]', '{ "k" : 2 }').replaceAll(':', ' :\t') + ' \r'],
    ['keys in another order', '{"properties":{"o":{"k":1},"x":2,"$insert_id":3,"distinct_id":4,"time":5},"event":"f"}'],
  ])('reads %s', (_, text) => {
    const lines = text.split('\n').length;
    expect(linesRead(after(values('1')), `${text}\n`)).toBe(lines);
  });

  it.each([
    ['a key it was not told of', values('1').replace('"x"', '"y"')],
    ['a key that comes twice', values('1').replace('"o"', '"x"')],
    ['half a surrogate pair', values('"\\ud83d"')],
    ['a number with more digits than a double has', values('0.12345678901234567')],
    ['an exponent', values('1e3')],
    ['an event without $insert_id', values('1').replace('"$insert_id":"i",', '')],
    ['an event without a user', values('1').replace('"ann"', '""')],
    ['the collective user', values('1').replace('ann', '$hotshard_events')],
    ['an event without a time', values('1').replace('1700000000.5', 'null')],
    ['something beside event and properties', values('1').replace('{"event"', '{"z":1,"event"')],
    ['what is no JSON', values('1').slice(0, -1)],
    ['a line feed within', values('1').replace(',"o"', ',\n"o"')],
    ['nothing', ''],
  ])('leaves %s', (_, text) => {
    expect(linesRead(after(values('1')), `${text}\n`)).toBe(0);
  });

  it('leaves bytes that are not UTF-8, and a line without an end', () => {
    const quick = after(values('1'));
    for (const bad of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xe2, 0x80], [0xf0, 0x9f, 0x98], [0xc0, 0xaf]]) {
      const bytes = Uint8Array.from(
        [...bytesOf(`${values('"#"')}\n`)].flatMap((byte) => (byte === 0x23 ? bad : [byte])),
      );
      quick.add(bytes);
      expect(quick.read()).toBe(0);
      expect(quick.takeLine()).toEqual(bytes);
    }
    expect(linesRead(quick, values('1'))).toBe(0);
  });
});

describe('lines read by the module', () => {
  test.prop([text, fc.integer({ min: 20, max: 5000 })], { numRuns: 300 })(
    'become the same columns, codes, keys, texts and refusals as by the scanner',
    (bytes, chunk) => {
      expect(collected(bytes, chunk, true)).toEqual(collected(bytes, chunk, false));
    },
    60_000,
  );
});
