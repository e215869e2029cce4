import { describe, expect, it } from 'vitest';
import type { PteroErrorCode } from '#core/errors/ptero-error.ts';
import { describeError } from '#ui/describe-error.ts';

const say = (code: PteroErrorCode, details: Record<string, string> = {}, message = 'kernel panic at 0x0') =>
  describeError({ code, message, details });

describe('describeError', () => {
  it('never shows a machine’s message, except of refusals that speak for themselves', () => {
    const codes: PteroErrorCode[] = [
      'job/cancelled',
      'store/damaged',
      'store/locked',
      'store/full',
      'store/missing',
      'store/changed',
      'store/unavailable',
      'store/failed',
      'query/failed',
    ];
    const more: PteroErrorCode[] = [
      'query/unavailable',
      'scenario/unknown-event',
      'scenario/nobody',
      'analysis/failed',
      'memory/full',
      'worker/ended',
      'worker/unavailable',
      'internal/unexpected',
    ];
    for (const code of [...codes, ...more]) expect(say(code)).not.toContain('0x0');
    expect(say('import/not-an-export', {}, 'report.csv looks like a table (CSV).')).toBe(
      'report.csv looks like a table (CSV).',
    );
  });

  it('names the event that is missing', () => {
    expect(say('scenario/unknown-event', { event: 'Sign Up' })).toContain('“Sign Up”');
  });
});
