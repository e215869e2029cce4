import { Combobox as Kobalte } from '@kobalte/core/combobox';
import { createMemo, createSignal, Show } from 'solid-js';
import { matchOptions, type ComboboxOption } from './match-options.ts';
import { formatCount } from './format.ts';
import { Icon } from './icon.tsx';
import './combobox.css';

export type { ComboboxOption } from './match-options.ts';

export interface ComboboxProps {
  /** Accessible name, such as `Start event`. */
  label: string;
  options: readonly ComboboxOption[];
  value: string | null;
  onChange: (value: string | null) => void;
  placeholder?: string;
  /** Id of what says what is wrong with the choice. */
  errorId?: string;
  disabled?: boolean;
}

interface Keyed extends ComboboxOption {
  readonly key: string;
}

const SHOWN = 100;

/** A field that filters a list while one types. At most a hundred options are drawn, however many there are. */
export function Combobox(props: ComboboxProps) {
  const [text, setText] = createSignal('');
  // A list that was merely opened shows everything, whatever stands in the field.
  const [typing, setTyping] = createSignal(false);
  const [open, setOpen] = createSignal(false);
  // Keys are positions: Kobalte puts them into a selector, where a quote in a name would break it.
  const keyed = createMemo<readonly Keyed[]>(() =>
    props.options.map((option, index) => ({ ...option, key: `o${index}` })),
  );
  const chosen = createMemo(() => keyed().find((option) => option.value === props.value) ?? null);
  const matches = createMemo(() => matchOptions(keyed(), typing() ? text() : ''));
  const shown = createMemo(() => matches().slice(0, SHOWN));
  const offered = createMemo(() => {
    const current = chosen();
    return current && !shown().includes(current) ? [...shown(), current] : shown();
  });
  const onText = (typed: string) => {
    setText(typed);
    // Kobalte also says what it writes into the field by itself.
    if (!typing()) return;
    if (typed === '' && props.value !== null) props.onChange(null);
    else if (typed !== props.value && keyed().some((option) => option.value === typed)) props.onChange(typed);
  };
  const changeOpen = (opens: boolean) => {
    setOpen(opens);
    if (!opens) setTyping(false);
  };
  const chooseFirst = (event: KeyboardEvent & { currentTarget: HTMLInputElement }) => {
    const input = event.currentTarget;
    const first = shown()[0];
    const nothingLit = !input.hasAttribute('aria-activedescendant');
    if (event.key !== 'Enter' || !first || !nothingLit || input.getAttribute('aria-expanded') !== 'true') return;
    event.preventDefault();
    if (typing() && text() !== '') props.onChange(first.value);
    changeOpen(false);
  };

  // Kobalte leaves the list open when what is pressed was the value already: typed in full, say. It has its turn first.
  const closeOnChosen = (event: MouseEvent) => {
    const option = event.target instanceof Element ? event.target.closest('[role="option"]') : null;
    if (option?.getAttribute('aria-selected') === 'true') queueMicrotask(() => changeOpen(false));
  };

  const [control, setControl] = createSignal<HTMLElement>();
  // The list lives inside the dialog it belongs to, since what lies outside is hidden from assistive technology; else in the main landmark.
  const mount = () => control()?.closest<HTMLElement>('[role="dialog"], main') ?? undefined;

  return (
    <Kobalte<Keyed>
      options={offered() as Keyed[]}
      value={chosen()}
      onChange={(option: Keyed | null) => option && props.onChange(option.value)}
      optionValue="key"
      optionTextValue="value"
      optionLabel="value"
      defaultFilter={(option) => shown().includes(option)}
      onInputChange={onText}
      open={open()}
      onOpenChange={changeOpen}
      placeholder={props.placeholder}
      triggerMode="focus"
      allowsEmptyCollection
      gutter={4}
      disabled={props.disabled}
      validationState={props.errorId ? 'invalid' : 'valid'}
      itemComponent={(item) => (
        <Kobalte.Item item={item.item} class="combo-item">
          <Kobalte.ItemLabel class="name" dir="auto">
            {item.item.rawValue.value}
          </Kobalte.ItemLabel>
          <Show when={item.item.rawValue.detail}>
            <Kobalte.ItemDescription class="count">{item.item.rawValue.detail}</Kobalte.ItemDescription>
          </Show>
        </Kobalte.Item>
      )}
    >
      <Kobalte.Control class="combo" ref={setControl}>
        <Kobalte.Input
          aria-label={props.label}
          aria-describedby={props.errorId}
          dir="auto"
          onKeyDown={chooseFirst}
          onInput={() => setTyping(true)}
        />
        <Show when={chosen()?.detail}>{(detail) => <span class="after small">{detail()}</span>}</Show>
        <Kobalte.Trigger class="icon" aria-label={`Show the list for ${props.label}`} tabIndex={-1}>
          <Icon name="chevron-down" size={14} />
        </Kobalte.Trigger>
      </Kobalte.Control>
      <Kobalte.Portal mount={mount()}>
        {/* Else a press would move focus to what holds the list, and close it before it chooses. */}
        <Kobalte.Content
          class="floating combo-float"
          onMouseDown={(event: MouseEvent) => event.preventDefault()}
          onClick={closeOnChosen}
        >
          <Kobalte.Listbox class="combo-list" />
          <Show when={matches().length === 0}>
            <p class="combo-note">Nothing matches “{text()}”.</p>
          </Show>
          <Show when={matches().length > SHOWN}>
            <p class="combo-note">{formatCount(matches().length - SHOWN)} more. Type to narrow the list.</p>
          </Show>
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte>
  );
}
