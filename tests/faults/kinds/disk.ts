import { domError, type FakeOpfs, type Hook, type Operation } from '../fake-opfs.ts';
import { createLedger, type Ledger } from '../ledger.ts';
import { type Plant, sweep } from '../sweep.ts';

const killed = new Error('killed');

const hooked = (disk: FakeOpfs, hook: Hook): (() => void) => {
  disk.hook(hook);
  return () => disk.hook(() => {});
};

/** The program ends: from this operation on nothing happens any more. */
const kill: Plant = {
  kills: true,
  at: (disk, from, fire) =>
    hooked(disk, (_, number) => {
      if (number < from) return;
      fire();
      throw killed;
    }),
};

const growing: readonly Operation[] = ['make', 'create', 'handle', 'write', 'flush'];

/** No room: whatever makes something larger fails from here on, until room is made. */
const full: Plant = {
  at: (disk, from, fire) => {
    let seen = 0;
    return hooked(disk, (operation) => {
      if (!growing.includes(operation) || seen++ < from) return;
      fire();
      throw domError('QuotaExceededError');
    });
  },
};

/** One operation of a kind fails once, as it does when another program is at the file or took it away. */
const refused = (operations: readonly Operation[], name: string): Plant => ({
  at: (disk, from, fire) => {
    let seen = 0;
    return hooked(disk, (operation) => {
      if (!operations.includes(operation) || seen++ !== from) return;
      fire();
      throw domError(name);
    });
  },
});

/** Tab or worker killed before any operation of the disk, also within a write. */
export async function killedAnywhere(stride: number): Promise<Ledger> {
  const ledger = createLedger('killed at any operation of the disk');
  await sweep(ledger, kill, stride);
  return ledger;
}

/** Quota used up at any write, for good. */
export async function noRoom(stride: number): Promise<Ledger> {
  const ledger = createLedger('quota exceeded at any write');
  await sweep(ledger, full, stride);
  await sweep(ledger, refused(growing, 'QuotaExceededError'), stride);
  return ledger;
}

/** Handles refused, in all the ways browsers do it; and any other operation, once. */
export async function handlesRefused(stride: number): Promise<Ledger> {
  const ledger = createLedger('disk handle refused');
  for (const name of ['NoModificationAllowedError', 'NotFoundError', 'InvalidStateError']) {
    await sweep(ledger, refused(['handle'], name), stride);
  }
  for (const name of ['InvalidStateError', 'NoModificationAllowedError']) {
    await sweep(ledger, refused(['create', 'truncate', 'write', 'flush', 'close', 'remove', 'make'], name), stride);
  }
  await sweep(ledger, refused(['file', 'read', 'list'], 'NotReadableError'), stride);
  return ledger;
}
