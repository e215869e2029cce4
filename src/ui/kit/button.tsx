import { type JSX, splitProps } from 'solid-js';

export interface ButtonProps extends JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  /** `first`: the one main action of a place. `plain`: without a box. `danger`: takes something away. */
  kind?: 'first' | 'plain' | 'danger';
  large?: boolean;
}

/** A button. Never submits a form unless `type="submit"` is given. */
export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(props, ['kind', 'large', 'class']);
  return (
    <button type="button" {...rest} class={`button ${own.kind ?? ''} ${own.large ? 'large' : ''} ${own.class ?? ''}`} />
  );
}

export interface IconButtonProps extends JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  /** Its accessible name, also shown as a tip. */
  label: string;
}

/** A square button that shows only an icon. */
export function IconButton(props: IconButtonProps) {
  const [own, rest] = splitProps(props, ['label', 'class']);
  return <button type="button" aria-label={own.label} title={own.label} {...rest} class={`icon ${own.class ?? ''}`} />;
}
