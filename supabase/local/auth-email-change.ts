import { Pool } from 'pg';
import type { Answer } from './auth.ts';

export interface Layer {
  readonly answer: Answer;
  stop(): Promise<void>;
}

interface Change {
  readonly id: string;
  readonly email: string;
  readonly email_change: string;
  readonly email_change_token_current: string | null;
  readonly email_change_token_new: string | null;
  readonly email_change_confirm_status: number;
}

const accepted = 'Confirmation link accepted. Please proceed to confirm link sent to the other email';

/**
 * A change of address is confirmed at both addresses, as hosted Auth has it; @supabase/lite asks only the old one.
 *
 * @param inner answers all else, and the last step of this
 * @param mail sends the filled template
 */
export function confirmAtBoth(
  databaseUrl: string,
  inner: Answer,
  mail: (to: string, values: Readonly<Record<string, string>>) => Promise<void>,
): Layer {
  const pool = new Pool({ connectionString: databaseUrl, max: 2 });
  const find = async (where: string, value: string): Promise<Change | undefined> => {
    const { rows } = await pool.query<Change>(`select * from auth.users where ${where}`, [value]);
    return rows[0];
  };

  const afterRequest = async (response: Response): Promise<void> => {
    const { id } = (await response.clone().json()) as { id: string };
    const change = await find('id = $1', id);
    if (!change?.email_change_token_new) return;
    await pool.query('update auth.users set email_change_confirm_status = 0 where id = $1', [id]);
    await mail(change.email_change, {
      Email: change.email,
      NewEmail: change.email_change,
      TokenHash: change.email_change_token_new,
    });
  };

  /** The first of the two links is noted here; the second is made the one that the inner Auth waits for. */
  const firstOfTwo = async (token: string): Promise<Response | null> => {
    const change = await find('$1 in (email_change_token_current, email_change_token_new)', token);
    if (!change) return null;
    if (change.email_change_confirm_status === 0) {
      const used = change.email_change_token_new === token ? 'email_change_token_new' : 'email_change_token_current';
      await pool.query(`update auth.users set email_change_confirm_status = 1, ${used} = '' where id = $1`, [
        change.id,
      ]);
      return Response.json({ code: 200, msg: accepted });
    }
    await pool.query(
      'update auth.users set email_change_token_current = $2, email_change_confirm_status = 0 where id = $1',
      [change.id, token],
    );
    return null;
  };

  return {
    async answer(request) {
      const { pathname } = new URL(request.url);
      if (pathname === '/auth/v1/user' && request.method === 'PUT') {
        const body = (await request.clone().json()) as { email?: string };
        const response = await inner(request);
        if (body.email && response.ok) await afterRequest(response);
        return response;
      }
      if (pathname === '/auth/v1/verify' && request.method === 'POST') {
        const body = (await request.clone().json()) as { type?: string; token_hash?: string };
        if (body.type === 'email_change' && body.token_hash) {
          return (await firstOfTwo(body.token_hash)) ?? inner(request);
        }
      }
      return inner(request);
    },
    stop: () => pool.end(),
  };
}
