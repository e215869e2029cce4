import { describe, expect, it } from 'vitest';
import { createIngest } from '#workers/ingest/create-ingest.ts';
import { runImport } from '#workers/ingest/run-import.ts';
import { oddFile, type Oddity } from '../../faults/odd-file.ts';
import { zip } from './archives.ts';
import { fileOf, importFiles, line, requestOf } from './import-files.ts';
import { createMemoryStore } from './memory-store.ts';

const text = Array.from({ length: 2000 }, (_, i) => `${line('e', { $insert_id: `${i}` })}\n`).join('');
const noSession = (): Promise<never> => Promise.reject(new Error('only looked at'));

describe('a file that does not hold what it says', () => {
  it('is refused when it ends before its own end, even between two lines', async () => {
    const endsAt = text.indexOf('\n', text.length / 2) + 1;
    await expect(importFiles([oddFile(text, { endsAt })])).rejects.toMatchObject({ code: 'import/unreadable' });
  });

  it.each([3e10, 1e15])('is refused in words before it is read when it has %d bytes', async (claims) => {
    let read = 0;
    const oddity: Oddity = {
      claims,
      reading: (from, to) => {
        read += to - from;
        if (read > 50e6) throw new Error('read on and on');
      },
    };
    const looked = await createIngest({ openSession: noSession, now: () => 0 }).inspect([oddFile(text, oddity)]);
    expect(looked).toMatchObject({
      ok: false,
      error: {
        code: 'import/too-large',
        message: expect.stringMatching(/“shop.ndjson” holds about .*Export fewer days/) as string,
      },
    });
    await expect(importFiles([oddFile(text, oddity)])).rejects.toMatchObject({ code: 'import/too-large' });
    expect(read).toBeLessThan(8e6);
  });

  it('is refused when it is an archive that lists fewer files than it counts', async () => {
    const archive = zip({ a: text, b: line('b') });
    const view = new DataView(archive.buffer);
    const end = archive.length - 22;
    const directoryAt = view.getUint32(end + 16, true);
    view.setUint32(end + 12, 46 + 1 + view.getUint16(directoryAt + 30, true), true);
    await expect(importFiles([fileOf('x.zip', archive)])).rejects.toMatchObject({ code: 'import/damaged' });
  });
});

describe('a clock that is set while an import runs', () => {
  it.each([-3_600_000, 3_600_000])('by %d ms changes nothing of how long it is said to have taken', async (jump) => {
    let looks = 0;
    const store = createMemoryStore();
    const { elapsedMs } = await runImport(
      requestOf([fileOf('x', text)]),
      {
        openSession: store.openSession,
        now: () => Date.now() + (looks++ > 1 ? jump : 0),
        ticks: () => performance.now(),
      },
      new AbortController().signal,
      () => {},
    );
    expect(elapsedMs).toBeGreaterThanOrEqual(0);
    expect(elapsedMs).toBeLessThan(60_000);
  });
});
