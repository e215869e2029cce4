import { TextField } from './text-field.tsx';

interface NewPasswordFieldProps {
  readonly label: string;
  readonly value: string;
  onInput(value: string): void;
}

/** Where a password is made up, with the rule for it. */
export function NewPasswordField(props: NewPasswordFieldProps) {
  return (
    <TextField
      label={props.label}
      type="password"
      autocomplete="new-password"
      required
      minLength={10}
      hint="At least 10 characters. A few words make a good one."
      value={props.value}
      onInput={props.onInput}
    />
  );
}
