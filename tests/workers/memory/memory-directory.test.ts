import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { memoryDirectory } from '#workers/memory/memory-directory.ts';

describe('a folder in memory', () => {
  test.prop([fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 8 }), fc.nat(120), fc.nat(120)])(
    'gives back any stretch of what was written, in whatever pieces, though the writer uses its bytes again',
    async (pieces, offset, length) => {
      const root = memoryDirectory();
      const writer = await root.create('a');
      for (const piece of pieces) {
        const reused = piece.slice();
        await writer.write(reused);
        reused.fill(0);
      }
      await writer.close();
      const whole = pieces.flatMap((piece) => [...piece]);
      const file = await root.open('a');
      expect(file!.bytes).toBe(whole.length);
      expect([...(await file!.read(offset, length))]).toEqual(whole.slice(offset, offset + length));
    },
  );

  it('leaves an opened file as it was when another takes its name', async () => {
    const root = memoryDirectory();
    await (await root.create('a')).write(Uint8Array.of(1, 2));
    const before = await root.open('a');
    await (await root.create('a')).write(Uint8Array.of(3));
    expect([...(await before!.read(0, 9))]).toEqual([1, 2]);
    expect(root.bytes()).toBe(1);
  });

  it('counts the bytes of its folders, and forgets them with them', async () => {
    const root = memoryDirectory();
    const inner = await root.make('p');
    await (await inner.create('a')).write(new Uint8Array(5));
    expect(root.bytes()).toBe(5);
    expect((await root.list()).map(({ name, kind }) => [name, kind])).toEqual([['p', 'directory']]);
    await root.remove('p');
    expect([root.bytes(), await root.find('p')]).toEqual([0, null]);
  });
});
