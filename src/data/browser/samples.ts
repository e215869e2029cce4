import { PteroError } from '#core/errors/ptero-error.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';

export interface Sample {
  readonly file: File;
  readonly projectName: string;
  /** Where it comes from, with its licence. */
  readonly source: string;
  readonly definition: ScenarioDefinition;
}

const DAY = 86_400_000;

const question = (start: string, target: string, horizonMs: number): ScenarioDefinition => ({
  start: { event: start, filters: [] },
  target: { event: target, filters: [] },
  horizonMs,
  hiddenEvents: [],
  keepOutliers: false,
});

/** What is known of each sample before it is fetched. */
export const sampleFacts = {
  saas: {
    file: 'saas.ndjson.gz',
    projectName: 'Sample: SaaS product',
    source: 'Simulated SaaS product, made by the generator that comes with Ptero',
  },
  tldr: {
    file: 'tldr-contributors.ndjson.gz',
    projectName: 'Sample: open-source contributors',
    source:
      'Derived from tldr-pages (https://github.com/tldr-pages/tldr), (c) tldr-pages team and contributors, CC BY 4.0',
  },
} as const;

async function get(path: string, fetcher: typeof fetch): Promise<Response> {
  const response = await fetcher(path).catch((cause: unknown) => {
    throw new PteroError(
      {
        code: 'import/unreadable',
        message: 'The sample could not be loaded. Check the connection and try again.',
        details: { file: path },
      },
      { cause },
    );
  });
  if (response.ok) return response;
  throw new PteroError({
    code: 'import/unreadable',
    message: `The sample is not where it should be (${response.status}).`,
    details: { file: path },
  });
}

interface Asked {
  readonly start: string;
  readonly target: string;
  readonly horizonMs: number;
}

/** Fetches what is true of the simulated sample. @throws PteroError `import/unreadable` when it cannot be had. */
export async function loadTruth<T>(fetcher: typeof fetch = fetch): Promise<T> {
  return (await get('/sample/saas.truth.json', fetcher)).json() as Promise<T>;
}

/**
 * Fetches a sample that comes with the app, and the question that goes with it.
 *
 * @throws PteroError `import/unreadable` when it cannot be had.
 */
export async function loadSample(name: keyof typeof sampleFacts, fetcher: typeof fetch = fetch): Promise<Sample> {
  const facts = sampleFacts[name];
  const file = get(`/sample/${facts.file}`, fetcher).then(
    async (response) => new File([await response.blob()], facts.file),
  );
  if (name === 'tldr')
    return { ...facts, file: await file, definition: question('Page Added', 'Page Edited', 14 * DAY) };
  const [loaded, { start, target, horizonMs }] = await Promise.all([file, loadTruth<Asked>(fetcher)]);
  return { ...facts, file: loaded, definition: question(start, target, horizonMs) };
}
