import { createUniqueId, Show } from 'solid-js';
import './switch.css';

export interface SwitchProps {
  /** Its accessible name. */
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** Why it cannot be changed; null when it can. It stays focusable, so that the reason can be read. */
  reason?: string | null;
  busy?: boolean;
  /** Shown beside it; otherwise the name is for assistive technology only. */
  visibleLabel?: string;
}

/** On or off, at once. */
export function Switch(props: SwitchProps) {
  const id = createUniqueId();
  const fixed = () => Boolean(props.reason) || props.busy;
  return (
    <span class="switch-line">
      <button
        type="button"
        role="switch"
        class="toggle"
        aria-checked={props.checked}
        aria-label={props.label}
        aria-disabled={fixed() ? 'true' : undefined}
        aria-describedby={props.reason ? id : undefined}
        title={props.reason ?? undefined}
        onClick={() => !fixed() && props.onChange(!props.checked)}
      >
        <i />
      </button>
      <Show when={props.visibleLabel}>
        <span class="small" aria-hidden="true">
          {props.visibleLabel}
        </span>
      </Show>
      <Show when={props.reason}>
        <span id={id} class="visually-hidden">
          {props.reason}
        </span>
      </Show>
    </span>
  );
}
