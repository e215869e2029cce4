import { billingDatabase } from '../_shared/billing-database.ts';
import { corsHeaders } from '../_shared/cors.ts';
import { readSettings } from '../_shared/settings.ts';
import { createStopLinks } from '../_shared/stop-link.ts';
import { createHandler } from './handler.ts';

const settings = readSettings((name) => Deno.env.get(name));

Deno.serve(
  createHandler({
    links: createStopLinks(settings.secretKey, settings.appUrl, settings.supabaseUrl),
    stopMails: billingDatabase(settings).stopMails,
    now: async () => new Date(),
    headers: corsHeaders(settings.appUrl),
  }),
);
