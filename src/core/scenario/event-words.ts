/**
 * The words of an event name, in small letters without accents: "Konto_gelöschtV2" gives konto, geloscht, v2.
 *
 * Understands spaces, snake_case, kebab-case, dots, slashes and camelCase.
 */
export function eventWords(name: string): readonly string[] {
  return name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/**
 * Whether a name has all words of a phrase, in any order, so that "start* plan" finds "Plan Started".
 *
 * @param phrase - words with blanks between; a star at the end of a word stands for any ending, at its front for any beginning.
 */
export function hasPhrase(words: readonly string[], phrase: string): boolean {
  return phrase.split(' ').every((pattern) => {
    const openFront = pattern.startsWith('*');
    const openEnd = pattern.endsWith('*');
    const core = pattern.slice(openFront ? 1 : 0, openEnd ? -1 : undefined);
    return words.some((word) => {
      if (openFront && openEnd) return word.includes(core);
      if (openFront) return word.endsWith(core);
      return openEnd ? word.startsWith(core) : word === core;
    });
  });
}
