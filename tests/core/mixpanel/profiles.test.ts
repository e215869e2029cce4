import { describe, expect, it } from 'vitest';
import { offerOf, readProfilePage } from '#core/mixpanel/profile-page.ts';
import { profileKind } from '#core/mixpanel/profile-properties.ts';

describe('whether a property of a profile stays what it was', () => {
  it.each([
    '$created',
    'created_at',
    'Account created',
    '$initial_referrer',
    '$initial_referring_domain',
    'initial_utm_source',
    'utm_campaign [first touch]',
    'First seen country',
    'firstSeen',
    'signupPlan',
    'Sign up date',
    'Signed up with',
    'registration_country',
    'Birthday',
  ])('%s: it looks so', (name) => expect(profileKind(name)).toBe('fixed'));

  it.each([
    '$last_seen',
    'Plan',
    '$city',
    '$country_code',
    '$email',
    '$first_name',
    'First Name',
    'Boards created',
    'days since signup',
    'Total signups',
    'signup_count',
    'last_signup_page',
    'مدينة',
    'thirsty',
    '',
  ])('%s: it may have changed', (name) => expect(profileKind(name)).toBe('changing'));
});

describe('a page of profiles', () => {
  const page = (more: object) => readProfilePage(JSON.stringify({ status: 'ok', ...more }));
  const one = (id: unknown, properties: unknown) => ({ $distinct_id: id, $properties: properties });

  it('is read with its session, and tells when it is the last', () => {
    const results = [one('u1', { a: 1 }), one('u2', null), one('', { a: 2 }), one(7, {}), null];
    expect(page({ results, page: 0, page_size: 5, session_id: 's', total: 12 })).toEqual({
      profiles: [
        { id: 'u1', properties: { a: 1 } },
        { id: 'u2', properties: {} },
      ],
      nameless: 3,
      sessionId: 's',
      total: 12,
      isLast: false,
    });
    expect(page({ results, page: 1, page_size: 5, session_id: 's', total: 10 })?.isLast).toBe(true);
    expect(page({ results: results.slice(1), page: 1, page_size: 5, session_id: 's', total: 50 })?.isLast).toBe(true);
    expect(page({ results: [], page: 3, page_size: 5, total: 99 })).toMatchObject({ isLast: true, sessionId: null });
  });

  it.each(['', '{', '[]', 'null', '{"error":"x"}', '{"results":{}}', 'terminated early'])('is none: %s', (text) => {
    expect(readProfilePage(text)).toBeNull();
  });

  it('offers what looks fixed first, then what most carry, with some values', () => {
    const profiles = [
      { id: 'a', properties: { plan: 'pro', $created: '2026-01-01', $distinct_id: 'a', tags: ['x'], none: null } },
      { id: 'b', properties: { plan: 'free', seats: 3, bio: 'long '.repeat(30) } },
      { id: 'c', properties: { plan: 'pro' } },
    ];
    expect(offerOf(profiles)).toEqual([
      { name: '$created', kind: 'fixed', carriers: 1, values: ['2026-01-01'] },
      { name: 'plan', kind: 'changing', carriers: 3, values: ['pro', 'free'] },
      { name: 'bio', kind: 'changing', carriers: 1, values: [`${'long '.repeat(12)}…`] },
      { name: 'seats', kind: 'changing', carriers: 1, values: ['3'] },
      { name: 'tags', kind: 'changing', carriers: 1, values: ['["x"]'] },
    ]);
  });
});
