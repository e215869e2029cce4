/** Reads one variable of the environment; undefined when it is not set. */
export type ReadVariable = (name: string) => string | undefined;

/** What every function of ours is given. */
export interface Settings {
  readonly supabaseUrl: string;
  readonly publishableKey: string;
  /** Stays here: it may do everything. */
  readonly secretKey: string;
  /** The app's address, without a slash at the end. */
  readonly appUrl: string;
  readonly smtp: {
    readonly host: string;
    readonly port: number;
    readonly user: string | null;
    readonly password: string | null;
    readonly from: string;
  };
}

/**
 * Reads the settings.
 *
 * @throws Error naming the variable that is missing.
 */
export function readSettings(read: ReadVariable): Settings {
  const must = (name: string) => {
    const value = read(name);
    if (!value) throw new Error(`the secret ${name} is not set`);
    return value;
  };
  const key = (dictionary: string, older: string) => {
    const keys = read(dictionary);
    return keys ? (JSON.parse(keys) as { default: string }).default : must(older);
  };
  return {
    supabaseUrl: must('SUPABASE_URL'),
    publishableKey: key('SUPABASE_PUBLISHABLE_KEYS', 'SUPABASE_ANON_KEY'),
    secretKey: key('SUPABASE_SECRET_KEYS', 'SUPABASE_SERVICE_ROLE_KEY'),
    appUrl: must('APP_URL').replace(/\/+$/, ''),
    smtp: {
      host: must('SMTP_HOST'),
      port: Number(must('SMTP_PORT')),
      user: read('SMTP_USER') ?? null,
      password: read('SMTP_PASSWORD') ?? null,
      from: must('SMTP_FROM'),
    },
  };
}

/** The key that secrets are encrypted with where the database has no Vault; null where it has. Stays here. */
export const readSecretsKey = (read: ReadVariable): string | null => read('SECRETS_KEY') ?? null;
