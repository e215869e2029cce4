import { describe, expect, it } from 'vitest';
import { isolate } from '#ui/kit/isolate.ts';

describe('isolate', () => {
  it('keeps a name from right to left together, and the number after it where it was written', () => {
    expect(isolate('sooner: שליחת הזמנה לחבר (3.4×).')).toBe('sooner: \u2068שליחת הזמנה לחבר\u2069 (3.4×).');
  });

  it('leaves a sentence from left to right alone', () => {
    expect(isolate('Invite Friend (2.4×), Größe = 3')).toBe('Invite Friend (2.4×), Größe = 3');
  });
});
