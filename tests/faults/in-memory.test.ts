import { describe, expect, it } from 'vitest';
import { kinds } from './in-memory.ts';
import { createLedger } from './ledger.ts';
import { PteroError } from '#core/errors/ptero-error.ts';

/** Every so manieth place only: all of them are tried by `npm run test:faults`. */
const STRIDE = 29;

describe('after a fault', () => {
  it.each(kinds.map((kind) => [kind.name, kind] as const))(
    'nothing is lost, doubled or shown wrong, and there is a way forward: %s',
    async (_, kind) => {
      const { tally, found } = await kind(STRIDE);
      expect(found).toEqual([]);
      expect(tally).toMatchObject({ lost: 0, doubled: 0, wrongNumbers: 0, noWayForward: 0 });
      expect(tally.injected).toBeGreaterThan(3);
      expect(tally.acknowledged).toBeGreaterThan(100);
    },
  );

  it('words that tell nobody what to do count as no way forward', () => {
    const ledger = createLedger('');
    ledger.failed(new PteroError({ code: 'internal/unexpected', message: 'x' }));
    ledger.failed(new PteroError({ code: 'store/full', message: 'x' }));
    expect(ledger.tally.noWayForward).toBe(1);
  });
});
