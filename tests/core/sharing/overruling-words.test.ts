import { describe, expect, it } from 'vitest';
import { overrulingWords } from '#core/sharing/overruling-words.ts';
import type { Overruling } from '#core/sharing/settle-change.ts';
import type { SharedDeed } from '#core/sharing/shared-change.ts';
import { question, shared } from './two-people.ts';

const told = (kind: Overruling['kind'], deed: SharedDeed, more: Partial<Overruling> = {}): Overruling => ({
  kind,
  change: { id: 'c', scenarioId: 's', title: 'A → B', deed, tried: false },
  by: null,
  found: null,
  ...more,
});
const names = (id: string) => (id === 'bob' ? 'Bob' : null);

describe('overrulingWords', () => {
  it('says what was lost with a deleted scenario, and by which rule', () => {
    expect(overrulingWords(told('deleted', { kind: 'rename', name: 'Trial', before: null }), names)).toBe(
      'A → B was deleted by a teammate meanwhile. Your new name “Trial” came to nothing: deletions win.',
    );
  });

  it('names who was overruled and what stood there', () => {
    const deed: SharedDeed = { kind: 'colour', colour: 'red', before: 'blue' };
    expect(overrulingWords(told('replaced', deed, { by: 'bob', found: shared('s', { colour: 'pink' }) }), names)).toBe(
      'Bob had changed A → B meanwhile. Your colour red came later and stands instead of pink.',
    );
  });

  it.each<[SharedDeed, string]>([
    [{ kind: 'rename', name: 'x', before: null }, 'stands instead of having no name'],
    [{ kind: 'redefine', definition: question('C'), before: question('D') }, 'Your new question came later'],
    [{ kind: 'pin', pinned: true, before: false }, 'Your pin came later'],
    [{ kind: 'pin', pinned: false, before: true }, 'Unpinning it came later'],
    [{ kind: 'rename', name: null, before: 'x' }, 'Taking its name away came later'],
    [{ kind: 'answer', computedAt: 1 }, 'Your new answer came later'],
    [{ kind: 'delete' }, 'Your deletion came later'],
  ])('has words for %j', (deed, part) => {
    const words = overrulingWords(told('replaced', deed, { by: 'gone', found: shared('s') }), names);
    expect(words).toContain(part);
    expect(words).toMatch(/^A teammate had changed/u);
  });

  it('says what a refusal leaves', () => {
    expect(overrulingWords(told('refused', { kind: 'delete' }), names)).toBe(
      'A → B: your deletion was refused by the server and is undone here.',
    );
  });
});
