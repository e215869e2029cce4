import { describe, expect, it } from 'vitest';
import { loadSample } from '#data/browser/samples.ts';

const serve = (files: Record<string, string>): typeof fetch =>
  (async (path: string) =>
    path in files ? new Response(files[path]) : new Response('', { status: 404 })) as typeof fetch;

describe('loadSample', () => {
  it('brings the simulated product with the question that its truth file asks', async () => {
    const fetcher = serve({
      '/sample/saas.ndjson.gz': 'zipped',
      '/sample/saas.truth.json': '{"start":"Sign Up","target":"Start Plan","horizonMs":7}',
    });
    const sample = await loadSample('saas', fetcher);
    expect(sample.projectName).toBe('Sample: SaaS product');
    expect(sample.definition).toMatchObject({
      start: { event: 'Sign Up' },
      target: { event: 'Start Plan' },
      horizonMs: 7,
    });
    expect(await sample.file.text()).toBe('zipped');
  });

  it('names the authors of the contributors’ data', async () => {
    const sample = await loadSample('tldr', serve({ '/sample/tldr-contributors.ndjson.gz': 'zipped' }));
    expect(sample.source).toBe(
      'Derived from tldr-pages (https://github.com/tldr-pages/tldr), (c) tldr-pages team and contributors, CC BY 4.0',
    );
    expect(sample.definition).toMatchObject({
      start: { event: 'Page Added' },
      target: { event: 'Page Edited' },
      horizonMs: 14 * 86_400_000,
    });
  });

  it('says import/unreadable when it is not there or there is no network', async () => {
    await expect(loadSample('tldr', serve({}))).rejects.toMatchObject({ code: 'import/unreadable' });
    const offline = (() => Promise.reject(new TypeError('failed to fetch'))) as typeof fetch;
    await expect(loadSample('saas', offline)).rejects.toMatchObject({ code: 'import/unreadable' });
  });
});
