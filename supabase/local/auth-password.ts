import { decodeJwt } from 'jose';
import { Pool } from 'pg';
import type { Answer } from './auth.ts';
import type { Layer } from './auth-email-change.ts';

interface Claims {
  readonly sub?: string;
  readonly email?: string;
  readonly session_id?: string;
}

const refused = (code: string, status = 400) =>
  Response.json(
    { code: status, error_code: code, msg: 'Current password required when setting new password.' },
    { status },
  );

function claimsOf(request: Request): Claims {
  try {
    return decodeJwt<Claims>((request.headers.get('Authorization') ?? '').replace(/^Bearer /, ''));
  } catch {
    return {};
  }
}

/**
 * A new password needs the current one, unless the session came by a reset link, and ends all other sessions: hosted
 * Auth with `require_current_password`. @supabase/lite knows neither.
 */
export function askForCurrentPassword(databaseUrl: string, inner: Answer): Layer {
  const pool = new Pool({ connectionString: databaseUrl, max: 2 });
  const sessionsFromReset = new Set<string>();

  const rightPassword = async (request: Request, password: string): Promise<boolean> => {
    const { sub } = claimsOf(request);
    const { rows } = await pool.query<{ right: boolean }>(
      // pgcrypto knows bcrypt's `$2a$` only; `$2b$` is the same for passwords of any usual length.
      `select extensions.crypt($2, hash) = hash as right
       from (select replace(encrypted_password, '$2b$', '$2a$') as hash from auth.users where id = $1) stored`,
      [sub, password],
    );
    return rows[0]?.right === true;
  };

  const change = async (request: Request): Promise<Response> => {
    const body = (await request.clone().json()) as { password?: string; current_password?: string };
    if (body.password === undefined) return inner(request);
    const { sub, session_id } = claimsOf(request);
    // Who may ask at all is the inner Auth's to say.
    const known = await inner(new Request(request.url, { headers: request.headers }));
    if (!known.ok) return known;
    if (!session_id || !sessionsFromReset.has(session_id)) {
      if (!body.current_password) return refused('current_password_required');
      if (!(await rightPassword(request, body.current_password))) return refused('current_password_invalid');
    }
    const response = await inner(request);
    if (response.ok)
      await pool.query('delete from auth.sessions where user_id = $1 and id::text <> $2', [sub, session_id]);
    return response;
  };

  return {
    async answer(request) {
      const { pathname } = new URL(request.url);
      if (pathname === '/auth/v1/user' && request.method === 'PUT') return change(request);
      if (pathname !== '/auth/v1/verify' || request.method !== 'POST') return inner(request);
      const { type } = (await request.clone().json()) as { type?: string };
      const response = await inner(request);
      if (type === 'recovery' && response.ok) {
        const { access_token } = (await response.clone().json()) as { access_token: string };
        const { session_id } = decodeJwt<Claims>(access_token);
        if (session_id) sessionsFromReset.add(session_id);
      }
      return response;
    },
    stop: () => pool.end(),
  };
}
