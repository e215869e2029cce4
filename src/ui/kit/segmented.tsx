import { createUniqueId, For, type JSX } from 'solid-js';

export interface SegmentedProps<T extends string> {
  /** Accessible name of the group. */
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly { readonly value: T; readonly label: JSX.Element }[];
}

/** A few choices side by side, one of which holds. Radio buttons underneath. */
export function Segmented<T extends string>(props: SegmentedProps<T>) {
  const name = createUniqueId();
  return (
    <div role="radiogroup" aria-label={props.label} class="segmented">
      <For each={props.options}>
        {(option) => (
          <label>
            <input
              type="radio"
              class="visually-hidden"
              name={name}
              value={option.value}
              checked={props.value === option.value}
              onChange={() => props.onChange(option.value)}
            />
            {option.label}
          </label>
        )}
      </For>
    </div>
  );
}
