import { Popover as Kobalte } from '@kobalte/core/popover';
import type { JSX, ParentProps } from 'solid-js';

export interface PopoverProps {
  /** Accessible name of what opens. */
  label: string;
  trigger: JSX.Element;
  triggerClass?: string;
}

/** A button that opens a small panel beside it. */
export function Popover(props: ParentProps<PopoverProps>) {
  return (
    <Kobalte gutter={6}>
      <Kobalte.Trigger class={props.triggerClass ?? 'button'}>{props.trigger}</Kobalte.Trigger>
      <Kobalte.Portal>
        <Kobalte.Content class="floating roomy" aria-label={props.label}>
          {props.children}
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte>
  );
}
