import { describe, expect, it } from 'vitest';
import { PteroError } from '#core/errors/ptero-error.ts';

describe('want of memory', () => {
  it.each([
    'Array buffer allocation failed',
    'Invalid typed array length: 99999999999',
    'Invalid array length',
    'Invalid string length',
    'Map maximum size exceeded',
    'allocation size overflow',
    'Out of memory',
  ])('is told by its own code, whatever the code otherwise: %s', (message) => {
    expect(PteroError.from(new RangeError(message), 'analysis/failed').code).toBe('memory/full');
  });

  it('is not a stack that is too deep, nor an error that has a code', () => {
    expect(PteroError.from(new RangeError('Maximum call stack size exceeded')).code).toBe('internal/unexpected');
    expect(PteroError.from(new PteroError({ code: 'store/full', message: 'out of memory' })).code).toBe('store/full');
  });
});
