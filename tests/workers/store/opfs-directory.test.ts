import { describe, expect, it } from 'vitest';
import { domError, fakeOpfs, type Operation } from '../../faults/fake-opfs.ts';
import { opfsDirectory } from '#workers/store/opfs-directory.ts';

/** A disk on which one kind of operation fails. */
function failing(operation: Operation, name: string) {
  const disk = fakeOpfs();
  disk.hook((asked) => {
    if (asked === operation) throw domError(name);
  });
  return disk;
}

describe('the private file system', () => {
  it.each([
    ['handle', 'NoModificationAllowedError', 'store/locked'],
    ['handle', 'NotFoundError', 'store/missing'],
    ['handle', 'InvalidStateError', 'store/failed'],
    ['create', 'QuotaExceededError', 'store/full'],
    ['truncate', 'UnknownError', 'store/failed'],
    ['list', 'NotReadableError', 'store/changed'],
  ] as const)('that fails at %s with %s is told as %s', async (operation, name, code) => {
    const root = opfsDirectory(failing(operation, name).root);
    await expect(operation === 'list' ? root.list() : root.create('a')).rejects.toMatchObject({ code });
  });

  it('gives a handle back that it could not empty, so that the next import can have it', async () => {
    const disk = failing('truncate', 'InvalidStateError');
    const root = opfsDirectory(disk.root);
    await expect(root.create('a')).rejects.toMatchObject({ code: 'store/failed' });
    disk.hook(() => {});
    const file = await root.create('a');
    await file.close();
    await root.remove('a');
    expect(await root.list()).toEqual([]);
  });
});
