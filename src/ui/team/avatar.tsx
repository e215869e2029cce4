import { Show } from 'solid-js';

export interface AvatarProps {
  name: string;
  email: string;
  picture: string | null;
  /** Side, px. */
  size?: number;
}

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const first = (word: string): string => letters.segment(word)[Symbol.iterator]().next().value?.segment ?? '';

/** Up to two letters of a name, of the address where there is no name. */
export function initials(name: string, email: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  const short = chosen.map((word) => first(word ?? '')).join('');
  return (short || first(email)).toLocaleUpperCase();
}

/** A person's picture, or their initials. Says nothing to assistive technology: the name stands beside it. */
export function Avatar(props: AvatarProps) {
  const size = () => `${props.size ?? 28}px`;
  return (
    <span
      class="avatar"
      aria-hidden="true"
      style={{ width: size(), height: size(), 'font-size': `calc(${size()} * 0.38)` }}
    >
      <Show when={props.picture} fallback={initials(props.name, props.email)}>
        {(picture) => (
          <img src={`data:image/webp;base64,${picture()}`} alt="" width={props.size ?? 28} height={props.size ?? 28} />
        )}
      </Show>
    </span>
  );
}
