import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import { sampleProject } from '../../supabase/local/mixpanel/sample-project.ts';
import { startMixpanel } from '../../supabase/local/mixpanel/start-mixpanel.ts';
import { stripePublishableKey } from './stripe-js.ts';
import { freePort } from '../../supabase/local/local-server.ts';
import { clubProject } from './club-project.ts';
import { startBackend } from '../../supabase/local/start-backend.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outDir = '.cache/dist-team';

/** Starts a backend and builds and serves the app for it, all on ports that are free. Answers the way to stop. */
export default async function startEverything(): Promise<() => Promise<void>> {
  const port = await freePort();
  const appUrl = `http://localhost:${port}`;
  const shop = sampleProject(Date.now(), 20);
  const account = { username: 'ptero.5a3c1f.mp-service-account', secret: 'a-secret-of-the-double', mayExport: true };
  const projects = [shop, clubProject(Date.now())].map((one) => ({
    ...one,
    region: 'eu' as const,
    // As the browsers of the people, or every late evening would begin a day that Mixpanel does not have.
    zone: 'Europe/Paris',
    accounts: [account],
  }));
  const mixpanel = await startMixpanel({ projects });
  const backend = await startBackend({ appUrl, seed: true, mixpanelHosts: mixpanel.hosts, schedule: true });
  process.env['VITE_SUPABASE_URL'] = backend.url;
  process.env['VITE_SUPABASE_PUBLISHABLE_KEY'] = backend.publishableKey;
  process.env['VITE_STRIPE_PUBLISHABLE_KEY'] = stripePublishableKey;
  // Workers inherit these.
  process.env['TEAM_APP_URL'] = appUrl;
  process.env['TEAM_MAILBOX_URL'] = backend.mailboxUrl;
  process.env['TEAM_BACKEND_URL'] = backend.url;
  process.env['TEAM_DATABASE_URL'] = backend.databaseUrl;
  process.env['TEAM_STRIPE_URL'] = backend.stripe.url;
  await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true, reportCompressedSize: false } });
  const server = await preview({ root, logLevel: 'error', build: { outDir }, preview: { port, strictPort: true } });
  return async () => {
    await server.close();
    await backend.stop();
    await mixpanel.stop();
    rmSync(join(root, outDir), { recursive: true, force: true });
  };
}
