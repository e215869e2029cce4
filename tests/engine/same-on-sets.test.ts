import { existsSync } from 'node:fs';
import { question } from './both-engines.ts';
import { testsOfSameResult } from './same-result.ts';

const DAY = 86_400_000;
const shared = '../shared/data';

/** Those that ship, and those that only lie beside a checkout. */
const sets = [
  ['tldr', 'public/sample/tldr-contributors.ndjson.gz', question('Page Added', 'Page Edited', { horizonMs: 14 * DAY })],
  ['saas', 'public/sample/saas.ndjson.gz', question('Sign Up', 'Start Plan')],
  [
    'stackexchange',
    `${shared}/stackexchange_quantum/export.ndjson.gz`,
    question('Signed Up', 'Question Posted', { horizonMs: 14 * DAY }),
  ],
  ['fines', `${shared}/traffic_fines/export.ndjson.gz`, question('Create Fine', 'Payment', { horizonMs: 365 * DAY })],
] as const;

testsOfSameResult(
  sets
    .filter(([, gzip]) => !gzip.startsWith(shared) || existsSync(gzip))
    .map(([name, gzip, definition]) => ({ name, content: () => ({ gzip }), definition })),
);
