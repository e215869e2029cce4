/** Monthly active users that are free, and that each pack adds. */
const PACK_USERS = 25_000;
const PACK_CENTS = 2_500;
/** Days of a period. */
export const PERIOD_DAYS = 30;
/** Days of the trial, which is always free in full. */
export const TRIAL_DAYS = 7;
/** Days in which everything still works after a payment has failed. */
export const GRACE_DAYS = 7;

/**
 * Packs that a count needs: none up to 25,000, then one for each 25,000 begun. `private.packs_for` decides; this is for
 * display, and tests/backend/billing compares the two over 0…10 million.
 */
export function packsFor(monthlyUsers: number): number {
  return Math.ceil(Math.max(monthlyUsers - PACK_USERS, 0) / PACK_USERS);
}

/** US cents for 30 days of so many packs. */
export function amountCents(packs: number): number {
  return packs * PACK_CENTS;
}

/** Users that so many packs hold, the free ones included. */
export function usersOf(packs: number): number {
  return PACK_USERS * (1 + packs);
}

/** An amount as people write it: `$75`, `$1,225`, `$12.50`. */
export function formatCents(cents: number): string {
  const digits = cents % 100 === 0 ? 0 : 2;
  return `$${(cents / 100).toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}
