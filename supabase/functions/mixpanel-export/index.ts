import { corsHeaders } from '../_shared/cors.ts';
import { readHosts } from '../_shared/mixpanel.ts';
import { callRpc } from '../_shared/rest.ts';
import { readSecretsKey, readSettings } from '../_shared/settings.ts';
import { createHandler } from './handler.ts';

const read = (name: string) => Deno.env.get(name);
const settings = readSettings(read);
const secrets_key = readSecretsKey(read);

/** Where hosted, a worker whose answer is over may be ended; so it is told what it still has to do. */
const { EdgeRuntime } = globalThis as { readonly EdgeRuntime?: { waitUntil(work: Promise<unknown>): void } };
function keepAlive(work: Promise<unknown>): void {
  if (EdgeRuntime) EdgeRuntime.waitUntil(work);
  else void work;
}

Deno.serve(
  createHandler({
    begin: (authorization, project_id, { from_date, to_date }) =>
      callRpc(settings, authorization, 'begin_mixpanel_pull', { project_id, from_day: from_date, to_day: to_date }),
    take: (ticket) => callRpc(settings, null, 'take_mixpanel_pull', { ticket, secrets_key }),
    finish: (ticket, days) => callRpc(settings, null, 'finish_mixpanel_pull', { ticket, days }),
    noteProblem: (ticket, problem) => callRpc(settings, null, 'note_mixpanel_problem', { ticket, problem }),
    notePart: (ticket, days) => callRpc(settings, null, 'note_partial_mixpanel_pull', { ticket, days }),
    afterwards: keepAlive,
    fetch: (request) => fetch(request),
    log: (entry) => console.error(JSON.stringify(entry)),
    hosts: readHosts(read),
    headers: corsHeaders(settings.appUrl),
    patience: 120_000,
  }),
);
