import { createSignal, type JSX, type ParentProps, Show } from 'solid-js';
import type { IconName } from './icon.tsx';

type Parts = typeof import('./menu-parts.tsx');

const [parts, setParts] = createSignal<Pick<Parts, 'Choices' | 'Item' | 'Line' | 'OpenMenu'>>();
const load = async (): Promise<void> => {
  const { Choices, Item, Line, OpenMenu } = await import('./menu-parts.tsx');
  setParts({ Choices, Item, Line, OpenMenu });
};

export interface MenuProps {
  /** Accessible name of the button that opens it. Not needed when the trigger holds words. */
  label?: string;
  /** What the button shows. */
  trigger: JSX.Element;
  triggerClass?: string;
  /** Where the menu opens against its button. */
  placement?: 'bottom-start' | 'bottom-end';
}

/**
 * A button that opens a list of actions. Children are `MenuItem`, `MenuChoices` and `MenuLine`.
 *
 * Until it is first opened it is a plain button: the code of menus is fetched when one is pointed at or focused.
 */
export function Menu(props: ParentProps<MenuProps>) {
  const [by, setBy] = createSignal<'pointer' | 'keyboard' | null>(null);
  const open = (how: 'pointer' | 'keyboard') => void load().then(() => setBy(how));
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    open('keyboard');
  };
  return (
    <Show
      when={by() && parts()}
      fallback={
        <button
          type="button"
          class={props.triggerClass ?? 'icon'}
          aria-label={props.label}
          title={props.label}
          aria-haspopup="true"
          aria-expanded="false"
          onPointerEnter={() => void load()}
          onFocus={() => void load()}
          onKeyDown={onKey}
          onClick={(event) => open(event.detail === 0 ? 'keyboard' : 'pointer')}
        >
          {props.trigger}
        </button>
      }
    >
      {(loaded) => {
        const { OpenMenu } = loaded();
        return <OpenMenu {...props} by={by() ?? 'pointer'} />;
      }}
    </Show>
  );
}

export interface MenuItemProps {
  onSelect: () => void;
  icon?: IconName;
  /** Quiet text at the right: a shortcut, a count. */
  end?: JSX.Element;
  danger?: boolean;
  disabled?: boolean;
}

/** One action of a `Menu`. */
export function MenuItem(props: ParentProps<MenuItemProps>) {
  return <Show when={parts()}>{(loaded) => loaded().Item(props)}</Show>;
}

export interface MenuChoicesProps<T extends string> {
  value: T;
  onChange: (value: T) => void;
  options: readonly { readonly value: T; readonly label: JSX.Element }[];
}

/** A set of choices in a `Menu`, one of which holds. */
export function MenuChoices<T extends string>(props: MenuChoicesProps<T>) {
  return <Show when={parts()}>{(loaded) => loaded().Choices(props as unknown as MenuChoicesProps<string>)}</Show>;
}

/** A line between groups of a `Menu`. */
export function MenuLine() {
  return <Show when={parts()}>{(loaded) => loaded().Line()}</Show>;
}
