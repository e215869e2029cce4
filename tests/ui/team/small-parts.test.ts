import { describe, expect, it } from 'vitest';
import { initials } from '#ui/team/avatar.tsx';
import { readMailedLink } from '#ui/team/read-mailed-link.ts';
import { invitationEnd } from '#ui/settings/workspace/pending-invitations.tsx';
import { invitation } from '../fakes/team.ts';

describe('initials', () => {
  it.each([
    ['Ada Lovelace Byron', 'x@y', 'AB'],
    ['ada', 'x@y', 'A'],
    ['', 'dora@example.com', 'D'],
    ['  ', 'dora@example.com', 'D'],
    ['محمد علي', 'x@y', 'مع'],
    ['👩‍🚀 Space', 'x@y', '👩‍🚀S'],
  ])('of “%s” are %s', (name, email, expected) => {
    expect(initials(name, email)).toBe(expected);
  });
});

describe('a mailed link', () => {
  it('is read from behind the number sign', () => {
    expect(readMailedLink('#token_hash=a%2Bb&type=recovery')).toEqual({ tokenHash: 'a+b', kind: 'recovery' });
  });

  it('of type email is one that signs in', () => {
    expect(readMailedLink('#token_hash=t&type=email')?.kind).toBe('magiclink');
  });
});

describe('the end of an invitation', () => {
  const now = 1_000_000_000;
  const hour = 3_600_000;
  it.each([
    [now, 'Expired'],
    [now + hour, 'Ends within a day'],
    [now + 30 * hour, 'Ends in 1 day'],
    [now + 7 * 24 * hour - 1000, 'Ends in 7 days'],
  ])('at %d is “%s”', (expiresAt, expected) => {
    expect(invitationEnd(invitation('x@y', { expiresAt }), now)).toBe(expected);
  });

  it('is not what matters while its mail has not left', () => {
    expect(invitationEnd(invitation('x@y', { expiresAt: now + hour, sentAt: null }), now)).toBe('Mail not sent');
  });
});
