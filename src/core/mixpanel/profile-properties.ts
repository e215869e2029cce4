/** What becomes of a property of a user profile: `fixed` was true from the start on, `changing` is only what is so today. */
export type ProfileKind = 'fixed' | 'changing';

/** How many properties may be chosen. The server holds to it, too. */
export const MOST_PROFILE_PROPERTIES = 50;

/** Words of what is set once. */
const onceWords: ReadonlySet<string> = new Set([
  'initial',
  'first',
  'signup',
  'registration',
  'registered',
  'joined',
  'acquisition',
  'original',
  'birthday',
  'birthdate',
  'birthyear',
  'born',
]);
/** Words of what goes on changing, whatever else a name says: "days since signup", "last signup page". */
const changingWords: ReadonlySet<string> = new Set(
  (
    'last latest current recent today now since ago age days remaining ' +
    'count counts number num total sum lifetime average avg score status'
  ).split(' '),
);
/** Of whose making "created" speaks when it stands behind them. */
const makers: ReadonlySet<string> = new Set(['account', 'user', 'profile', 'customer', 'member', 'date', 'day']);

/** The words of a name: `$initialReferrer`, `initial_referrer` and `Initial referrer` are the same. */
const wordsOf = (name: string): readonly string[] =>
  name
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/**
 * Guess from its name whether a property of a profile stays what it was: when somebody was created, how they first came.
 *
 * A guess: nothing in a profile says when a value was set. In doubt it is `changing`, since that is the one that may mislead.
 */
export function profileKind(name: string): ProfileKind {
  const words = wordsOf(name);
  if (words.some((word) => changingWords.has(word))) return 'changing';
  const isOnce = words.some((word, at) => {
    const next = words[at + 1];
    if (word === 'first') return next !== 'name';
    if (word === 'created') return at === 0 || makers.has(words[at - 1]!);
    if (word === 'sign' || word === 'signed') return next === 'up';
    return onceWords.has(word);
  });
  return isOnce ? 'fixed' : 'changing';
}

/** What a property of a profile is called among those of events. */
export const profileColumnName = (property: string): string => `profile: ${property}`;
