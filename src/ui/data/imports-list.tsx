import { createSignal, For, Show } from 'solid-js';
import type { ImportRecord } from '#contract/store.ts';
import { Button } from '../kit/button.tsx';
import { formatCount, formatMoment, formatNoun } from '../kit/format.ts';

/** Pulls make one a day; so many are shown until the rest is asked for. */
const FEW = 8;

/** Every import into the project, the latest first. */
export function ImportsList(props: { imports: readonly ImportRecord[] }) {
  const now = Date.now();
  const [all, setAll] = createSignal(false);
  const shown = () => (all() ? props.imports : props.imports.slice(-FEW)).toReversed();
  return (
    <section aria-labelledby="imports-title">
      <div class="section">
        <h2 id="imports-title">Imports</h2>
      </div>
      <ul class="imports">
        <For each={shown()}>
          {(one) => (
            <li>
              <span class="cut" dir="auto" title={one.files.join(', ')}>
                {one.files.join(', ')}
              </span>
              <span class="num small">
                {formatNoun(one.eventsAdded, 'event')} added
                <Show when={one.duplicatesDropped > 0}>
                  {' '}
                  · {formatNoun(one.duplicatesDropped, 'duplicate')} dropped
                </Show>
                <Show when={one.linesRefused > 0}> · {formatNoun(one.linesRefused, 'line')} refused</Show>
              </span>
              <span class="small">
                <Show when={one.incomplete} fallback="complete">
                  <b class="imports-warn">not complete</b>
                </Show>
              </span>
              <span class="small quiet">{formatMoment(one.at, now)}</span>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.imports.length > FEW && !all()}>
        <Button kind="plain" onClick={() => setAll(true)}>
          Show all {formatCount(props.imports.length)}
        </Button>
      </Show>
    </section>
  );
}
