import type { IncomingMessage, ServerResponse } from 'node:http';
import { type LocalServer, startServer } from '../local-server.ts';
import { type Asked, authenticate, ENGAGE, rangeOf, type Refused, undocumentedPart } from './check-request.ts';
import { engagePage } from './engage.ts';
import { type FreshEvent, type DayRange, projectExports } from './export-lines.ts';
import { type FaultPlan, noFaults } from './faults.ts';
import { createMeter, exportLimit, type Meter, queryLimit } from './limits.ts';
import type { MixpanelProject, Region } from './project.ts';
import { sendText } from './send-text.ts';

export interface MixpanelOptions {
  /** Of 127.0.0.1, for the US; the EU and India take the next two. 0 or nothing: any that are free. */
  readonly port?: number;
  readonly projects: readonly MixpanelProject[];
  /** Unix ms: what the limits, late events and merges go by. */
  now?(): number;
  readonly faults?: FaultPlan;
  /** False: everybody may ask as often as they like. */
  readonly hasLimits?: boolean;
}

/** A server that behaves as Mixpanel's raw export and profiles are documented to. */
export interface Mixpanel {
  /** What `MIXPANEL_HOSTS` takes. */
  readonly hosts: Readonly<Record<Region, string>>;
  /** Of a project's raw export. */
  counts(projectId: string): Pick<Meter, 'ran' | 'refused' | 'mostAtOnce'>;
  /** Of its profiles. */
  queries(projectId: string): Pick<Meter, 'ran' | 'refused' | 'mostAtOnce'>;
  /** What a store would hold of a range after a pull without any fault, now. */
  freshPull(projectId: string, range: DayRange): readonly FreshEvent[];
  /** How many lines each day of a range exports now, duplicates and all. */
  linesOfDays(projectId: string, range: DayRange): ReadonlyMap<string, number>;
  /** Today in a project's zone. */
  today(projectId: string): string;
  /** Requests that the documentation does not know, since they were last asked for. */
  violations(): readonly string[];
  /** @throws Error naming requests that the documentation does not know. */
  stop(): Promise<void>;
}

const regions: readonly Region[] = ['us', 'eu', 'in'];

const countsOf = ({ ran, refused, mostAtOnce }: Meter) => ({ ran, refused, mostAtOnce });

interface Place {
  readonly project: MixpanelProject;
  readonly exports: ReturnType<typeof projectExports>;
  readonly meters: { readonly export: Meter; readonly query: Meter };
}

/** Starts the double: a server for each of the three regions, all on 127.0.0.1. */
export async function startMixpanel(options: MixpanelOptions): Promise<Mixpanel> {
  const { projects, now = () => Date.now(), faults = noFaults, hasLimits = true, port = 0 } = options;
  const places = new Map<string, Place>(
    projects.map((project) => [
      project.id,
      {
        project,
        exports: projectExports(project),
        meters: { export: createMeter(exportLimit), query: createMeter(queryLimit) },
      },
    ]),
  );
  let violations: string[] = [];
  let answers = 0;

  const refuse = (response: ServerResponse, { status, words, violation }: Refused, headers = {}): void => {
    if (violation !== undefined) violations.push(violation);
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(JSON.stringify({ error: words, status: 'error' }));
  };

  const answer = async (asked: Asked, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const strange = undocumentedPart(asked);
    if (strange) return refuse(response, strange);
    const project = authenticate(asked, projects);
    if ('status' in project) return refuse(response, project);
    if (!project.hasApi) return refuse(response, { status: 402, words: 'Your plan does not allow API calls' });
    const { exports, meters } = places.get(project.id)!;
    const isEngage = asked.url.pathname === ENGAGE;
    const range = isEngage ? null : rangeOf(asked.url, exports.dayOf(now()));
    if (range && 'status' in range) return refuse(response, range);
    answers += 1;
    const { fault, at } = faults();
    const meter = isEngage ? meters.query : meters.export;
    const over = hasLimits ? meter.begin(now()) : null;
    if (over || fault === 'busy') {
      const words =
        over?.words ??
        'Query rate limit exceeded: 1/5 queries running concurrently and 61/60 queries running in the last hour';
      if (!over && hasLimits) meter.end();
      // Sometimes it says how long.
      const headers = answers % 2 === 0 ? { 'Retry-After': String(over?.afterS ?? 30) } : {};
      return refuse(response, { status: 429, words }, headers);
    }
    try {
      if (fault === 'broken') return refuse(response, { status: 503, words: 'Service unavailable' });
      if (fault === 'no-answer') return void response.destroy();
      const gzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
      if (!range) return engagePage(response, project, new URLSearchParams(asked.body), fault);
      const inMs = asked.url.searchParams.get('time_in_ms') === 'true';
      const limit = Number(asked.url.searchParams.get('limit') ?? Infinity);
      const lines = exports.lines(range, now(), inMs, answers).slice(0, limit);
      await sendText(response, { lines, fault, at, gzip });
    } finally {
      if (hasLimits) meter.end();
    }
  };

  const serve = (region: Region, at: number): Promise<LocalServer> =>
    startServer((request, response) => {
      const take = async (): Promise<void> => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const asked = {
          region,
          method: request.method ?? 'GET',
          url: new URL(request.url ?? '/', 'http://mixpanel'),
          authorization: request.headers.authorization,
          body: Buffer.concat(chunks).toString('utf8'),
        };
        await answer(asked, request, response);
      };
      take().catch((cause: unknown) => {
        violations.push(`the double failed: ${String(cause)}`);
        response.destroy();
      });
    }, at);

  const started: LocalServer[] = [];
  const close = async (): Promise<void> => {
    for (const server of started) await server.stop();
  };
  try {
    for (const [index, region] of regions.entries()) {
      started.push(await serve(region, port === 0 ? 0 : port + index));
    }
  } catch (cause) {
    await close();
    throw cause;
  }
  const [us, eu, india] = started.map(({ url }) => url);
  const place = (projectId: string): Place => {
    const found = places.get(projectId);
    if (!found) throw new Error(`there is no project ${projectId}`);
    return found;
  };
  return {
    hosts: { us: us!, eu: eu!, in: india! },
    counts: (projectId) => countsOf(place(projectId).meters.export),
    queries: (projectId) => countsOf(place(projectId).meters.query),
    freshPull: (projectId, range) => place(projectId).exports.freshPull(range, now()),
    linesOfDays: (projectId, range) => place(projectId).exports.linesOfDays(range, now()),
    today: (projectId) => place(projectId).exports.dayOf(now()),
    violations() {
      const found = violations;
      violations = [];
      return found;
    },
    async stop() {
      await close();
      if (violations.length > 0) throw new Error(`not documented: ${violations.join('; ')}`);
    },
  };
}
