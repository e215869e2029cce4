import type { ReadVariable } from './settings.ts';

/** Where a project's data lie. */
export type Region = 'us' | 'eu' | 'in';

export const regions: readonly Region[] = ['us', 'eu', 'in'];

export const isRegion = (value: unknown): value is Region => regions.some((region) => region === value);

/** The export's host of each region, without a slash at the end. */
export type Hosts = Readonly<Record<Region, string>>;

const knownForExports: Hosts = {
  us: 'https://data.mixpanel.com',
  eu: 'https://data-eu.mixpanel.com',
  in: 'https://data-in.mixpanel.com',
};

/** Of the query API, which gives profiles. */
const knownForQueries: Hosts = {
  us: 'https://mixpanel.com',
  eu: 'https://eu.mixpanel.com',
  in: 'https://in.mixpanel.com',
};

/**
 * The three hosts, or those that `MIXPANEL_HOSTS` (JSON) names for tests and the local backend.
 *
 * @throws Error when the variable names anything but ports of 127.0.0.1.
 */
export const readHosts = (read: ReadVariable): Hosts => hostsOr(knownForExports, read);

/** The same of the query API. */
export const readQueryHosts = (read: ReadVariable): Hosts => hostsOr(knownForQueries, read);

function hostsOr(known: Hosts, read: ReadVariable): Hosts {
  const text = read('MIXPANEL_HOSTS');
  if (!text) return known;
  const hosts = JSON.parse(text) as Partial<Hosts>;
  for (const region of regions) {
    if (!/^http:\/\/127\.0\.0\.1:\d{1,5}$/.test(hosts[region] ?? '')) {
      throw new Error('MIXPANEL_HOSTS may only name ports of 127.0.0.1, for us, eu and in; unset it where hosted');
    }
  }
  return hosts as Hosts;
}

/** How Ptero signs in at Mixpanel. */
export interface Credentials {
  readonly kind: 'service_account' | 'project_secret';
  /** Null for a project secret. */
  readonly username: string | null;
  readonly secret: string;
  readonly mixpanel_project_id: string;
}

/** What is asked for: both days are inside; `limit` is the greatest number of events. */
export interface Asked {
  readonly from_date: string;
  readonly to_date: string;
  readonly limit?: number;
}

/** The request for raw events. It is never redirected: what answers elsewhere is not Mixpanel. */
export function exportRequest(host: string, credentials: Credentials, asked: Asked, signal: AbortSignal): Request {
  const { kind, mixpanel_project_id } = credentials;
  const url = new URL('/api/2.0/export', host);
  url.searchParams.set('from_date', asked.from_date);
  url.searchParams.set('to_date', asked.to_date);
  if (kind === 'service_account') url.searchParams.set('project_id', mixpanel_project_id);
  url.searchParams.set('time_in_ms', 'true');
  if (asked.limit !== undefined) url.searchParams.set('limit', String(asked.limit));
  return new Request(url, {
    headers: { Accept: 'text/plain', 'Accept-Encoding': 'gzip', Authorization: basicOf(credentials) },
    redirect: 'manual',
    signal,
  });
}

/** A page of profiles: the first begins a session, the others name it. `properties` null: all of them. */
export interface AskedProfiles {
  readonly properties: readonly string[] | null;
  readonly session_id: string | null;
  readonly page: number;
}

/** The request for a page of profiles. It is never redirected either. */
export function profilesRequest(
  host: string,
  credentials: Credentials,
  { properties, session_id, page }: AskedProfiles,
  signal: AbortSignal,
): Request {
  const { kind, mixpanel_project_id } = credentials;
  const url = new URL('/api/query/engage', host);
  if (kind === 'service_account') url.searchParams.set('project_id', mixpanel_project_id);
  const fields = new URLSearchParams();
  if (properties) fields.set('output_properties', JSON.stringify(properties));
  if (session_id !== null) {
    fields.set('session_id', session_id);
    fields.set('page', String(page));
  }
  return new Request(url, {
    method: 'POST',
    headers: {
      Accept: 'application/json',
      'Accept-Encoding': 'gzip',
      Authorization: basicOf(credentials),
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: fields.toString(),
    redirect: 'manual',
    signal,
  });
}

function basicOf({ kind, username, secret }: Credentials): string {
  const user = kind === 'service_account' ? `${username}:${secret}` : `${secret}:`;
  return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(user)))}`;
}
