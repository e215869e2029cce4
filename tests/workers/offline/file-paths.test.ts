import { describe, expect, it } from 'vitest';
import { filePaths } from '../../../workers/offline/file-paths.ts';

const namesAFile = (pathAndQuery: string) => filePaths.some((pattern) => pattern.test(pathAndQuery));

describe('filePaths', () => {
  it.each(['/', '/data', '/scenario/abc-123', '/help/reading-a-result', '/open?s=a.b.c', '/open?s=/x/y.json'])(
    'lets the page answer %s',
    (path) => expect(namesAFile(path)).toBe(false),
  );

  it.each(['/sample/saas.ndjson.gz', '/favicon.svg', '/assets/index-abc.js?v=1'])(
    'never answers %s with the page',
    (path) => expect(namesAFile(path)).toBe(true),
  );
});
