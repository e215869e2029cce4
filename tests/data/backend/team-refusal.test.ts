import { describe, expect, it } from 'vitest';
import { PteroError } from '#core/errors/ptero-error.ts';
import { functionRefusal, teamRefusal } from '#data/backend/team-refusal.ts';

const reason = (cause: unknown) => teamRefusal(cause).details['reason'];

describe('what the backend refused', () => {
  it.each([
    [{ code: 'PT409', hint: 'team/last-admin', message: 'x' }, 'team/last-admin'],
    [{ code: 'PT410', hint: 'invitation/expired', message: 'x' }, 'invitation/expired'],
    [{ name: 'AuthApiError', code: 'invalid_credentials', status: 400 }, 'account/bad-credentials'],
    [{ name: 'AuthApiError', code: 'current_password_invalid', status: 400 }, 'account/wrong-password'],
    [{ name: 'AuthApiError', code: 'over_email_send_rate_limit', status: 429 }, 'account/too-often'],
    [{ name: 'AuthApiError', code: 'something_new', status: 429 }, 'account/too-often'],
    [{ name: 'AuthSessionMissingError', status: 400 }, 'account/signed-out'],
    [{ name: 'AuthRetryableFetchError', status: 0, message: 'x' }, 'backend/unreachable'],
    [{ message: 'TypeError: Failed to fetch', code: '', details: '' }, 'backend/unreachable'],
    [{ message: 'NetworkError when attempting to fetch resource.' }, 'backend/unreachable'],
    [{ code: 'PGRST301', message: 'JWT expired' }, 'account/signed-out'],
    [{ code: '42501', message: 'permission denied' }, 'team/not-allowed'],
    [{ code: '23514', message: 'violates check constraint "profiles_name_is_a_label"' }, 'profile/bad-name'],
    [{ code: 'XX000', message: 'boom' }, 'backend/failed'],
    ['a text', 'backend/failed'],
    [null, 'backend/failed'],
  ])('%j is %s', (cause, expected) => {
    expect(reason(cause)).toBe(expected);
  });

  it('passes none of its own words on: they may hold an address', () => {
    expect(teamRefusal({ code: 'email_exists', message: 'ada@example.com exists' }).message).not.toContain('ada');
  });

  it('keeps a reason that is known already', () => {
    const known = new PteroError({ code: 'team/refused', message: 'x', details: { reason: 'team/not-found' } });
    expect(teamRefusal(known)).toBe(known);
  });

  it('of a function is in the body of its response', async () => {
    const context = Response.json({ code: 'PT409', hint: 'invitation/already-invited' }, { status: 409 });
    expect((await functionRefusal({ name: 'FunctionsHttpError', context })).details['reason']).toBe(
      'invitation/already-invited',
    );
    const torn = new Response('not json', { status: 500 });
    expect((await functionRefusal({ context: torn })).details['reason']).toBe('backend/failed');
    expect(
      (await functionRefusal({ name: 'FunctionsFetchError', message: 'Failed to send a request to the Edge Function' }))
        .details['reason'],
    ).toBe('backend/unreachable');
  });
});
