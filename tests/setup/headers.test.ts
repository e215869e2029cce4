import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { headersFor, parseHeaders } from '../../vite.headers.ts';

const rules = parseHeaders(readFileSync(new URL('../../public/_headers', import.meta.url), 'utf8'));

describe('the headers of a static host', () => {
  it('keep scripts to our own files and WebAssembly', () => {
    const policy = headersFor(rules, '/').get('Content-Security-Policy');
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).toContain("object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'");
    // Style attributes only: Solid and Kobalte write some into their templates.
    expect(policy?.replace("style-src-attr 'unsafe-inline'", '')).not.toMatch(/'unsafe-(inline|eval)'|https?:/);
  });

  it('let a browser keep named assets for good, and nothing else', () => {
    expect(headersFor(rules, '/assets/index-abc.js').get('Cache-Control')).toContain('immutable');
    for (const path of ['/', '/index.html', '/service-worker.js']) {
      expect(headersFor(rules, path).get('Cache-Control')).toBe('no-cache');
    }
  });

  it('apply everywhere else as well', () => {
    expect(headersFor(rules, '/assets/index-abc.js').get('X-Content-Type-Options')).toBe('nosniff');
  });
});

describe('parseHeaders', () => {
  it('reads paths, headers with colons in their values, comments and blank lines', () => {
    expect(parseHeaders('# note\n/a*\n  Link: <https://x>; rel=y\n\n/b\n  C: d\n')).toEqual([
      { path: '/a*', headers: [['Link', '<https://x>; rel=y']] },
      { path: '/b', headers: [['C', 'd']] },
    ]);
  });
});
