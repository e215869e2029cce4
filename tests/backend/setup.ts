import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { startAuth } from '../../supabase/local/auth.ts';
import { migrate, migrations, runSql } from '../../supabase/local/database.ts';
import { localKeys } from '../../supabase/local/keys.ts';
import { startServer } from '../../supabase/local/local-server.ts';
import { type Backend, startBackend } from '../../supabase/local/start-backend.ts';
import { findPgtap } from '../setup/pgtap.mjs';
import { foreignBackend } from './foreign.ts';
import { startSwitchboard } from './switchboard.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts one local backend for all tests, or takes the one that the environment names (`npm run test:hosted`). */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const foreign = await foreignBackend(process.env);
  if (foreign) {
    project.provide('backend', foreign);
    return async () => undefined;
  }
  const switchboard = await startSwitchboard();
  const backend = await startBackend({ mixpanelHosts: switchboard.hosts });
  try {
    await prepareCopies(backend);
  } catch (cause) {
    await backend.stop();
    await switchboard.stop();
    throw cause;
  }
  const output = await startServer((_request, response) => response.end(backend.functionsOutput()));
  project.provide('backend', {
    url: backend.url,
    publishableKey: backend.publishableKey,
    secretKey: backend.secretKey,
    accountsBy: 'sql',
    databaseUrl: backend.databaseUrl,
    mailbox: { kind: 'ptero', url: backend.mailboxUrl },
    jwtSecret: localKeys.jwtSecret,
    emailDomain: 'example.com',
    ownServer: {
      adminDatabaseUrl: backend.adminDatabaseUrl,
      switchboardUrl: switchboard.registerUrl,
      otherHost: switchboard.hosts.eu,
      functionsOutputUrl: output.url,
    },
  });
  return async () => {
    await output.stop();
    await backend.stop();
    await switchboard.stop();
  };
}

/** Databases to copy: one as it is before the first migration, one with all of them and pgTAP. */
async function prepareCopies({ adminDatabaseUrl, databaseUrl: ownerUrl, smtpPort }: Backend): Promise<void> {
  await prepare(adminDatabaseUrl, 'before_migrations', smtpPort);
  await runSql(adminDatabaseUrl, 'create database migrated template before_migrations owner postgres');
  await migrate(databaseUrl(ownerUrl, 'migrated'), migrations());
  const pgtap = findPgtap(root);
  if (!pgtap) throw new Error('pgTAP was not found; npm test fetches it');
  const load = `set search_path = extensions; ${readFileSync(pgtap, 'utf8')}`;
  await runSql(databaseUrl(adminDatabaseUrl, 'migrated'), load);
}

/** The same server's address for another of its databases. */
export function databaseUrl(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = name;
  return changed.href;
}

async function prepare(adminUrl: string, name: string, smtpPort: number): Promise<void> {
  await runSql(adminUrl, `create database ${name}`);
  const auth = await startAuth({
    databaseUrl: databaseUrl(adminUrl, name),
    siteUrl: 'http://localhost:5173',
    smtpPort,
  });
  await auth.stop();
}
