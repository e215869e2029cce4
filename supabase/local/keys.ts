import { SignJWT } from 'jose';

/** The local keys. They are in the repository, so they protect nothing: only what listens on 127.0.0.1 takes them. */
export const localKeys = {
  publishable: 'sb_publishable_ptero_local_key_for_browsers',
  secret: 'sb_secret_ptero_local_key_for_functions',
  jwtSecret: 'ptero-local-signing-secret-of-more-than-32-bytes',
  secretsKey: 'ptero-local-key-that-encrypts-what-other-systems-trust-us-with',
} as const;

export type KeyRole = 'anon' | 'service_role';

/** The role a key stands for; null for a key that is none of ours. */
export function roleOfKey(key: string | null | undefined): KeyRole | null {
  if (key === localKeys.publishable) return 'anon';
  return key === localKeys.secret ? 'service_role' : null;
}

/**
 * Signs a token as Auth does.
 *
 * @param claims at least `role`; `sub` for an account
 * @param lifetimeSeconds until it expires; negative for one that already has
 */
export function signToken(
  claims: Readonly<Record<string, unknown>>,
  lifetimeSeconds = 3600,
  secret: string = localKeys.jwtSecret,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ aud: 'authenticated', ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(now)
    .setExpirationTime(now + lifetimeSeconds)
    .sign(new TextEncoder().encode(secret));
}
