import { Dialog as Kobalte } from '@kobalte/core/dialog';
import { type JSX, onCleanup, type ParentProps, Show } from 'solid-js';
import { Icon } from './icon.tsx';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: JSX.Element;
  /** Buttons at the end, the main one last. */
  footer?: JSX.Element;
  wide?: boolean;
}

/** A question or a form above the page. Escape and a click beside it close it; focus goes back where it was. */
export function Dialog(props: ParentProps<DialogProps>) {
  let before: HTMLElement | null = null;
  const giveFocusBack = () => {
    if (before?.isConnected) before.focus();
    before = null;
  };
  onCleanup(giveFocusBack);
  return (
    <Kobalte open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <Kobalte.Portal>
        <Kobalte.Overlay class="veil" />
        <div class="dialog-place">
          <Kobalte.Content
            class={`dialog ${props.wide ? 'wide' : ''}`}
            onOpenAutoFocus={() => {
              before = document.activeElement instanceof HTMLElement ? document.activeElement : null;
            }}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              giveFocusBack();
            }}
          >
            <header>
              <Kobalte.Title>{props.title}</Kobalte.Title>
              <Kobalte.CloseButton class="icon" aria-label="Close">
                <Icon name="close" />
              </Kobalte.CloseButton>
            </header>
            {props.children}
            <Show when={props.footer}>
              <footer>{props.footer}</footer>
            </Show>
          </Kobalte.Content>
        </div>
      </Kobalte.Portal>
    </Kobalte>
  );
}
