import { corsHeaders } from '../_shared/cors.ts';
import { readHosts } from '../_shared/mixpanel.ts';
import { callRpc } from '../_shared/rest.ts';
import { readSecretsKey, readSettings } from '../_shared/settings.ts';
import { createHandler } from './handler.ts';

const read = (name: string) => Deno.env.get(name);
const settings = readSettings(read);
const secrets_key = readSecretsKey(read);

Deno.serve(
  createHandler({
    begin: (authorization, project_id) => callRpc(settings, authorization, 'begin_mixpanel_connect', { project_id }),
    finish: (ticket, connection, secret) =>
      callRpc(settings, null, 'finish_mixpanel_connect', { ticket, connection, secret, secrets_key }),
    fetch: (request) => fetch(request),
    hosts: readHosts(read),
    headers: corsHeaders(settings.appUrl),
    patience: 40_000,
    now: () => Date.now(),
  }),
);
