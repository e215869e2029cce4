import { type Credentials, exportRequest, type Hosts, type Region, regions } from '../_shared/mixpanel.ts';
import { firstBytes, readRefusal, type Trouble } from '../_shared/mixpanel-refusal.ts';
import { createAnswers } from '../_shared/refuse.ts';
import type { RpcAnswer } from '../_shared/rest.ts';
import { isWallClock, sightingsOf } from './detect-wall-clock.ts';
import { type Order, readOrder } from './read-order.ts';

/** What Mixpanel says to some credentials. */
export type Verdict = 'right' | Exclude<Trouble, 'bad-days'>;

/** A connection as it is stored, but for its secret. */
export type Connection = Omit<Credentials, 'secret'> & {
  readonly region: Region;
  readonly time_zone: string | null;
  readonly created_on: string | null;
  readonly wall_clock: boolean | null;
};

export interface Deps {
  /** As the caller: may they connect this project? Answers a ticket. */
  begin(authorization: string, projectId: string): Promise<RpcAnswer<string>>;
  /** As the service: stores it, the secret encrypted. */
  finish(ticket: string, connection: Connection, secret: string): Promise<RpcAnswer<null>>;
  fetch(request: Request): Promise<Response>;
  readonly hosts: Hosts;
  readonly headers: Readonly<Record<string, string>>;
  /** ms until an answer that does not begin is given up. */
  readonly patience: number;
  now(): number;
}

const DAY = 86_400_000;
/** Enough events to see which clock they are on, and few enough to be a tiny call. */
const EVENTS = 100;
const MOST_BYTES = 1_000_000;

/**
 * Checks credentials of Mixpanel with one tiny call, and stores them when they are right and it was asked to.
 *
 * Body: see `Order`. Answers `{ verdict, region, wall_clock }`; where the verdict is `wrong-region`, `region` is the one they
 * are right in. Only admins; nothing is stored unless the verdict is `right`.
 */
export const createHandler = (deps: Deps) => {
  const { reply, refuse, passOn } = createAnswers(deps.headers);

  /** What one region says. The day before yesterday has begun and ended everywhere. */
  const ask = async (order: Order, region: Region): Promise<{ verdict: Verdict; lines: string }> => {
    const day = new Date(deps.now() - 2 * DAY).toISOString().slice(0, 10);
    const asked = { from_date: day, to_date: day, limit: EVENTS };
    try {
      const request = exportRequest(deps.hosts[region], order, asked, AbortSignal.timeout(deps.patience));
      const response = await deps.fetch(request);
      if (response.status === 200) {
        return { verdict: 'right', lines: new TextDecoder().decode(await firstBytes(response, MOST_BYTES)) };
      }
      const { trouble } = await readRefusal(response);
      return { verdict: trouble === 'bad-days' ? 'unreachable' : trouble, lines: '' };
    } catch {
      return { verdict: 'unreachable', lines: '' };
    }
  };

  /** Bad credentials may be good ones of another region. */
  const check = async (order: Order) => {
    const first = await ask(order, order.region);
    if (first.verdict === 'wrong-secret' || first.verdict === 'no-right' || first.verdict === 'wrong-region') {
      for (const region of regions.filter((other) => other !== order.region)) {
        const { verdict } = await ask(order, region);
        if (verdict === 'right') return { verdict: 'wrong-region' as const, region, wall_clock: null };
      }
    }
    if (first.verdict !== 'right') return { verdict: first.verdict, region: null, wall_clock: null };
    const wall_clock = isWallClock(sightingsOf(first.lines), order.time_zone, order.created_on);
    return { verdict: first.verdict, region: order.region, wall_clock };
  };

  return async (request: Request): Promise<Response> => {
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: deps.headers });
    if (request.method !== 'POST') return refuse(405, 'request/malformed', 'Only POST.');
    const authorization = request.headers.get('Authorization');
    if (!authorization) return refuse(401, 'account/signed-out', 'Sign in first.');
    const order = readOrder(await request.text());
    if (!order) return refuse(400, 'request/malformed', 'The connection is not described as it should be.');
    const begun = await deps.begin(authorization, order.project_id);
    if (!begun.ok) return passOn(begun);
    const checked = await check(order);
    if (order.action === 'connect' && checked.verdict === 'right') {
      const { region, mixpanel_project_id, kind, username, secret, time_zone, created_on } = order;
      const { wall_clock } = checked;
      const connection = { region, mixpanel_project_id, kind, username, time_zone, created_on, wall_clock };
      const stored = await deps.finish(begun.value, connection, secret);
      if (!stored.ok) return passOn(stored);
    }
    return reply(200, checked);
  };
};
