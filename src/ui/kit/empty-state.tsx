import { type JSX, type ParentProps, Show } from 'solid-js';

export interface EmptyStateProps {
  title: string;
  /** What to do about it. */
  action?: JSX.Element;
}

/** What a place says while there is nothing in it. */
export function EmptyState(props: ParentProps<EmptyStateProps>) {
  return (
    <div class="empty">
      <h2>{props.title}</h2>
      <p class="small">{props.children}</p>
      <Show when={props.action}>{props.action}</Show>
    </div>
  );
}
