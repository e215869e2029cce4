import { describe, expect, it } from 'vitest';
import { countPlaywright, countVitest, fault, notes } from './report.mjs';

const vitest = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 0, numFailedTestSuites: 0 };
const playwright = { expected: 7, unexpected: 0, flaky: 0, skipped: 0 };

describe('the count of a stage', () => {
  it('is what vitest counted', () => {
    expect(countVitest(vitest)).toEqual({ passed: 7, failed: 0, skipped: 0 });
  });

  it('takes a test file that could not be read for a failure', () => {
    expect(countVitest({ ...vitest, numFailedTestSuites: 1 }).failed).toBe(1);
  });

  it('is what Playwright counted, a flaky test being a failure', () => {
    expect(countPlaywright({ stats: { ...playwright, flaky: 1 } })).toEqual({ passed: 7, failed: 1, skipped: 0 });
    expect(countPlaywright({ stats: playwright, errors: [{}] }).failed).toBe(1);
  });
});

describe('fault', () => {
  const good = { passed: 3, failed: 0, skipped: 0 };

  it('finds none in a green stage', () => expect(fault(0, good)).toBeNull());

  it.each([
    ['failed tests', 0, { ...good, failed: 2 }, '2 failed'],
    ['a bad exit in spite of green tests', 1, good, 'ended with code 1'],
    ['skipped tests', 0, { ...good, skipped: 1 }, '1 skipped'],
    ['a stage that checked nothing', 0, { ...good, passed: 0 }, 'nothing was checked'],
  ])('finds %s', (_name, code, count, words) => {
    expect(fault(code, count)).toBe(words);
  });
});

describe('notes', () => {
  it('keeps the lines meant for the reader', () => {
    expect(notes('a\n  note: 7.1 kB: ok\nb')).toEqual(['7.1 kB: ok']);
  });
});
