import type { MixpanelProject, Region } from './project.ts';

/** A request as far as it matters. */
export interface Asked {
  readonly region: Region;
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** What is answered instead of data. */
export interface Refused {
  readonly status: number;
  readonly words: string;
  /** The request is none that the documentation knows: a test that makes one fails. */
  readonly violation?: string;
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const EXPORT = '/api/2.0/export';
export const ENGAGE = '/api/query/engage';

const documented: Readonly<Record<string, { readonly method: string; readonly query: readonly string[] }>> = {
  [EXPORT]: {
    method: 'GET',
    query: ['project_id', 'from_date', 'to_date', 'event', 'where', 'limit', 'time_in_ms'],
  },
  [ENGAGE]: { method: 'POST', query: ['project_id'] },
};
const engageFields = ['session_id', 'page', 'where', 'output_properties', 'distinct_id', 'distinct_ids'];

const undocumented = (what: string): Refused => ({ status: 400, words: what, violation: what });

/** Whether the documentation knows such a request; null when it does. */
export function undocumentedPart({ method, url, authorization, body }: Asked): Refused | null {
  const route = documented[url.pathname];
  if (!route) return { ...undocumented(`no route ${url.pathname}`), status: 404 };
  if (route.method !== method) return { ...undocumented(`${method} ${url.pathname}`), status: 405 };
  if (!authorization) return { ...undocumented('no Authorization header'), status: 401 };
  const strange = [...url.searchParams.keys()].find((name) => !route.query.includes(name));
  if (strange !== undefined) return undocumented(`unknown parameter ${strange}`);
  const twice = route.query.find((name) => url.searchParams.getAll(name).length > 1);
  if (twice !== undefined) return undocumented(`parameter ${twice} twice`);
  if (url.pathname === ENGAGE) {
    const field = [...new URLSearchParams(body).keys()].find((name) => !engageFields.includes(name));
    return field === undefined ? null : undocumented(`unknown field ${field}`);
  }
  if (body !== '') return undocumented('a GET with a body');
  const limit = Number(url.searchParams.get('limit') ?? 1);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100_000) return undocumented(`limit=${limit}`);
  const ms = url.searchParams.get('time_in_ms');
  return ms === null || ms === 'true' || ms === 'false' ? null : undocumented(`time_in_ms=${ms}`);
}

/** Who asks, by Basic credentials: a service account with `project_id`, or a project's own secret. */
export function authenticate(
  { region, url, authorization = '' }: Asked,
  projects: readonly MixpanelProject[],
): MixpanelProject | Refused {
  const here = projects.filter((project) => project.region === region);
  const [, encoded = ''] = /^Basic ([A-Za-z0-9+/=]+)$/.exec(authorization) ?? [];
  const [username = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const secret = rest.join(':');
  if (secret === '') {
    const own = here.find((project) => project.secret !== null && project.secret === username);
    return own ?? { status: 400, words: 'Unable to authenticate request: invalid API secret' };
  }
  const id = url.searchParams.get('project_id');
  if (id === null) return undocumented('a service account without project_id');
  const knows = (project: MixpanelProject) =>
    project.accounts.find((account) => account.username === username && account.secret === secret);
  if (!here.some(knows)) return { status: 401, words: 'Invalid credentials' };
  const project = here.find((one) => one.id === id);
  const account = project && knows(project);
  if (!project || !account?.mayExport)
    return { status: 403, words: 'User does not have permission to perform this action on this project' };
  return project;
}

/** The days asked for, both included, or why not. `today` is the project's. */
export function rangeOf(url: URL, today: string): { readonly from: string; readonly to: string } | Refused {
  const [from, to] = [url.searchParams.get('from_date') ?? '', url.searchParams.get('to_date') ?? ''];
  const isDay = (text: string) => day.test(text) && !Number.isNaN(Date.parse(text));
  if (!isDay(from) || !isDay(to)) return undocumented(`from_date=${from} to_date=${to}`);
  if (from > to) return { status: 400, words: 'from_date must be before to_date' };
  if (to > today) return { status: 400, words: 'to_date cannot be later than today' };
  return { from, to };
}
