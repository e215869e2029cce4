import { DropdownMenu } from '@kobalte/core/dropdown-menu';
import { For, type JSX, type ParentProps, Show } from 'solid-js';
import { Icon, type IconName } from './icon.tsx';

export interface MenuProps {
  /** Accessible name of the button that opens it. Not needed when the trigger holds words. */
  label?: string;
  /** What the button shows. */
  trigger: JSX.Element;
  triggerClass?: string;
  /** Where the menu opens against its button. */
  placement?: 'bottom-start' | 'bottom-end';
}

/** A button that opens a list of actions. Children are `MenuItem`, `MenuLabel` and `MenuLine`. */
export function Menu(props: ParentProps<MenuProps>) {
  return (
    <DropdownMenu placement={props.placement ?? 'bottom-end'} gutter={4} modal={false}>
      <DropdownMenu.Trigger class={props.triggerClass ?? 'icon'} aria-label={props.label} title={props.label}>
        {props.trigger}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal mount={document.querySelector('main') ?? undefined}>
        <DropdownMenu.Content class="floating">{props.children}</DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu>
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
  return (
    <DropdownMenu.Item
      class={`menu-item ${props.danger ? 'danger' : ''}`}
      disabled={props.disabled}
      onSelect={() => props.onSelect()}
    >
      <Show when={props.icon}>{(name) => <Icon name={name()} />}</Show>
      <span class="cut" dir="auto">
        {props.children}
      </span>
      <Show when={props.end}>
        <span class="end">{props.end}</span>
      </Show>
    </DropdownMenu.Item>
  );
}

export interface MenuChoicesProps<T extends string> {
  value: T;
  onChange: (value: T) => void;
  options: readonly { readonly value: T; readonly label: JSX.Element }[];
}

/** A set of choices in a `Menu`, one of which holds. */
export function MenuChoices<T extends string>(props: MenuChoicesProps<T>) {
  return (
    <DropdownMenu.RadioGroup value={props.value} onChange={(value: string) => props.onChange(value as T)}>
      <For each={props.options}>
        {(option) => (
          <DropdownMenu.RadioItem class="menu-item" value={option.value}>
            {option.label}
            <DropdownMenu.ItemIndicator class="end">
              <Icon name="check" />
            </DropdownMenu.ItemIndicator>
          </DropdownMenu.RadioItem>
        )}
      </For>
    </DropdownMenu.RadioGroup>
  );
}

/** A quiet heading inside a `Menu`. */
export function MenuLabel(props: ParentProps) {
  return (
    <div class="menu-label" role="presentation">
      {props.children}
    </div>
  );
}

/** A line between groups of a `Menu`. */
export function MenuLine() {
  return <DropdownMenu.Separator class="menu-line" />;
}
