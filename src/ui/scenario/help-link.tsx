import type { ParentProps } from 'solid-js';

export interface HelpLinkProps {
  page: 'getting-started' | 'what-is-a-scenario' | 'reading-a-result' | 'the-method' | 'faq';
  /** A section of the page. */
  section?: string;
}

/** A quiet link from a screen to its page of the help. */
export function HelpLink(props: ParentProps<HelpLinkProps>) {
  return <a href={`/help/${props.page}${props.section ? `#${props.section}` : ''}`}>{props.children}</a>;
}
