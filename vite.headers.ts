import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connect, Plugin } from 'vite';

interface Rule {
  /** A path that may end in `*`, as static hosts read it. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** Reads a `_headers` file: a path on a line of its own, its headers indented below. */
export function parseHeaders(text: string): readonly Rule[] {
  const rules: { path: string; headers: [string, string][] }[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    if (!/^\s/.test(line)) {
      rules.push({ path: line.trim(), headers: [] });
      continue;
    }
    const colon = line.indexOf(':');
    rules.at(-1)?.headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
  }
  return rules;
}

/** The headers of one path. A later rule wins over an earlier one. */
export function headersFor(rules: readonly Rule[], path: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const rule of rules) {
    const matches = rule.path.endsWith('*') ? path.startsWith(rule.path.slice(0, -1)) : path === rule.path;
    if (matches) for (const [name, value] of rule.headers) found.set(name, value);
  }
  return found;
}

/** Vite's own client needs inline styles, eval-free inline modules and a socket; only the developer's server allows them. */
function relaxed(policy: string): string {
  return policy
    .replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
    .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    .replace("connect-src 'self'", "connect-src 'self' ws:");
}

/** Lets the page talk to its backend, which has another origin, by HTTP and by WebSocket. */
export function allowBackend(text: string, backendUrl: string | undefined): string {
  if (!backendUrl) return text;
  const { origin } = new URL(backendUrl);
  return text.replaceAll("connect-src 'self'", `connect-src 'self' ${origin} ${origin.replace(/^http/, 'ws')}`);
}

/** Lets the page load Stripe.js, and it its frames: only where a publishable key is configured. */
export function allowStripe(text: string, publishableKey: string | undefined): string {
  if (!publishableKey) return text;
  return text
    .replaceAll("script-src 'self' 'wasm-unsafe-eval'", "script-src 'self' 'wasm-unsafe-eval' https://js.stripe.com")
    .replaceAll("connect-src 'self' blob:", "connect-src 'self' blob: https://api.stripe.com")
    .replaceAll("object-src 'none'", "frame-src https://js.stripe.com https://hooks.stripe.com; object-src 'none'");
}

/**
 * Sends the headers of public/_headers from Vite's servers, so that what is tested is what a static host serves; and with
 * VITE_SUPABASE_URL or VITE_STRIPE_PUBLISHABLE_KEY set, names that backend or Stripe in them, in the built file too.
 */
export function headersFile(file: string): Plugin {
  let adaptAll = (text: string) => text;
  let isAdapted = false;
  let built = '';
  const middleware =
    (adapt: (policy: string) => string): Connect.NextHandleFunction =>
    (request, response, next) => {
      const path = (request.url ?? '/').split('?')[0] ?? '/';
      const text = adaptAll(readFileSync(file, 'utf8'));
      for (const [name, value] of headersFor(parseHeaders(text), path)) {
        response.setHeader(name, name === 'Content-Security-Policy' ? adapt(value) : value);
      }
      next();
    };
  return {
    name: 'ptero:headers-file',
    configResolved({ env, root, build }) {
      const { VITE_SUPABASE_URL: backendUrl, VITE_STRIPE_PUBLISHABLE_KEY: stripeKey } = env as Record<string, string>;
      adaptAll = (text) => allowBackend(allowStripe(text, stripeKey), backendUrl);
      isAdapted = Boolean(backendUrl ?? stripeKey);
      built = join(root, build.outDir, '_headers');
    },
    // Vite has copied the public files by now.
    closeBundle() {
      if (isAdapted) writeFileSync(built, adaptAll(readFileSync(file, 'utf8')));
    },
    configureServer: (server) => void server.middlewares.use(middleware(relaxed)),
    configurePreviewServer: (server) => void server.middlewares.use(middleware((policy) => policy)),
  };
}
