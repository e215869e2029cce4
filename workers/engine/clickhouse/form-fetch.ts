/** Longer addresses are refused by many a server and proxy, bytes. */
const MOST_BYTES = 4_000;

/**
 * `fetch` that sends a question whose values would make its address too long as a form instead, which the server reads alike.
 *
 * The client does so itself for `query`, which knows no Arrow, and not for `exec`.
 */
export const formFetch: typeof fetch = (input, init) => {
  const url = new URL(String(input));
  if (url.href.length <= MOST_BYTES || typeof init?.body !== 'string') return fetch(input, init);
  const form = new FormData();
  form.set('query', init.body);
  const names = [...url.searchParams.keys()].filter((name) => name.startsWith('param_'));
  for (const name of names) {
    form.set(name, url.searchParams.get(name)!);
    url.searchParams.delete(name);
  }
  const headers = new Headers(init.headers);
  headers.delete('content-type');
  // Browsers send at most 64 KiB of what is to outlive its page; the client asks that of every request.
  return fetch(url, { ...init, headers, body: form, keepalive: false });
};
