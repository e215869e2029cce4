import { describe, expect, it } from 'vitest';
import { inspectionOf, openFile } from '#workers/ingest/source/open-file.ts';
import { asZip64, gzip, joined, zip } from '../archives.ts';
import { type Content, fileOf, importFiles, line } from '../import-files.ts';
import { bytesOf } from '../line-reader.ts';

const quiet = { onPosition: () => {}, pause: async () => {} };
const inspect = async (content: Content, name = 'file') => inspectionOf(await openFile(fileOf(name, content), quiet));
const stored = async (content: Content) =>
  (await importFiles([fileOf('anything', content)])).store.events().map(({ event }) => event);

const ab = `${line('a')}\n${line('b')}\n`;
const c = `${line('c')}\n`;
const latin = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (char) => char.charCodeAt(0));

describe('what a file is, is told by its content', () => {
  it.each<[string, Content, string, string[]]>([
    ['lines', ab, 'ndjson', ['a', 'b']],
    ['lines after a BOM and blank lines', `\ufeff\r\n  \n${ab.replaceAll('\n', '\r\n')}`, 'ndjson', ['a', 'b']],
    ['lines, some of them no events', `oops\n${ab}`, 'ndjson', ['a', 'b']],
    ['a list', `[${line('a')},${line('b')}]`, 'json-array', ['a', 'b']],
    [
      'a list over many lines after a BOM',
      `\ufeff${JSON.stringify([JSON.parse(line('a'))], null, 4)}`,
      'json-array',
      ['a'],
    ],
    ['gzip', gzip(ab), 'gzip', ['a', 'b']],
    ['gzip of a list', gzip(`[${line('a')}]`), 'gzip', ['a']],
    ['gzip of gzip', gzip(gzip(ab)), 'gzip', ['a', 'b']],
    ['gzip members after each other', joined(gzip(ab), gzip(c, 'named.ndjson'), gzip('')), 'gzip', ['a', 'b', 'c']],
    ['gzip whose members break a line', joined(gzip(ab.slice(0, 30)), gzip(ab.slice(30))), 'gzip', ['a', 'b']],
    ['zip', zip({ 'day 1.ndjson': ab, 'day 2.json': `[${line('c')}]` }), 'zip', ['a', 'b', 'c']],
    ['zip that stores', zip({ x: ab }, 0), 'zip', ['a', 'b']],
    [
      'zip of gzip, a folder, and what systems add',
      zip({ 'x/': '', 'x/1.gz': joined(gzip(ab), gzip(c)), '__MACOSX/x/._1.gz': 'no', 'x/.DS_Store': '\0\0' }),
      'zip',
      ['a', 'b', 'c'],
    ],
    ['zip64', asZip64(zip({ x: ab })), 'zip', ['a', 'b']],
  ])('%s', async (_, content, format, names) => {
    expect((await inspect(content)).format).toBe(format);
    expect(await stored(content)).toEqual(names);
  });

  it('hands large members after each other on without a gap', async () => {
    const lines = Array.from({ length: 6000 }, (_, i) => line('e', { $insert_id: String(i), noise: Math.sin(i) }));
    const parts = [lines.slice(0, 2500), lines.slice(2500, 2600), lines.slice(2600)].map((part) =>
      gzip(`${part.join('\n')}\n`),
    );
    const { report } = await importFiles([fileOf('big.gz', joined(...parts))]);
    expect(report).toMatchObject({ lines: 6000, eventsAdded: 6000, linesRefused: 0, incomplete: false });
  });

  it('says how far the clock of an older project lies from UTC, and when', async () => {
    const time = 1_700_000_000;
    const lines = Array.from({ length: 30 }, (_, i) =>
      line('a', { time: time + i, mp_processing_time_ms: (time + i - 7200) * 1000 + 900 * i }),
    );
    expect(await inspect(gzip(lines.join('\n')), 'old.gz')).toMatchObject({
      name: 'old.gz',
      wallClockOffsetMinutes: 120,
      firstTimeMs: time * 1000,
    });
    expect(await inspect(ab)).toMatchObject({ wallClockOffsetMinutes: null, firstTimeMs: time * 1000 });
  });

  it('takes a file whose first line is longer than the part looked at', async () => {
    const { report } = await importFiles(`${line('long', { x: 'y'.repeat(3_000_000) })}\n${ab}`);
    expect(report.eventsAdded).toBe(3);
  });
});

