import { createAnswers, isUuid, readFields } from './refuse.ts';
import type { RpcAnswer } from './rest.ts';
import { traceOf } from './stripe-api.ts';
import type { SyncDeps } from './sync.ts';

export interface BillingDeps extends SyncDeps {
  /** As the caller: the plan of a workspace they belong to. */
  planOf(
    authorization: string,
    workspaceId: string,
  ): Promise<RpcAnswer<{ readonly may: Readonly<Record<string, boolean>> }>>;
  /** Never given a key, an address, a token or what Stripe was sent. */
  log(entry: Readonly<Record<string, unknown>>): void;
  readonly appUrl: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A refusal with its words, thrown by what is done for an admin. */
const refusals = new WeakMap<Error, { readonly status: number; readonly hint: string }>();

export function billingRefusal(status: number, hint: string, message: string): Error {
  const error = new Error(message);
  refusals.set(error, { status, hint });
  return error;
}

const passed = new WeakMap<Error, Extract<RpcAnswer<unknown>, { ok: false }>>();

/** The value; a refusal of Postgres is thrown, and answered as it is. */
export function allowed<T>(answer: RpcAnswer<T>): T {
  if (answer.ok) return answer.value;
  const error = new Error('refused');
  passed.set(error, answer);
  throw error;
}

export interface AdminOrder {
  readonly workspaceId: string;
  readonly authorization: string;
}

/**
 * Answers a POST of `{ workspace_id }` by an admin of that workspace with what `act` gives. Who is no admin is refused by
 * Postgres's word before Stripe is asked anything; what Stripe does not do is 502 with hint `billing/unreachable`.
 */
export const adminHandler =
  (deps: BillingDeps, what: string, act: (order: AdminOrder) => Promise<object>) =>
  async (request: Request): Promise<Response> => {
    const { passOn, refuse, reply } = createAnswers(deps.headers);
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: deps.headers });
    if (request.method !== 'POST') return refuse(405, 'request/method', 'Only POST.');
    const authorization = request.headers.get('Authorization');
    if (!authorization) return refuse(401, 'account/signed-out', 'Sign in first.');
    const workspaceId = readFields(await request.text(), ['workspace_id'])?.workspace_id;
    if (!isUuid(workspaceId)) return refuse(400, 'request/malformed', 'Send workspace_id.');
    try {
      const plan = await deps.planOf(authorization, workspaceId);
      if (!plan.ok) return passOn(plan);
      if (plan.value.may['manage_billing'] !== true) {
        return refuse(403, 'billing/admins-only', 'Only an admin of the workspace can change how it is paid for.');
      }
      return reply(200, await act({ workspaceId, authorization }));
    } catch (cause) {
      const refusal = cause instanceof Error ? refusals.get(cause) : undefined;
      if (refusal) return refuse(refusal.status, refusal.hint, (cause as Error).message);
      const from = cause instanceof Error ? passed.get(cause) : undefined;
      if (from) return passOn(from);
      deps.log({ level: 'error', what, workspace: workspaceId, ...traceOf(cause) });
      return refuse(502, 'billing/unreachable', 'The payment service did not answer. Wait a minute and try again.');
    }
  };

export const noSubscriptionHere = () =>
  billingRefusal(409, 'billing/no-subscription', 'This workspace has no running subscription.');
