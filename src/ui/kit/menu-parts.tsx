import { DropdownMenu } from '@kobalte/core/dropdown-menu';
import { For, onMount, type ParentProps, Show } from 'solid-js';
import { Icon } from './icon.tsx';
import type { MenuChoicesProps, MenuItemProps, MenuProps } from './menu.tsx';

/** The menu itself, opened as it comes. By keyboard its first action has the focus. */
export function OpenMenu(props: ParentProps<MenuProps & { by: 'pointer' | 'keyboard' }>) {
  let trigger: HTMLButtonElement | undefined;
  onMount(() => {
    trigger?.focus();
    // The key that asked for the menu came before the menu could hear it.
    if (props.by === 'keyboard')
      trigger?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
  });
  return (
    <DropdownMenu
      defaultOpen={props.by === 'pointer'}
      placement={props.placement ?? 'bottom-end'}
      gutter={4}
      modal={false}
    >
      <DropdownMenu.Trigger
        ref={trigger}
        class={props.triggerClass ?? 'icon'}
        aria-label={props.label}
        title={props.label}
      >
        {props.trigger}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal mount={document.querySelector('main') ?? undefined}>
        <DropdownMenu.Content class="floating">{props.children}</DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu>
  );
}

export function Item(props: ParentProps<MenuItemProps>) {
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

export function Choices(props: MenuChoicesProps<string>) {
  return (
    <DropdownMenu.RadioGroup value={props.value} onChange={(value: string) => props.onChange(value)}>
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

export function Line() {
  return <DropdownMenu.Separator class="menu-line" />;
}
