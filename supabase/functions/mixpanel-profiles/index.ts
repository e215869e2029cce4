import { corsHeaders } from '../_shared/cors.ts';
import { readQueryHosts } from '../_shared/mixpanel.ts';
import { callRpc } from '../_shared/rest.ts';
import { readSecretsKey, readSettings } from '../_shared/settings.ts';
import { createHandler } from './handler.ts';

const read = (name: string) => Deno.env.get(name);
const settings = readSettings(read);
const secrets_key = readSecretsKey(read);

Deno.serve(
  createHandler({
    begin: (authorization, project_id, { look, page }) =>
      callRpc(settings, authorization, 'begin_mixpanel_profiles', { project_id, look, page }),
    take: (ticket) => callRpc(settings, null, 'take_mixpanel_profiles', { ticket, secrets_key }),
    fetch: (request) => fetch(request),
    log: (entry) => console.error(JSON.stringify(entry)),
    hosts: readQueryHosts(read),
    headers: corsHeaders(settings.appUrl),
    patience: 120_000,
  }),
);
