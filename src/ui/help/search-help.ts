import type { HelpBlock, HelpPage, HelpSection } from './help-page.ts';

/** A section that holds what was looked for. */
export interface HelpHit {
  readonly page: HelpPage;
  readonly section: HelpSection;
  /** Some words around the first place found, without marks. */
  readonly excerpt: string;
}

const unmarked = (words: string) => words.replaceAll(/\*\*|`/g, '').replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');

function wordsOf(block: HelpBlock): string {
  if (block.kind === 'table') return [block.head, ...block.rows].flat().join(' ');
  if (block.kind === 'list' || block.kind === 'steps') return block.items.join(' ');
  return block.text;
}

/** All words of a section, as read. */
export const sectionWords = (section: HelpSection): string => unmarked(section.blocks.map(wordsOf).join(' '));

function excerptAround(words: string, at: number): string {
  const from = at < 60 ? 0 : words.indexOf(' ', at - 60) + 1;
  const isLast = from + 160 >= words.length;
  const cut = isLast ? words.slice(from) : words.slice(from, words.lastIndexOf(' ', from + 160));
  return `${from > 0 ? '… ' : ''}${cut}${isLast ? '' : ' …'}`;
}

/**
 * Sections that hold every word of the query, those with a word in the title first.
 *
 * Upper and lower case are the same; a part of a word is enough. An empty query finds nothing.
 */
export function searchHelp(pages: readonly HelpPage[], query: string): readonly HelpHit[] {
  const wanted = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  const hits: { readonly hit: HelpHit; readonly inTitle: boolean }[] = [];
  for (const page of pages) {
    for (const section of page.sections) {
      const words = sectionWords(section);
      const title = section.title.toLocaleLowerCase();
      const all = `${title} ${words.toLocaleLowerCase()}`;
      if (!wanted.every((word) => all.includes(word))) continue;
      const at = Math.max(0, words.toLocaleLowerCase().indexOf(wanted[0] ?? ''));
      hits.push({
        hit: { page, section, excerpt: excerptAround(words, at) },
        inTitle: wanted.some((word) => title.includes(word)),
      });
    }
  }
  return hits.toSorted((a, b) => Number(b.inTitle) - Number(a.inTitle)).map(({ hit }) => hit);
}
