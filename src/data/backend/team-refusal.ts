import type { TeamRefusal } from '#contract/team.ts';
import { PteroError } from '#core/errors/ptero-error.ts';

/** What the backend's libraries throw or answer, as far as it is read. */
interface Cause {
  readonly name?: string;
  readonly message?: string;
  /** Auth's own code, or Postgres's. */
  readonly code?: string;
  /** The stable code of our own refusals. */
  readonly hint?: string | null;
  readonly status?: number;
  /** The response of a function that refused. */
  readonly context?: unknown;
}

const hints: Readonly<Record<string, TeamRefusal>> = {
  'account/signed-out': 'account/signed-out',
  'account/last-admin': 'account/last-admin',
  'team/not-found': 'team/not-found',
  'team/admins-only': 'team/admins-only',
  'team/bad-name': 'team/bad-name',
  'team/bad-role': 'team/bad-role',
  'team/last-admin': 'team/last-admin',
  'team/no-such-member': 'team/no-such-member',
  'team/too-many-workspaces': 'team/too-many-workspaces',
  'invitation/bad-email': 'invitation/bad-email',
  'invitation/already-member': 'invitation/already-member',
  'invitation/already-invited': 'invitation/already-invited',
  'invitation/too-many': 'invitation/too-many',
  'invitation/not-found': 'invitation/not-found',
  'invitation/accepted': 'invitation/accepted',
  'invitation/revoked': 'invitation/revoked',
  'invitation/expired': 'invitation/expired',
  'invitation/not-sent': 'invitation/not-sent',
  'plan/read-only': 'plan/read-only',
  'billing/admins-only': 'billing/admins-only',
  'billing/already-paying': 'billing/already-paying',
  'billing/bad-email': 'billing/bad-email',
  'billing/invoice-open': 'billing/invoice-open',
  'billing/no-subscription': 'billing/no-subscription',
  'billing/nothing-to-pay': 'billing/nothing-to-pay',
  'billing/still-paying': 'billing/still-paying',
  'billing/unreachable': 'billing/unreachable',
  'mail/bad-link': 'mail/bad-link',
  'mail/unreachable': 'mail/unreachable',
  'request/malformed': 'request/malformed',
  'mixpanel/not-connected': 'mixpanel/not-connected',
  'mixpanel/no-profiles': 'mixpanel/no-profiles',
  'mixpanel/bad-properties': 'mixpanel/bad-properties',
  'mixpanel/session-over': 'mixpanel/session-over',
  'mixpanel/wrong-secret': 'mixpanel/wrong-secret',
  'mixpanel/no-right': 'mixpanel/no-right',
  'mixpanel/no-api': 'mixpanel/no-api',
  'mixpanel/wrong-region': 'mixpanel/wrong-region',
  'mixpanel/rate-limited': 'mixpanel/rate-limited',
  'mixpanel/unreachable': 'mixpanel/unreachable',
};

const authCodes: Readonly<Record<string, TeamRefusal>> = {
  invalid_credentials: 'account/bad-credentials',
  email_not_confirmed: 'account/not-confirmed',
  user_already_exists: 'account/address-known',
  email_exists: 'account/address-known',
  email_address_invalid: 'account/bad-email',
  email_address_not_authorized: 'account/bad-email',
  validation_failed: 'account/bad-email',
  otp_expired: 'account/link-used',
  over_email_send_rate_limit: 'account/too-often',
  over_request_rate_limit: 'account/too-often',
  weak_password: 'account/weak-password',
  same_password: 'account/same-password',
  current_password_invalid: 'account/wrong-password',
  current_password_required: 'account/password-needed',
  reauthentication_needed: 'account/password-needed',
  signup_disabled: 'account/no-sign-up',
  email_provider_disabled: 'account/no-sign-up',
  session_not_found: 'account/signed-out',
  session_expired: 'account/signed-out',
  refresh_token_not_found: 'account/signed-out',
  refresh_token_already_used: 'account/signed-out',
  bad_jwt: 'account/signed-out',
  no_authorization: 'account/signed-out',
  user_not_found: 'account/signed-out',
  PGRST301: 'account/signed-out',
  PGRST303: 'account/signed-out',
  '42501': 'team/not-allowed',
};

const byStatus = (status: number | undefined): TeamRefusal | null => {
  if (status === 0) return 'backend/unreachable';
  if (status === 401) return 'account/signed-out';
  if (status === 429) return 'account/too-often';
  return null;
};

// What fetch says in Chromium, Firefox and Safari when nothing answers; PostgREST's client passes it on as a message.
const NO_ANSWER = /failed to fetch|networkerror|load failed|fetch failed|failed to send a request/iu;

function reasonOf(cause: Cause): TeamRefusal {
  if (cause.hint && hints[cause.hint]) return hints[cause.hint] ?? 'backend/failed';
  if (cause.code && authCodes[cause.code]) return authCodes[cause.code] ?? 'backend/failed';
  if (cause.name === 'AuthSessionMissingError') return 'account/signed-out';
  if (NO_ANSWER.test(cause.message ?? '')) return 'backend/unreachable';
  if (cause.code === '23514' && /profiles/u.test(cause.message ?? '')) return 'profile/bad-name';
  if (cause.code === '23514' && /workspaces/u.test(cause.message ?? '')) return 'team/bad-name';
  return byStatus(cause.status) ?? 'backend/failed';
}

/** A refusal with its reason. Its words are the screen's. */
export const refused = (reason: TeamRefusal, cause?: unknown): PteroError =>
  new PteroError({ code: 'team/refused', message: reason, details: { reason } }, { cause });

/**
 * What Auth, the tables, the calls or a function said, as a PteroError `team/refused`. The backend's own words go no
 * further: they may hold an address.
 */
export function teamRefusal(cause: unknown): PteroError {
  if (cause instanceof PteroError) return cause;
  const known: Cause = typeof cause === 'object' && cause !== null ? cause : { message: String(cause) };
  return refused(reasonOf(known), cause);
}

/** The same for what `functions.invoke` refused: the reason is in the body of its response. */
export async function functionRefusal(cause: unknown): Promise<PteroError> {
  const { context } = (typeof cause === 'object' && cause !== null ? cause : {}) as Cause;
  if (!(context instanceof Response)) return teamRefusal(cause);
  try {
    return teamRefusal({ status: context.status, ...((await context.json()) as Cause) });
  } catch {
    return teamRefusal({ status: context.status });
  }
}
