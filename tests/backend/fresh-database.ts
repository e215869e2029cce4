import { migrate, migrations, runSql } from '../../supabase/local/database.ts';
import { ownServer } from './context.ts';
import { databaseUrl } from './setup.ts';

/** A database as it is before the first migration; gone when the work is done. */
export async function withDatabase<T>(
  name: string,
  work: (ownerUrl: string, adminUrl: string) => Promise<T>,
): Promise<T> {
  const { adminDatabaseUrl, databaseUrl: ownerUrl } = ownServer();
  await runSql(adminDatabaseUrl, `create database ${name} template before_migrations owner postgres`);
  try {
    return await work(databaseUrl(ownerUrl, name), databaseUrl(adminDatabaseUrl, name));
  } finally {
    await runSql(adminDatabaseUrl, `drop database ${name} with (force)`);
  }
}

/** The same with all migrations. */
export const withMigratedDatabase: typeof withDatabase = (name, work) =>
  withDatabase(name, async (ownerUrl, adminUrl) => {
    await migrate(ownerUrl, migrations());
    return work(ownerUrl, adminUrl);
  });
