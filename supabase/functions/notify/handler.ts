import type { Mail } from '../_shared/mail.ts';
import { createAnswers, isUuid, readFields } from '../_shared/refuse.ts';
import type { RpcAnswer } from '../_shared/rest.ts';
import { letterOf, type Notice } from './mails.ts';

export type Kind = Notice['kind'];

export interface Deps {
  /** As the caller: is the project one of theirs? */
  begin(authorization: string, projectId: string): Promise<RpcAnswer<null>>;
  /** As the service: whom to tell what. Whoever is claimed is not claimed again. */
  claim(projectId: string, kind: Kind): Promise<RpcAnswer<Notice>>;
  /** As the service: this person was not reached; somebody may try again. */
  release(projectId: string, kind: Kind, userId: string): Promise<RpcAnswer<null>>;
  send(mail: Mail): Promise<void>;
  /** Never given an address. */
  log(entry: Readonly<Record<string, unknown>>): void;
  readonly appUrl: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Mails that data and first results are ready, to who asked; or that a connection needs a person, to the admins, once.
 *
 * Body: `{ kind: 'ready' | 'problem', project_id }`. Whether it is so, and who was told already, is the database's to say.
 * Answers `{ sent }`; 502 with hint `notice/not-sent` when no mail could be sent.
 */
export const createHandler = (deps: Deps) => {
  const { reply, refuse, passOn } = createAnswers(deps.headers);

  return async (request: Request): Promise<Response> => {
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: deps.headers });
    if (request.method !== 'POST') return refuse(405, 'request/malformed', 'Only POST.');
    const authorization = request.headers.get('Authorization');
    if (!authorization) return refuse(401, 'account/signed-out', 'Sign in first.');
    const body = readFields(await request.text(), ['kind', 'project_id']);
    if (!body || !isUuid(body.project_id) || (body.kind !== 'ready' && body.kind !== 'problem')) {
      return refuse(400, 'request/malformed', 'kind (ready or problem) and project_id, and nothing else.');
    }
    const { kind, project_id: project } = { kind: body.kind as Kind, project_id: body.project_id };
    const begun = await deps.begin(authorization, project);
    if (!begun.ok) return passOn(begun);
    const claimed = await deps.claim(project, kind);
    if (!claimed.ok) return passOn(claimed);
    const { people } = claimed.value;
    const letter = letterOf(claimed.value, deps.appUrl);
    const sent = await Promise.all(
      people.map(({ email }) =>
        deps.send({ to: email, ...letter }).then(
          () => true,
          () => false,
        ),
      ),
    );
    const missed = people.filter((_, index) => !sent[index]);
    const reached = people.length - missed.length;
    if (missed.length > 0)
      deps.log({ level: 'error', what: 'notice not mailed', kind, project, people: missed.length });
    // Of the admins, one who knows is enough.
    if (kind === 'ready' || reached === 0) {
      for (const { user_id } of missed) await deps.release(project, kind, user_id);
    }
    if (missed.length > 0 && reached === 0) {
      return refuse(502, 'notice/not-sent', 'The mail could not be sent. It is tried again later.');
    }
    return reply(200, { sent: reached });
  };
};
