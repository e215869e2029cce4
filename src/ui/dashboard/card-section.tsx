import { createMemo, createSignal, createUniqueId, For, type JSX, Show } from 'solid-js';
import type { SavedScenario } from '#contract/saved.ts';
import { Button } from '../kit/button.tsx';
import { formatCount } from '../kit/format.ts';
import { ScenarioCard } from './scenario-card.tsx';

const AT_FIRST = 40;

/** A list of scenarios with its heading. Long ones show their first forty until asked for more. */
export function CardSection(props: {
  title: string;
  note?: JSX.Element;
  scenarios: readonly SavedScenario[];
  now: number;
}) {
  const id = createUniqueId();
  const [shown, setShown] = createSignal(AT_FIRST);
  // A scenario is another object at every change; its card stays, with the focus that is on it.
  const byId = createMemo(() => new Map(props.scenarios.slice(0, shown()).map((scenario) => [scenario.id, scenario])));
  return (
    <section aria-labelledby={id}>
      <div class="section">
        <h2 id={id}>{props.title}</h2>
        <Show when={props.note}>
          <span class="small">{props.note}</span>
        </Show>
      </div>
      <ul class="cards">
        <For each={[...byId().keys()]}>
          {(key) => (
            <Show when={byId().get(key)}>{(scenario) => <ScenarioCard scenario={scenario()} now={props.now} />}</Show>
          )}
        </For>
      </ul>
      <Show when={props.scenarios.length > shown()}>
        <p class="cards-more">
          <Button kind="plain" onClick={() => setShown((count) => count + AT_FIRST)}>
            Show {formatCount(Math.min(AT_FIRST, props.scenarios.length - shown()))} more
          </Button>
        </p>
      </Show>
    </section>
  );
}
