import { type AskedProfiles, type Credentials, type Hosts, profilesRequest, type Region } from '../_shared/mixpanel.ts';
import { type MixpanelRefusal, readRefusal, refusalOf } from '../_shared/mixpanel-refusal.ts';
import { createAnswers, isUuid, readFields } from '../_shared/refuse.ts';
import type { RpcAnswer } from '../_shared/rest.ts';
import { streamPage } from './stream-page.ts';

/** What the database gives out for one page. */
export interface ProfilesPull extends Credentials {
  readonly region: Region;
  /** Those that an admin chose; null for a look at what there is. */
  readonly profile_properties: readonly string[] | null;
}

/** A page as the app asks for it. `look`: every property, of the first page only. */
export interface Page {
  readonly look: boolean;
  readonly session_id: string | null;
  readonly page: number;
}

export interface Deps {
  /** As the caller: may this page be pulled? Answers a ticket. */
  begin(authorization: string, projectId: string, page: Page): Promise<RpcAnswer<string>>;
  /** As the service: the secret, and what was chosen. */
  take(ticket: string): Promise<RpcAnswer<ProfilesPull>>;
  fetch(request: Request): Promise<Response>;
  /** Never given a secret, a profile or a token. */
  log(entry: Readonly<Record<string, unknown>>): void;
  readonly hosts: Hosts;
  readonly headers: Readonly<Record<string, string>>;
  /** ms to the first byte, and between two parts. */
  readonly patience: number;
}

/** As Mixpanel writes them. Nothing of it is read here. */
const isSession = (value: unknown): value is string => typeof value === 'string' && /^[\x21-\x7e]{1,200}$/.test(value);
const isPage = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) < 1e6;

/**
 * Passes a page of user profiles from Mixpanel to the app: the properties that an admin chose, and no others.
 *
 * Body: `{ project_id, look, session_id, page }`. Answers Mixpanel's JSON as it comes; see supabase/README.md for the refusals.
 * Asks the three known hosts and no other, follows no redirect, and holds no page.
 */
export const createHandler = (deps: Deps) => {
  const headers = { ...deps.headers, 'Access-Control-Expose-Headers': 'Retry-After', 'Cache-Control': 'no-store' };
  const { refuse, passOn } = createAnswers(headers);
  const refuseAs = ({ trouble, status, message, details }: MixpanelRefusal) =>
    refuse(status, `mixpanel/${trouble}`, message, details);

  return async (request: Request): Promise<Response> => {
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers });
    if (request.method !== 'POST') return refuse(405, 'request/malformed', 'Only POST.');
    const authorization = request.headers.get('Authorization');
    if (!authorization) return refuse(401, 'account/signed-out', 'Sign in first.');
    const body = readFields(await request.text(), ['project_id', 'look', 'session_id', 'page']);
    const page = body && readPage(body);
    if (!body || !isUuid(body.project_id) || !page) {
      return refuse(400, 'request/malformed', 'project_id, look, session_id and page, and nothing else.');
    }
    const begun = await deps.begin(authorization, body.project_id, page);
    if (!begun.ok) return passOn(begun);
    const taken = await deps.take(begun.value);
    if (!taken.ok) return passOn(taken);
    const pull = taken.value;

    const stopper = new AbortController();
    const stop = () => stopper.abort();
    const late = setTimeout(stop, deps.patience);
    const asked: AskedProfiles = { ...page, properties: pull.profile_properties };
    let upstream: Response;
    try {
      upstream = await deps.fetch(profilesRequest(deps.hosts[pull.region], pull, asked, stopper.signal));
    } catch {
      return refuseAs(refusalOf('unreachable'));
    } finally {
      clearTimeout(late);
    }
    if (upstream.status !== 200 || !upstream.body) {
      const { status } = upstream;
      const refusal = await readRefusal(upstream);
      stop();
      deps.log({ level: 'warning', what: 'mixpanel refused profiles', trouble: refusal.trouble, status });
      // A session that has run out says nothing about the connection: the first page tells whether that works.
      if (status === 400 && page.session_id !== null)
        return refuse(
          410,
          'mixpanel/session-over',
          'Mixpanel has forgotten this list of profiles. Begin with the first page.',
        );
      // Not noted at the connection: that it gives no profiles is not that it gives no events.
      return refuseAs(refusal);
    }
    const stream = streamPage({
      body: upstream.body,
      patience: deps.patience,
      stop,
      broken: (why) => deps.log({ level: 'warning', what: 'profiles broke off', why }),
    });
    return new Response(stream, { headers: { ...headers, 'Content-Type': 'application/json' } });
  };
};

function readPage({ look, session_id, page }: Readonly<Record<keyof Page, unknown>>): Page | null {
  if (typeof look !== 'boolean' || !isPage(page)) return null;
  if (session_id === null) return page === 0 ? { look, session_id, page } : null;
  return isSession(session_id) && page > 0 && !look ? { look, session_id, page } : null;
}
