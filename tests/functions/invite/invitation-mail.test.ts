import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../supabase/functions/_shared/settings.ts';
import { invitationMail } from '../../../supabase/functions/invite/invitation-mail.ts';

const issued = {
  code: 'c0de',
  email: 'bob@example.com',
  role: 'admin',
  workspace: '<img src=x onerror=alert(1)>',
  invited_by: '"Ada" & co',
  expires_at: '2026-11-29T05:00:00Z',
} as const;

describe('the invitation’s mail', () => {
  it('makes names harmless in HTML and leaves them in text', () => {
    const mail = invitationMail(issued, 'https://app.example.com');
    expect(mail.html).not.toContain('<img');
    expect(mail.html).toContain('&#60;img src=x onerror=alert(1)&#62;');
    expect(mail.text).toContain(
      '"Ada" & co invites you to join the workspace <img src=x onerror=alert(1)> on Ptero as an admin.',
    );
    expect(mail.text).toContain('until 2026-11-29 05:00 UTC');
  });

  it('has words when the inviter’s account is gone', () => {
    expect(invitationMail({ ...issued, invited_by: null }, 'https://a.b').subject).toMatch(/^Somebody invites you to /);
  });
});

describe('the settings of the functions', () => {
  const all: Record<string, string> = {
    SUPABASE_URL: 'https://x.supabase.co',
    SUPABASE_PUBLISHABLE_KEYS: '{"default":"sb_publishable_1"}',
    SUPABASE_SECRET_KEYS: '{"default":"sb_secret_1"}',
    APP_URL: 'https://app.example.com/',
    SMTP_HOST: 'smtp.example.com',
    SMTP_PORT: '465',
    SMTP_FROM: 'Ptero <ptero@example.com>',
  };

  it('take the new keys, or the older ones where there are no new', () => {
    expect(readSettings((name) => all[name])).toMatchObject({
      publishableKey: 'sb_publishable_1',
      secretKey: 'sb_secret_1',
      appUrl: 'https://app.example.com',
      smtp: { port: 465, user: null },
    });
    const older: Record<string, string> = {
      ...all,
      SUPABASE_ANON_KEY: 'a',
      SUPABASE_SERVICE_ROLE_KEY: 's',
      SUPABASE_PUBLISHABLE_KEYS: '',
      SUPABASE_SECRET_KEYS: '',
    };
    expect(readSettings((name) => older[name])).toMatchObject({ publishableKey: 'a', secretKey: 's' });
  });

  it.each(['APP_URL', 'SMTP_HOST', 'SMTP_FROM', 'SUPABASE_URL'])('name %s when it is missing', (name) => {
    expect(() => readSettings((asked) => (asked === name ? undefined : all[asked]))).toThrow(
      `the secret ${name} is not set`,
    );
  });
});
