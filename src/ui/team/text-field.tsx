import { createUniqueId, type JSX, Show } from 'solid-js';

export interface TextFieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  type?: 'text' | 'email' | 'password';
  /** What the browser may fill in. */
  autocomplete?: JSX.InputHTMLAttributes<HTMLInputElement>['autocomplete'];
  hint?: string;
  /** What is wrong with what stands in it. */
  fault?: string | null;
  required?: boolean;
  disabled?: boolean;
  minLength?: number;
  maxLength?: number;
  autofocus?: boolean;
}

/** A labelled line of text, with its hint and its fault tied to it. */
export function TextField(props: TextFieldProps) {
  const id = createUniqueId();
  const noteId = () => (props.fault || props.hint ? `${id}-note` : undefined);
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        class="input"
        type={props.type ?? 'text'}
        dir={props.type === 'text' || props.type === undefined ? 'auto' : 'ltr'}
        autocomplete={props.autocomplete}
        value={props.value}
        required={props.required}
        disabled={props.disabled}
        minLength={props.minLength}
        maxLength={props.maxLength}
        autofocus={props.autofocus}
        aria-invalid={props.fault ? 'true' : undefined}
        aria-describedby={noteId()}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
      <Show
        when={props.fault}
        fallback={
          <Show when={props.hint}>
            <p class="small quiet" id={noteId()}>
              {props.hint}
            </p>
          </Show>
        }
      >
        <p class="fault" id={noteId()}>
          {props.fault}
        </p>
      </Show>
    </div>
  );
}
