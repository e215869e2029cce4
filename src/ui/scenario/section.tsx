import { createUniqueId, type ParentProps } from 'solid-js';
import { HelpLink, type HelpLinkProps } from './help-link.tsx';
import styles from './section.module.css';

export interface SectionProps {
  /** Anchor in the page. */
  id: string;
  title: string;
  help: HelpLinkProps;
  /** What the link to the help says. */
  ask: string;
}

/** A part of an answer below the rankings: a line, its heading, and the way to its place in the help. */
export function Section(props: ParentProps<SectionProps>) {
  const headingId = createUniqueId();
  return (
    <section class={styles.section} id={props.id} aria-labelledby={headingId}>
      <header class={styles.heading}>
        <h2 id={headingId}>{props.title}</h2>
        <span class="small">
          <HelpLink {...props.help}>{props.ask}</HelpLink>
        </span>
      </header>
      {props.children}
    </section>
  );
}
