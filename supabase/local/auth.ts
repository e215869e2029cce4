import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from '@supabase/lite';
import { PostgresConnection } from '@supabase/lite/postgres';
import { createTransport } from 'nodemailer';
import { confirmAtBoth } from './auth-email-change.ts';
import { askForCurrentPassword } from './auth-password.ts';
import { localSql, runSql, supabaseFolder } from './database.ts';
import { localKeys } from './keys.ts';

export interface AuthOptions {
  readonly databaseUrl: string;
  /** The app: where the links in mails lead. */
  readonly siteUrl: string;
  readonly smtpPort: number;
}

export type Answer = (request: Request) => Promise<Response>;

export interface Auth {
  /** Answers what comes below `/auth/v1/`. */
  readonly answer: Answer;
  stop(): Promise<void>;
}

export interface AuthMail {
  readonly to: string;
  readonly subject: string;
  readonly html?: string;
  readonly text?: string;
}

export type SendMail = (mail: AuthMail) => Promise<void>;

const template = (name: string) => join(supabaseFolder, 'templates', `${name}.html`);
const subjects = {
  confirmation: 'Confirm your e-mail address',
  recovery: 'Choose a new password for Ptero',
  magic_link: 'Sign in to Ptero',
  email_change: 'Confirm your new e-mail address',
} as const;

/**
 * Makes an empty database what a hosted one is before the first migration, and starts Auth on it with the settings of
 * supabase/config.toml. Its mails go out by SMTP.
 */
export async function startAuth({ databaseUrl, siteUrl, smtpPort }: AuthOptions): Promise<Auth> {
  const transport = createTransport({ host: '127.0.0.1', port: smtpPort, ignoreTLS: true });
  // The texts are templates of ours; the library's plain text names links that are not.
  const send: SendMail = async ({ to, subject, html = '' }) => {
    await transport.sendMail({ from: 'Ptero <ptero@example.com>', to, subject, html, text: plainText(html) });
  };
  const connection = new PostgresConnection({ url: databaseUrl, postgresOptions: { onnotice: () => undefined } });
  const app = new App({
    connection,
    auth: {
      jwt_secret: localKeys.jwtSecret,
      jwt_expiry: 3600,
      site_url: siteUrl,
      minimum_password_length: 10,
      email: {
        enable_confirmations: true,
        double_confirm_changes: true,
        otp_expiry: 3600,
        template: Object.fromEntries(
          Object.entries(subjects).map(([name, subject]) => [name, { subject, content_path: template(name) }]),
        ),
      },
    },
    options: { server: { apiKeys: false }, drivers: { email: { send } } },
  });
  await runSql(databaseUrl, localSql('database.sql'));
  await app.init();
  await app.ensureSystemSchema();
  await runSql(databaseUrl, localSql('auth.sql'));

  const lite: Answer = async (request) => app.server.fetch(request);
  const fill = (values: Readonly<Record<string, string>>) =>
    readFileSync(template('email_change'), 'utf8').replace(
      /\{\{ \.(\w+) \}\}/g,
      (_, name: string) => ({ ...values, SiteURL: siteUrl })[name] ?? '',
    );
  const emailChange = confirmAtBoth(databaseUrl, lite, (to, values) =>
    send({ to, subject: subjects.email_change, html: fill(values) }),
  );
  const password = askForCurrentPassword(databaseUrl, emailChange.answer);
  return {
    answer: password.answer,
    async stop() {
      transport.close();
      await Promise.all([connection.close(), emailChange.stop(), password.stop()]);
    },
  };
}

/** The words and links of one of our templates. */
function plainText(html: string): string {
  return html
    .replace(/<a href="([^"]*)">([^<]*)<\/a>/g, '$2: $1')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&amp;', '&')
    .trim();
}
