import { describe, expect, it } from 'vitest';
import { createMixpanelClient } from '#data/backend/mixpanel-client.ts';
import type { Backend } from '#data/backend/supabase-client.ts';

const form = {
  projectId: 'sp1',
  region: 'eu',
  mixpanelProjectId: '3141592',
  kind: 'service_account',
  username: 'ptero.a1.mp-service-account',
  secret: 's',
  timeZone: 'Europe/Berlin',
  createdOn: '2021-04-01',
} as const;

/** A backend whose function answers as told. */
function backendOf(answer: { readonly data?: unknown; readonly error?: unknown }) {
  const invoked: unknown[] = [];
  const backend = {
    functions: {
      invoke: async (name: string, options: unknown) => {
        invoked.push([name, options]);
        return { data: null, error: null, ...answer };
      },
    },
  } as unknown as Backend;
  return { client: createMixpanelClient(backend), invoked };
}

describe('the function that connects', () => {
  it('gets exactly the fields it knows', async () => {
    const { client, invoked } = backendOf({ data: { verdict: 'right', region: 'eu', wall_clock: null } });
    expect(await client.check(form)).toEqual({ verdict: 'right', region: 'eu', wallClock: null });
    expect(invoked).toEqual([
      [
        'mixpanel-connect',
        {
          body: {
            action: 'check',
            project_id: 'sp1',
            region: 'eu',
            mixpanel_project_id: '3141592',
            kind: 'service_account',
            username: 'ptero.a1.mp-service-account',
            secret: 's',
            time_zone: 'Europe/Berlin',
            created_on: '2021-04-01',
          },
        },
      ],
    ]);
  });

  it.each(['team/admins-only', 'plan/read-only', 'mixpanel/rate-limited'])('refuses with %s', async (hint) => {
    const context = Response.json({ code: 'PT403', message: 'No.', hint, details: null }, { status: 403 });
    const { client } = backendOf({ error: { name: 'FunctionsHttpError', context } });
    await expect(client.connect(form)).rejects.toMatchObject({ code: 'team/refused', details: { reason: hint } });
  });
});
