import nodemailer from 'npm:nodemailer@10.6.0';
import { corsHeaders } from '../_shared/cors.ts';
import { callRpc } from '../_shared/rest.ts';
import { readSettings } from '../_shared/settings.ts';
import { createHandler } from './handler.ts';

const settings = readSettings((name) => Deno.env.get(name));
const { host, port, user, password, from } = settings.smtp;
const transport = nodemailer.createTransport({
  host,
  port,
  secure: port === 465,
  // Credentials never travel in the clear.
  requireTLS: user !== null && port !== 465,
  ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
});

Deno.serve(
  createHandler({
    begin: (authorization, project_id) => callRpc(settings, authorization, 'begin_notice', { project_id }),
    claim: (project_id, kind) => callRpc(settings, null, 'claim_notice', { project_id, kind }),
    release: (project_id, kind, user_id) => callRpc(settings, null, 'release_notice', { project_id, kind, user_id }),
    send: async (mail) => {
      await transport.sendMail({ from, ...mail });
    },
    log: (entry) => console.error(JSON.stringify(entry)),
    appUrl: settings.appUrl,
    headers: corsHeaders(settings.appUrl),
  }),
);
