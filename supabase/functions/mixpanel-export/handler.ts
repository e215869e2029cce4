import { type Asked, type Credentials, exportRequest, type Hosts, type Region } from '../_shared/mixpanel.ts';
import { type MixpanelRefusal, readRefusal, refusalOf } from '../_shared/mixpanel-refusal.ts';
import { createAnswers, isDay, isUuid, readFields } from '../_shared/refuse.ts';
import type { RpcAnswer } from '../_shared/rest.ts';
import { createLineCounter, type DayCount } from './counting/count-lines.ts';
import { keyFromHex } from './counting/half-sip-hash.ts';
import { projectDays } from './counting/project-days.ts';
import { createLineReader } from './counting/read-lines.ts';
import { toBase64 } from './counting/sketch.ts';
import { COUNTED_BYTES, SLICE_BYTES } from './slice-bytes.ts';
import { streamSlice } from './stream-slice.ts';

/** What the database gives out for one pull. */
export interface Pull extends Credentials {
  readonly region: Region;
  readonly time_zone: string | null;
  readonly wall_clock: boolean | null;
  /** 16 hexadecimal digits. */
  readonly sketch_key: string;
}

/** A day as it is recorded; `users` in base64. */
export interface RecordedDay {
  readonly day: string;
  readonly events: number;
  readonly users: string | null;
}

export interface Deps {
  /** As the caller: may these days of the project be pulled? Answers a ticket. */
  begin(authorization: string, projectId: string, days: Asked): Promise<RpcAnswer<string>>;
  /** As the service, all of them: the secret; what was counted; why there is nothing. */
  take(ticket: string): Promise<RpcAnswer<Pull>>;
  finish(ticket: string, days: readonly RecordedDay[]): Promise<RpcAnswer<null>>;
  noteProblem(ticket: string, hint: string): Promise<RpcAnswer<null>>;
  /** What was counted of days that passed in part: added to what is known of them, never in its place. */
  notePart(ticket: string, days: readonly RecordedDay[]): Promise<RpcAnswer<null>>;
  /** Lets work go on when the answer is over. */
  afterwards(work: Promise<unknown>): void;
  fetch(request: Request): Promise<Response>;
  /** Never given a secret, an event or a token. */
  log(entry: Readonly<Record<string, unknown>>): void;
  readonly hosts: Hosts;
  readonly headers: Readonly<Record<string, string>>;
  /** ms to the first byte, and between two parts. The platform gives 150 s to the first byte. */
  readonly patience: number;
}

/**
 * Passes raw events of some days from Mixpanel to the app, and counts them on the way.
 *
 * Body: `{ project_id, from_date, to_date }`. Answers the lines as they come; see supabase/README.md for the refusals. Asks the
 * three known hosts and no other, follows no redirect, and holds neither an answer nor a line of it longer than it must.
 */
export const createHandler = (deps: Deps) => {
  const headers = {
    ...deps.headers,
    'Access-Control-Expose-Headers': 'Retry-After, X-Slice-Bytes',
    'Cache-Control': 'no-store',
  };
  const { refuse, passOn } = createAnswers(headers);
  const refuseAs = ({ trouble, status, message, details }: MixpanelRefusal) =>
    refuse(status, `mixpanel/${trouble}`, message, details);

  return async (request: Request): Promise<Response> => {
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers });
    if (request.method !== 'POST') return refuse(405, 'request/malformed', 'Only POST.');
    const authorization = request.headers.get('Authorization');
    if (!authorization) return refuse(401, 'account/signed-out', 'Sign in first.');
    const body = readFields(await request.text(), ['project_id', 'from_date', 'to_date']);
    if (!body || !isUuid(body.project_id) || !isDay(body.from_date) || !isDay(body.to_date)) {
      return refuse(400, 'request/malformed', 'project_id, from_date and to_date (yyyy-mm-dd), and nothing else.');
    }
    const asked = { from_date: body.from_date, to_date: body.to_date };
    const begun = await deps.begin(authorization, body.project_id, asked);
    if (!begun.ok) return passOn(begun);
    const ticket = begun.value;
    const taken = await deps.take(ticket);
    if (!taken.ok) return passOn(taken);
    const pull = taken.value;

    const stopper = new AbortController();
    const stop = () => stopper.abort();
    const late = setTimeout(stop, deps.patience);
    let upstream: Response;
    try {
      upstream = await deps.fetch(exportRequest(deps.hosts[pull.region], pull, asked, stopper.signal));
    } catch {
      return refuseAs(refusalOf('unreachable'));
    } finally {
      clearTimeout(late);
    }
    if (upstream.status !== 200 || !upstream.body) {
      const refusal = await readRefusal(upstream);
      stop();
      deps.log({ level: 'warning', what: 'mixpanel refused', trouble: refusal.trouble, status: upstream.status });
      // Days that have not begun say nothing about the connection.
      if (refusal.trouble !== 'bad-days') await deps.noteProblem(ticket, `mixpanel/${refusal.trouble}`);
      return refuseAs(refusal);
    }

    const longest = asked.from_date === asked.to_date ? null : SLICE_BYTES;
    if (longest !== null && Number(upstream.headers.get('Content-Length') ?? 0) > longest) {
      stop();
      return refuse(413, 'mixpanel/slice-too-large', 'These days are too much for one request. Ask for fewer.');
    }
    const days = projectDays(asked.from_date, asked.to_date, {
      zone: pull.time_zone,
      wallClock: pull.wall_clock === true,
    });
    const counter = createLineCounter(days, keyFromHex(pull.sketch_key));
    const notePart = async (): Promise<void> => {
      const counted = counter.days().filter(({ events }) => events > 0);
      if (counted.length === 0) return;
      const noted = await deps.notePart(ticket, counted.map(toRecord));
      if (!noted.ok) deps.log({ level: 'warning', what: 'a part of a slice was not counted', status: noted.status });
    };
    const stream = streamSlice({
      body: upstream.body,
      lines: createLineReader(counter, COUNTED_BYTES),
      longest,
      patience: deps.patience,
      async whole() {
        const recorded = await deps.finish(ticket, counter.days().map(toRecord));
        if (!recorded.ok) throw new Error('not recorded');
      },
      partly: () => deps.afterwards(notePart()),
      stop,
      broken: (why) => deps.log({ level: 'warning', what: 'slice broke off', why }),
    });
    // A proxy that compresses would spend the time that counting needs.
    return new Response(stream, {
      headers: {
        ...headers,
        'Content-Type': 'text/plain; charset=utf-8',
        'Cache-Control': 'no-store, no-transform',
        'X-Slice-Bytes': String(SLICE_BYTES),
      },
    });
  };
};

const toRecord = ({ day, events, users }: DayCount): RecordedDay => ({
  day,
  events,
  users: users && toBase64(users),
});
