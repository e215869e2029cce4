import type { Mail } from '../_shared/mail.ts';
import type { Refusal, RpcAnswer } from '../_shared/rest.ts';
import { invitationMail, type IssuedCode } from './invitation-mail.ts';

export interface Deps {
  /** As the caller: makes the invitation and answers its id. */
  invite(authorization: string, workspaceId: string, email: string, role: string): Promise<RpcAnswer<string>>;
  /** As the caller: makes an open invitation last again. */
  renew(authorization: string, invitationId: string): Promise<RpcAnswer<null>>;
  /** As the service: a new code; the one before stops working. */
  issueCode(invitationId: string): Promise<RpcAnswer<IssuedCode>>;
  send(mail: Mail): Promise<void>;
  /** Never given a code, an address or a token. */
  log(entry: Readonly<Record<string, unknown>>): void;
  readonly appUrl: string;
  readonly headers: Readonly<Record<string, string>>;
}

type Order =
  | { readonly kind: 'new'; readonly workspaceId: string; readonly email: string; readonly role: string }
  | { readonly kind: 'again'; readonly invitationId: string };

/**
 * Invites somebody by mail, or sends an invitation again.
 *
 * Body: `{ workspace_id, email, role }` or `{ invitation_id }`. Who may do what is the database's to say; its refusals are
 * passed on with their status. Answers `{ invitation_id }` when the mail is on its way, 502 with hint
 * `invitation/not-sent` when the invitation stands but its mail could not be sent.
 */
export const createHandler =
  (deps: Deps) =>
  async (request: Request): Promise<Response> => {
    const reply = (status: number, body: unknown) => Response.json(body, { status, headers: deps.headers });
    const refuse = (status: number, hint: string, message: string, details: string | null = null) =>
      reply(status, { code: `PT${status}`, message, hint, details } satisfies Refusal);

    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: deps.headers });
    if (request.method !== 'POST') return refuse(405, 'request/method', 'Only POST.');
    const authorization = request.headers.get('Authorization');
    if (!authorization) return refuse(401, 'account/signed-out', 'Sign in first.');
    const order = readOrder(await request.text());
    if (!order) return refuse(400, 'request/malformed', 'Either workspace_id, email and role, or invitation_id.');

    let invitationId: string;
    if (order.kind === 'new') {
      const made = await deps.invite(authorization, order.workspaceId, order.email, order.role);
      if (!made.ok) return reply(made.status, made.refusal);
      invitationId = made.value;
    } else {
      const renewed = await deps.renew(authorization, order.invitationId);
      if (!renewed.ok) return reply(renewed.status, renewed.refusal);
      invitationId = order.invitationId;
    }
    const issued = await deps.issueCode(invitationId);
    if (!issued.ok) return reply(issued.status, issued.refusal);
    try {
      await deps.send(invitationMail(issued.value, deps.appUrl));
    } catch {
      // What the mail server says may hold the address.
      deps.log({ level: 'error', what: 'invitation mail not sent', invitation: invitationId });
      const message = 'The invitation is made, but its mail could not be sent. Send it again in a while.';
      return refuse(502, 'invitation/not-sent', message, invitationId);
    }
    return reply(200, { invitation_id: invitationId });
  };

function readOrder(text: string): Order | null {
  const body = parsed(text);
  const { workspace_id, email, role = 'member', invitation_id } = body;
  if (typeof invitation_id === 'string') return { kind: 'again', invitationId: invitation_id };
  if (typeof workspace_id !== 'string' || typeof email !== 'string' || typeof role !== 'string') return null;
  return { kind: 'new', workspaceId: workspace_id, email, role };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
