import { createSignal, For, onCleanup, onMount, Show } from 'solid-js';
import { Icon } from './icon.tsx';

interface Toast {
  readonly id: number;
  readonly message: string;
  /** The way back, such as `Undo`. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

const [toasts, setToasts] = createSignal<readonly Toast[]>([]);
let lastId = 0;

const dismiss = (id: number) => setToasts((all) => all.filter((toast) => toast.id !== id));

/** Says that something was done, for eight seconds; stays while it is pointed at or focused. */
export function showToast(message: string, action?: { readonly label: string; readonly run: () => void }): void {
  lastId += 1;
  setToasts((all) => [...all.slice(-2), { id: lastId, message, action }]);
}

const STAY_MS = 8000;

function ToastView(props: { toast: Toast }) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stay = () => clearTimeout(timer);
  const leave = () => {
    stay();
    timer = setTimeout(() => dismiss(props.toast.id), STAY_MS);
  };
  onMount(leave);
  onCleanup(stay);
  const act = () => {
    props.toast.action?.run();
    dismiss(props.toast.id);
  };
  return (
    <div class="toast" onPointerEnter={stay} onPointerLeave={leave} onFocusIn={stay} onFocusOut={leave}>
      <span class="cut" dir="auto">
        {props.toast.message}
      </span>
      <Show when={props.toast.action}>
        {(action) => (
          <button type="button" onClick={act}>
            {action().label}
          </button>
        )}
      </Show>
      <button type="button" aria-label="Close" onClick={() => dismiss(props.toast.id)}>
        <Icon name="close" size={13} />
      </button>
    </div>
  );
}

/** Where toasts appear. Once in the shell. */
export function ToastRegion() {
  return (
    <div class="toasts" role="region" aria-label="Notices" aria-live="polite">
      <For each={toasts()}>{(toast) => <ToastView toast={toast} />}</For>
    </div>
  );
}
