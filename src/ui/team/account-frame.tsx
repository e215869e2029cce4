import { type JSX, type ParentProps, Show } from 'solid-js';
import { useScreenTitle } from '../kit/screen-title.ts';
import './team.css';

export interface AccountFrameProps {
  title: string;
  /** A sentence below the heading. */
  lead?: JSX.Element;
  /** Ways elsewhere, below the form. */
  footer?: JSX.Element;
  busy?: boolean;
}

/** A narrow page around one question about an account. */
export function AccountFrame(props: ParentProps<AccountFrameProps>) {
  useScreenTitle(() => props.title);
  return (
    <div class="screen account" aria-busy={props.busy}>
      <h1 dir="auto">{props.title}</h1>
      <Show when={props.lead}>
        <p class="small account-lead" dir="auto">
          {props.lead}
        </p>
      </Show>
      {props.children}
      <Show when={props.footer}>
        <div class="account-footer small">{props.footer}</div>
      </Show>
    </div>
  );
}
