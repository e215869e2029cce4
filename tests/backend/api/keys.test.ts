import { describe, expect, it } from 'vitest';
import { backend } from '../context.ts';

describe('a key', () => {
  const ask = (headers: Record<string, string>) =>
    fetch(`${backend().url}/rest/v1/workspaces?select=id`, { headers }).then(({ status }) => status);

  it('is asked for', async () => {
    expect(await ask({})).toBe(401);
    expect(await ask({ apikey: 'sb_publishable_somebody_elses' })).toBe(401);
    expect(await ask({ apikey: 'sb_secret_guessed' })).toBe(401);
  });

  it('that is publishable opens no table', async () => {
    expect(await ask({ apikey: backend().publishableKey })).toBe(401);
  });
});