describe('what is no export is refused with a sentence that says what it looks like', () => {
  it.each<[string, Content, string, RegExp]>([
    [
      'CSV',
      'event,time,user\na,1,ann\nb,2,bob\n',
      'import/not-an-export',
      /“x” looks like a table \(CSV\)\. Ptero reads raw Mixpanel exports/,
    ],
    ['CSV with semicolons and quotes', '"event";"a;b"\n"x";"y"\n', 'import/not-an-export', /a table \(CSV\)/],
    ['HTML', '<!doctype html><html><body>Sign in</body></html>', 'import/not-an-export', /a web page \(HTML\)/],
    ['XML', '<?xml version="1.0"?><a/>', 'import/not-an-export', /an XML or HTML document/],
    ['plain text', 'Dear team,\nhere is the export.\n', 'import/not-an-export', /plain text/],
    ['PNG', latin('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), 'import/not-an-export', /a PNG image/],
    ['JPEG', latin('\xff\xd8\xff\xe0\0\x10JFIF'), 'import/not-an-export', /a JPEG image/],
    ['GIF', latin('GIF89a\x01\0'), 'import/not-an-export', /a GIF image/],
    ['WebP', latin('RIFF\0\0\0\0WEBPVP8 '), 'import/not-an-export', /a WebP image/],
    ['PDF', latin('%PDF-1.7\n'), 'import/not-an-export', /a PDF document/],
    ['Parquet', latin('PAR1\x15\x04'), 'import/not-an-export', /a Parquet file/],
    ['gzip of CSV', gzip('a,b\n1,2\n'), 'import/not-an-export', /a table \(CSV\)/],
    [
      'gzip of tar',
      gzip(latin(`x\0${' '.repeat(255)}ustar`)),
      'import/not-an-export',
      /a tar archive; unpack it first/,
    ],
    [
      'Excel',
      zip({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<x/>' }),
      'import/not-an-export',
      /an Excel workbook/,
    ],
    [
      'zip with something else in it',
      zip({ 'a.ndjson': ab, 'readme.txt': 'Hello there\n' }),
      'import/not-an-export',
      /“x\/readme\.txt” looks like plain text/,
    ],
    ['zip in zip', zip({ 'a.zip': zip({ x: ab }) }), 'import/not-an-export', /a zip archive inside another archive/],
    ['UTF-16 with a BOM', latin('\xff\xfe{\0"\0e\0'), 'import/not-an-export', /text in UTF-16; save it as UTF-8/],
    ['UTF-16 without one', latin('{\0"\0e\0v\0e\0n\0t\0"\0'), 'import/not-an-export', /text in UTF-16/],
    ['bytes', latin('\x01\x02\0\x03abc'), 'import/not-an-export', /a binary file/],
    [
      'an API error',
      '{"request": "/api/2.0/export", "error": "Invalid API secret"}',
      'import/not-an-export',
      /an error message from a server instead of events: “Invalid API secret”/,
    ],
    ['a pretty API error', '{\n  "error": "rate limit"\n}\n', 'import/not-an-export', /an error message from a server/],
    [
      'profiles, one a line',
      '{"$distinct_id":"1","$properties":{}}\n{"$distinct_id":"2","$properties":{}}\n',
      'import/not-an-export',
      /an export of user profiles; export the events instead/,
    ],
    [
      'a page of profiles',
      '{"page":0,"results":[{"$distinct_id":"1","$properties":{}}]}',
      'import/not-an-export',
      /an export of user profiles/,
    ],
    [
      'a list of profiles',
      '[{"$distinct_id":"1","$properties":{}}]',
      'import/not-an-export',
      /an export of user profiles/,
    ],
    [
      'other JSON',
      '{"name":"x","version":"1.0"}',
      'import/not-an-export',
      /JSON that is not events: it has “name”, “version”/,
    ],
    ['a list of numbers', '[1,2,3]', 'import/not-an-export', /a JSON list of something other than events/],
    ['a number', '42', 'import/not-an-export', /JSON that is not events/],
    [
      'properties that are a list',
      '{"event":"a","properties":[]}',
      'import/not-an-export',
      /“properties” is not an object/,
    ],
    ['nothing', '', 'import/empty', /“x” is empty\. Ptero reads/],
    ['blank lines', '\ufeff \n\r\n', 'import/empty', /is empty/],
    ['gzip of nothing', gzip(''), 'import/empty', /is empty/],
    ['an empty list', ' [ ]\n', 'import/empty', /is an empty list/],
    ['an empty zip', zip({}), 'import/empty', /archive with no files/],
    ['half a line', line('a').slice(0, 40), 'import/damaged', /begins like a Mixpanel export, but not one event/],
    ['only `terminated early`', 'terminated early\n', 'import/damaged', /Mixpanel broke off/],
    ['gzip cut off', gzip(ab.repeat(100)).slice(0, -20), 'import/damaged', /is cut off/],
    ['gzip cut off in its checksum', gzip(ab).slice(0, -3), 'import/damaged', /is cut off/],
    [
      'gzip cut off in its second member',
      joined(gzip(ab), gzip(ab.repeat(50)).slice(0, -9)),
      'import/damaged',
      /is cut off/,
    ],
    ['gzip cut off after its first bytes', gzip(ab).slice(0, 5), 'import/damaged', /is cut off/],
    [
      'gzip with something after it',
      joined(gzip(ab), bytesOf('trailing text')),
      'import/damaged',
      /is cut off or damaged/,
    ],
    ['zip cut off', zip({ x: ab.repeat(100) }).slice(0, -30), 'import/damaged', /zip archive that is cut off/],
  ])('%s', async (_, content, code, message) => {
    const error = {
      code,
      message: expect.stringMatching(message) as string,
      details: expect.objectContaining({ file: expect.stringMatching(/^x/) as string }) as object,
    };
    await expect(inspect(content, 'x')).rejects.toMatchObject(error);
    await expect(importFiles([fileOf('x', content)])).rejects.toMatchObject(error);
  });

  it('finds one changed byte in gzip and in zip', async () => {
    const noisy = Array.from({ length: 300 }, (_, i) => line('e', { i, x: Math.cos(i) })).join('\n');
    for (const whole of [
      joined(gzip(noisy), gzip(c)),
      joined(gzip(c), gzip(noisy)),
      gzip(noisy),
      zip({ 'a.ndjson': noisy }, 0),
      zip({ 'a.ndjson': noisy }),
    ]) {
      for (const at of [0.3, 0.6, 0.9]) {
        const damaged = whole.slice();
        damaged[Math.floor(damaged.length * at)]! ^= 0x01;
        await expect(importFiles([fileOf('x', damaged)])).rejects.toMatchObject({
          code: expect.stringMatching(/^import\/(damaged|not-an-export)$/) as string,
        });
      }
    }
  });
});
