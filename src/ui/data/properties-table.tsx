import { createMemo, createResource, createSignal, For, onMount, Show } from 'solid-js';
import type { PropertySummary } from '#contract/store.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { describeError } from '../describe-error.ts';
import { useApp } from '../kit/app-context.ts';
import { IconButton } from '../kit/button.tsx';
import { EmptyState } from '../kit/empty-state.tsx';
import { formatCount, formatNoun } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { Skeleton } from '../kit/skeleton.tsx';
import { VirtualRows } from '../kit/virtual-rows.tsx';
import { TableSearch } from './table-search.tsx';

const columns = [
  { title: 'Property' },
  { title: 'Kinds of value', class: 'hide-s' },
  { title: 'Distinct', class: 'end' },
  { title: 'Cells', class: 'end' },
] as const;
const kindNames = {
  string: 'text',
  number: 'number',
  boolean: 'yes or no',
  null: 'null',
  json: 'list or object',
} as const;
const DISTINCT_LIMIT = 10_000;
const VALUES_SHOWN = 20;

/** The kinds of a property's values in words, most frequent first; a mixed one says its shares. */
export function kindsInWords(kinds: PropertySummary['kinds']): string {
  const entries = (Object.keys(kindNames) as (keyof typeof kindNames)[])
    .filter((kind) => kinds[kind] > 0)
    .toSorted((a, b) => kinds[b] - kinds[a]);
  const total = entries.reduce((sum, kind) => sum + kinds[kind], 0);
  if (entries.length < 2) return entries.map((kind) => kindNames[kind]).join('');
  return entries
    .map((kind) => `${kindNames[kind]} ${Math.max(1, Math.round((100 * kinds[kind]) / total))}%`)
    .join(', ');
}

/** Every property with its kinds; choosing one shows its most frequent values. */
export function PropertiesTable(props: { projectId: string; properties: readonly PropertySummary[] }) {
  const [typed, setTyped] = createSignal('');
  const [open, setOpen] = createSignal<string | null>(null);
  const rows = createMemo(() => {
    const wanted = typed().toLocaleLowerCase();
    return props.properties
      .filter((one) => one.name.toLocaleLowerCase().includes(wanted))
      .toSorted((a, b) => b.cells - a.cells);
  });
  return (
    <section aria-labelledby="properties-title">
      <div class="section">
        <h2 id="properties-title">Properties</h2>
        <span class="small num quiet">{formatCount(props.properties.length)}</span>
        <Show when={props.properties.length > 10}>
          <TableSearch label="Search properties" onInput={setTyped} />
        </Show>
      </div>
      <p class="data-note small quiet">
        Values may hold personal data, such as names or e-mail addresses. They stay in this browser.
      </p>
      <Show when={open()} keyed>
        {(name) => <PropertyValues projectId={props.projectId} property={name} onClose={() => setOpen(null)} />}
      </Show>
      <Show
        when={rows().length > 0}
        fallback={
          <EmptyState title={props.properties.length === 0 ? 'No properties' : 'No property matches'}>
            {props.properties.length === 0 ? 'These events carry none.' : 'Search for a part of its name.'}
          </EmptyState>
        }
      >
        <VirtualRows label="Properties" rows={rows()} rowHeight={41} columns={columns} class="properties">
          {(one) => (
            <>
              <span role="cell" class="name">
                <button
                  type="button"
                  class="link cut"
                  aria-expanded={open() === one.name}
                  onClick={() => setOpen((now) => (now === one.name ? null : one.name))}
                >
                  <bdi>{one.name}</bdi>
                </button>
              </span>
              <span role="cell" class="small cut hide-s">
                {kindsInWords(one.kinds)}
              </span>
              <span role="cell" class="end num">
                {formatCount(one.distinct)}
                {one.distinct >= DISTINCT_LIMIT ? ' or more' : ''}
              </span>
              <span role="cell" class="end num">
                {formatCount(one.cells)}
              </span>
            </>
          )}
        </VirtualRows>
      </Show>
    </section>
  );
}

function PropertyValues(props: { projectId: string; property: string; onClose: () => void }) {
  const app = useApp();
  const [values] = createResource(() => app.store.propertyValues(props.projectId, props.property, null, VALUES_SHOWN));
  const most = () => Math.max(1, ...(values.state === 'ready' ? values() : []).map((value) => value.count));
  let panel: HTMLDivElement | undefined;
  onMount(() => panel?.scrollIntoView?.({ block: 'nearest' }));
  return (
    <div ref={panel} class="values" role="region" aria-label={`Values of ${props.property}`} aria-busy={values.loading}>
      <header>
        <h3>
          Most frequent values of <bdi>{props.property}</bdi>
        </h3>
        <IconButton label="Close the values" onClick={() => props.onClose()}>
          <Icon name="close" />
        </IconButton>
      </header>
      <Show when={values.error}>
        <p class="fault" role="alert">
          {describeError(PteroError.from(values.error))}
        </p>
      </Show>
      <Show when={values.loading}>
        <Skeleton height="160px" />
      </Show>
      <Show when={values.state === 'ready' && values()}>
        {(known) => (
          <ol>
            <For each={known()}>
              {(value) => (
                <li>
                  <bdi class="cut" classList={{ quiet: value.kind === 'null' }} title={value.text}>
                    {value.text === '' ? 'empty text' : value.text}
                  </bdi>
                  <span class="values-bar" aria-hidden="true">
                    <i style={{ width: `${(100 * value.count) / most()}%` }} />
                  </span>
                  <span class="num small">{formatNoun(value.count, 'event')}</span>
                  <span class="num small quiet">{formatNoun(value.users, 'user')}</span>
                </li>
              )}
            </For>
          </ol>
        )}
      </Show>
    </div>
  );
}
