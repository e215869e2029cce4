import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allowBackend, allowStripe, headersFor, parseHeaders } from '../../vite.headers.ts';

const rules = parseHeaders(readFileSync(new URL('../../public/_headers', import.meta.url), 'utf8'));

describe('the headers of a static host', () => {
  it('keep scripts to our own files and WebAssembly', () => {
    const policy = headersFor(rules, '/').get('Content-Security-Policy');
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).toContain("object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'");
    // Style attributes only: Solid and Kobalte write some into their templates.
    expect(policy?.replace("style-src-attr 'unsafe-inline'", '')).not.toMatch(/'unsafe-(inline|eval)'|https?:/);
  });

  it('let the worker that speaks with servers connect to any, and the page to none', () => {
    const connections = (path: string) =>
      /connect-src ([^;]*)/.exec(headersFor(rules, path).get('Content-Security-Policy') ?? '')?.[1];
    expect(connections('/assets/engine-abc.js')).toBe('https: http://localhost:* http://127.0.0.1:*');
    for (const path of ['/', '/data', '/assets/index-abc.js', '/assets/main-abc.js']) {
      expect(connections(path)).toBe("'self' blob:");
    }
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

describe('the headers with a backend', () => {
  const text = readFileSync(new URL('../../public/_headers', import.meta.url), 'utf8');

  it('let the page reach it by HTTP and WebSocket, and loosen nothing else', () => {
    const found = allowBackend(text, 'https://abc.supabase.co/rest');
    expect(found).toContain("connect-src 'self' https://abc.supabase.co wss://abc.supabase.co blob:;");
    expect(found.replace(' https://abc.supabase.co wss://abc.supabase.co', '')).toBe(text);
  });

  it('stay as they are without one', () => {
    expect(allowBackend(text, undefined)).toBe(text);
  });
});

describe('the headers with a publishable key of Stripe', () => {
  const text = readFileSync(new URL('../../public/_headers', import.meta.url), 'utf8');
  const policyOf = (adapted: string) => headersFor(parseHeaders(adapted), '/').get('Content-Security-Policy') ?? '';

  it('let the page load Stripe.js and its frames, and loosen nothing else', () => {
    const policy = policyOf(allowStripe(text, 'pk_test_1'));
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval' https://js.stripe.com;");
    expect(policy).toContain("connect-src 'self' blob: https://api.stripe.com;");
    expect(policy).toContain('frame-src https://js.stripe.com https://hooks.stripe.com;');
    const without = policy
      .replace(' https://js.stripe.com;', ';')
      .replace(' https://api.stripe.com;', ';')
      .replace('frame-src https://js.stripe.com https://hooks.stripe.com; ', '');
    expect(without).toBe(policyOf(text));
  });

  it('go together with a backend', () => {
    const policy = policyOf(allowBackend(allowStripe(text, 'pk_test_1'), 'https://abc.supabase.co'));
    expect(policy).toContain(
      "connect-src 'self' https://abc.supabase.co wss://abc.supabase.co blob: https://api.stripe.com;",
    );
  });

  it('stay as they are without one', () => {
    expect(allowStripe(text, undefined)).toBe(text);
    expect(policyOf(text)).not.toContain('stripe');
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
