/**
 * A piece of a help page. In text, `**bold**`, `` `code` `` and `[words](address)` are understood.
 * An address is a path of the app, an anchor of the same page, or a full web address.
 */
export type HelpBlock =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'steps'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'code'; readonly text: string };

/** A section with its own anchor. */
export interface HelpSection {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly HelpBlock[];
}

export interface HelpPage {
  readonly id:
    | 'getting-started'
    | 'what-is-a-scenario'
    | 'reading-a-result'
    | 'the-method'
    | 'connecting-mixpanel'
    | 'usage'
    | 'billing'
    | 'clickhouse'
    | 'faq';
  readonly title: string;
  /** What the page is for, in a sentence. */
  readonly summary: string;
  readonly sections: readonly HelpSection[];
}

export const text = (words: string): HelpBlock => ({ kind: 'text', text: words });
export const list = (...items: readonly string[]): HelpBlock => ({ kind: 'list', items });
export const steps = (...items: readonly string[]): HelpBlock => ({ kind: 'steps', items });
