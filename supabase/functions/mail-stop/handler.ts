import type { RpcAnswer } from '../_shared/rest.ts';
import { createAnswers, isUuid } from '../_shared/refuse.ts';
import type { StopLinks } from '../_shared/stop-link.ts';

export interface Deps {
  readonly links: StopLinks;
  stopMails(workspaceId: string, email: string, at: Date): Promise<RpcAnswer<null>>;
  now(): Promise<Date>;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Stops the mails that are no bills, for one address and workspace: `POST ?w=…&e=…&t=…`, as mail programs do by themselves
 * (RFC 8058) and the app's page on a press. Looking at the address does nothing: mail scanners open links.
 */
export const createHandler =
  (deps: Deps) =>
  async (request: Request): Promise<Response> => {
    const { refuse, reply } = createAnswers(deps.headers);
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: deps.headers });
    if (request.method !== 'POST') return refuse(405, 'request/method', 'Only POST.');
    const { searchParams } = new URL(request.url);
    const workspaceId = searchParams.get('w');
    const email = searchParams.get('e') ?? '';
    const genuine =
      isUuid(workspaceId) && (await deps.links.isGenuine(workspaceId, email, searchParams.get('t') ?? ''));
    if (!genuine) return refuse(403, 'mail/bad-link', 'This link is not complete, or no longer valid.');
    const stopped = await deps.stopMails(workspaceId, email, await deps.now());
    return stopped.ok ? reply(200, {}) : refuse(503, 'mail/unreachable', 'Try again in a while.');
  };
