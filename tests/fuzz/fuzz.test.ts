import { describe, expect, it } from 'vitest';
import { linePool, runCase } from './run-case.ts';

const pool = linePool();
const seeds = { from: 500_000, files: 250 };

describe('mutated lines and files', () => {
  it('are all accounted for as another count of them says, and never crash the importer', async () => {
    let mutatedLines = 0;
    let taken = 0;
    for (let seed = seeds.from; seed < seeds.from + seeds.files; seed += 1) {
      const { mutatedLines: made, report, faults } = await runCase(seed, pool);
      mutatedLines += made;
      taken += report === null ? 0 : 1;
      expect(faults, `seed ${seed}`).toEqual([]);
    }
    expect(mutatedLines).toBeGreaterThan(2000);
    expect(taken).toBeGreaterThan(seeds.files / 2);
  });
});
