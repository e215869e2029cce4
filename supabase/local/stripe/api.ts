import { createHash } from 'node:crypto';
import { expanded } from './answers.ts';
import { clockRoutes } from './clock-routes.ts';
import { customerRoutes } from './customer-routes.ts';
import { decodeForm, type Raw } from './form.ts';
import { refusal, refusalOf } from './refusal.ts';
import type { Route } from './route.ts';
import { invoiceRoutes, sessionRoutes } from './invoice-routes.ts';
import { subscriptionRoutes } from './subscription-routes.ts';
import { apiVersion, day, nowOf, type World } from './world.ts';

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
  readonly authorization: string | undefined;
  readonly version: string | undefined;
  readonly idempotencyKey: string | undefined;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: object;
  readonly replayed: boolean;
}

interface Kept {
  readonly fingerprint: string;
  readonly answer: ApiAnswer;
  readonly at: number;
}

const routes: readonly Route[] = [
  ...customerRoutes,
  ...subscriptionRoutes,
  ...invoiceRoutes,
  ...sessionRoutes,
  ...clockRoutes,
];

/** Answers as Stripe's API does, its errors included. What it does not know it refuses. */
export function createApi(world: World, secretKey: string): (request: ApiRequest) => ApiAnswer {
  const kept = new Map<string, Kept>();

  const answered = (request: ApiRequest): ApiAnswer => {
    checkCaller(request, secretKey);
    const found = routes.find(({ method, path }) => method === request.method && path.test(request.path));
    if (!found) {
      throw refusal(404, `Unrecognized request URL (${request.method}: ${request.path}).`);
    }
    const key = request.method === 'POST' ? request.idempotencyKey : undefined;
    const fingerprint = createHash('sha256').update(`${request.path}\n${request.body}`).digest('hex');
    const now = nowOf(world, null);
    const before = key === undefined ? undefined : kept.get(key);
    if (before && key !== undefined && now - before.at < day) {
      if (before.fingerprint === fingerprint) return { ...before.answer, replayed: true };
      throw refusal(
        400,
        `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
        { type: 'idempotency_error' },
      );
    }
    const answer = run(world, found, request);
    // Stripe keeps no answer for a request that was malformed: it was never begun.
    if (key !== undefined && ![400, 401, 404].includes(answer.status)) kept.set(key, { fingerprint, answer, at: now });
    return answer;
  };
  return (request) => {
    try {
      return answered(request);
    } catch (cause) {
      return refused(cause);
    }
  };
}

function run(world: World, found: Route, request: ApiRequest): ApiAnswer {
  try {
    const raw = decodeForm(request.method === 'GET' ? request.query : request.body || request.query);
    const [, ...path] = found.path.exec(request.path) ?? [];
    const answer = found.answer(world, path, raw);
    return { status: 200, body: expanded(world, answer, expandOf(raw)), replayed: false };
  } catch (cause) {
    return refused(cause);
  }
}

const expandOf = (raw: Readonly<Record<string, Raw>>): readonly string[] => {
  const { expand } = raw;
  return Array.isArray(expand) ? expand.filter((one): one is string => typeof one === 'string') : [];
};

function checkCaller({ authorization, version }: ApiRequest, secretKey: string): void {
  const key = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
  if (key === undefined) throw refusal(401, 'You did not provide an API key.');
  if (key !== secretKey) throw refusal(401, `Invalid API Key provided: ${key.slice(0, 8)}****`);
  if (version !== apiVersion) {
    throw refusal(400, `Invalid Stripe API version: ${version ?? 'none'}; the double speaks ${apiVersion}.`);
  }
}

function refused(cause: unknown): ApiAnswer {
  const known = refusalOf(cause);
  if (known) return { status: known.status, body: { error: known.error }, replayed: false };
  const message = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return { status: 500, body: { error: { type: 'api_error', message } }, replayed: false };
}
