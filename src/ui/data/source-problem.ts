import type { SourceForm } from '#contract/clients.ts';

/** What is missing or wrong in the form of a connection, with what to do; null when it can be tried. */
export function fieldProblem({ name, address, table, user }: SourceForm): string | null {
  if (name.trim() === '') return 'Give the project a name, so that you find it again.';
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/u.test(url.protocol)) {
    return 'The address must begin with https:// (or http:// on this computer) and name the server, such as https://clickhouse.example.org:8443.';
  }
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol === 'http:' && !isHere) {
    return 'Use https:// for a server that is not this computer: the password would travel in the clear.';
  }
  if (url.username !== '' || url.password !== '')
    return 'Leave user and password out of the address; they have their own fields.';
  if (table === '') return 'Name the table or view, with its database: analytics.mixpanel_events.';
  if (user === '') return 'Name the read-only user.';
  return null;
}
