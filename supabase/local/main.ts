import { sampleProject } from './mixpanel/sample-project.ts';
import { startMixpanel } from './mixpanel/start-mixpanel.ts';
import { startSchedule } from './schedule.ts';
import { startBackend } from './start-backend.ts';

const usage = `npm run backend -- [--port 54321] [--database-port 54322] [--mailbox-port 54324] [--smtp-port 54325]
                   [--mixpanel-port 54331] [--stripe-port 54326] [--app-url http://localhost:5173]`;

/** Starts the local backend and keeps it until Ctrl-C or SIGTERM. */
export async function main(args: readonly string[]): Promise<void> {
  const options = new Map<string, string>();
  for (let at = 0; at < args.length; at += 2) options.set(args[at] ?? '', args[at + 1] ?? '');
  const known = [
    '--port',
    '--database-port',
    '--mailbox-port',
    '--smtp-port',
    '--mixpanel-port',
    '--stripe-port',
    '--app-url',
  ];
  if ([...options.keys()].some((name) => !known.includes(name))) {
    console.log(usage);
    return;
  }
  const port = (name: string, usual: number) => Number(options.get(name) ?? usual);
  const begin = performance.now();
  const project = sampleProject(Date.now());
  const mixpanel = await startMixpanel({ port: port('--mixpanel-port', 54331), projects: [project] });
  const backend = await startBackend({
    port: port('--port', 54321),
    databasePort: port('--database-port', 54322),
    mailboxPort: port('--mailbox-port', 54324),
    smtpPort: port('--smtp-port', 54325),
    appUrl: options.get('--app-url'),
    stripe: { port: port('--stripe-port', 54326) },
    schedule: true,
    seed: true,
    mixpanelHosts: mixpanel.hosts,
  }).catch(async (cause: unknown) => {
    await mixpanel.stop();
    throw cause;
  });
  const [account] = project.accounts;
  console.log(`Ptero's backend is ready after ${((performance.now() - begin) / 1000).toFixed(1)} s.

  VITE_SUPABASE_URL              ${backend.url}
  VITE_SUPABASE_PUBLISHABLE_KEY  ${backend.publishableKey}
  secret key                     ${backend.secretKey}
  mailbox                        ${backend.mailboxUrl}
  database                       ${backend.databaseUrl}
  stand-in for Stripe            ${backend.stripe.url}
  Mixpanel's double              ${mixpanel.hosts.us}

To connect the double: region US, project ${project.id}, service account ${account?.username}, secret ${account?.secret}, time
zone ${project.zone}. It holds the simulated product, until tomorrow, and has Mixpanel's limits.

Two people are there already: ada@example.com (admin) and bob@example.com, password: ptero-local
The app against it, in another terminal: npm run dev:team. Ctrl-C stops everything; the data go with it.`);
  const schedule = startSchedule(backend.databaseUrl, 60_000, (cause) =>
    console.error(`The schedule: ${String(cause)}`),
  );
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await schedule.stop();
  await backend.stop();
  // What was asked of it that Mixpanel does not know is said, not thrown: the reader is done.
  await mixpanel.stop().catch((cause: unknown) => console.error(String(cause)));
  console.log('\nStopped.');
}
