import { createMemo, For, Index, Show } from 'solid-js';
import type { PropertyFilter } from '#core/scenario/definition.ts';
import { useApp } from '../../kit/app-context.ts';
import { IconButton } from '../../kit/button.tsx';
import { Combobox } from '../../kit/combobox.tsx';
import { formatNoun } from '../../kit/format.ts';
import { Icon } from '../../kit/icon.tsx';
import styles from './change-dialog.module.css';
import { createEventProperties } from './create-property-hints.ts';
import { operatorWords, parseValues, takes } from './filter-values.ts';
import { ValueChoices } from './value-choices.tsx';

export interface FilterFieldsProps {
  /** Which end, for the names of the fields. */
  of: 'start' | 'target';
  event: string;
  filters: readonly PropertyFilter[];
  onChange: (filters: readonly PropertyFilter[]) => void;
}

/** The conditions on one end of a scenario. All of them must hold. */
export function FilterFields(props: FilterFieldsProps) {
  const app = useApp();
  const properties = () => app.projects.catalogue()?.properties ?? [];
  const ofEvent = createEventProperties(
    app,
    () => props.event,
    () => props.filters.length > 0,
  );
  /** Those of the event as soon as they are known, until then all; what is chosen always stays. */
  const options = createMemo(() => {
    const hints = ofEvent();
    const known =
      hints.kind === 'known'
        ? hints.list.map(({ name, cells }) => ({ value: name, detail: formatNoun(cells, 'event') }))
        : properties().map(({ name }) => ({ value: name }));
    const names = new Set(known.map(({ value }) => value));
    const chosen = props.filters.map(({ property }) => property).filter((name) => name !== '' && !names.has(name));
    return [...known, ...[...new Set(chosen)].map((value) => ({ value }))];
  });
  const summary = (name: string) => properties().find((property) => property.name === name);

  const change = (index: number, patch: Partial<PropertyFilter>) =>
    props.onChange(props.filters.map((filter, at) => (at === index ? { ...filter, ...patch } : filter)));
  const remove = (index: number) => props.onChange(props.filters.filter((_filter, at) => at !== index));
  const add = () => props.onChange([...props.filters, { property: '', operator: 'is', values: [] }]);

  return (
    <div class={styles.filters}>
      <Index each={props.filters}>
        {(filter, index) => {
          const label = () => `condition ${index + 1} of the ${props.of} event`;
          const setOperator = (operator: PropertyFilter['operator']) =>
            change(index, {
              operator,
              values: parseValues(filter().values.map(String).join('\n'), operator, summary(filter().property)),
            });
          const setValues = (text: string) =>
            change(index, { values: parseValues(text, filter().operator, summary(filter().property)) });
          return (
            <div class={styles.filter}>
              <Combobox
                label={`Property, ${label()}`}
                placeholder="Property"
                options={options()}
                value={filter().property || null}
                onChange={(value) => change(index, { property: value ?? '', values: [] })}
              />
              <IconButton label={`Remove ${label()}`} onClick={() => remove(index)}>
                <Icon name="close" size={14} />
              </IconButton>
              <select
                class={`select ${styles.wide}`}
                aria-label={`Comparison, ${label()}`}
                value={filter().operator}
                onChange={(event) => setOperator(event.currentTarget.value as PropertyFilter['operator'])}
              >
                <For each={operatorWords}>{([operator, words]) => <option value={operator}>{words}</option>}</For>
              </select>
              <Show when={takes(filter().operator) === 'several'}>
                <textarea
                  class={`input ${styles.wide} ${styles.values}`}
                  dir="auto"
                  rows={Math.max(1, filter().values.length)}
                  aria-label={`Values, one a line, ${label()}`}
                  placeholder="One value a line"
                  value={filter().values.map(String).join('\n')}
                  onChange={(event) => setValues(event.currentTarget.value)}
                />
                <ValueChoices
                  label={label()}
                  event={props.event}
                  property={filter().property}
                  values={filter().values}
                  onChange={(values) => change(index, { values })}
                />
              </Show>
              <Show when={takes(filter().operator) === 'one'}>
                <input
                  class={`input ${styles.wide}`}
                  dir="auto"
                  aria-label={`Value, ${label()}`}
                  placeholder="Value"
                  value={filter().values.map(String).join('')}
                  onChange={(event) => setValues(event.currentTarget.value)}
                />
              </Show>
            </div>
          );
        }}
      </Index>
      <button type="button" class={`link small ${styles.add}`} onClick={add}>
        Add a condition
      </button>
    </div>
  );
}
