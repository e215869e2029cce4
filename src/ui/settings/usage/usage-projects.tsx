import { createMemo, createSignal, For, Show } from 'solid-js';
import type { CountingRule } from '#core/metering/counting-rules.ts';
import { Button } from '../../kit/button.tsx';
import { formatCount } from '../../kit/format.ts';

const FEW = 12;

export interface UsageProjectsProps {
  rule: CountingRule;
  /** Of all together. */
  total: number;
  parts: readonly { readonly name: string; readonly users: number }[];
}

/** The same count project by project. */
export function UsageProjects(props: UsageProjectsProps) {
  const [all, setAll] = createSignal(false);
  const sorted = createMemo(() => props.parts.toSorted((a, b) => b.users - a.users));
  const shown = () => (all() ? sorted() : sorted().slice(0, FEW));
  const most = () => Math.max(1, sorted()[0]?.users ?? 1);
  const surplus = () => props.parts.reduce((sum, { users }) => sum + users, 0) - props.total;
  return (
    <section aria-labelledby="usage-projects-title">
      <h2 id="usage-projects-title">By project</h2>
      <ul class="usage-bars">
        <For each={shown()}>
          {(part) => (
            <li>
              <span class="cut" dir="auto" title={part.name}>
                {part.name}
              </span>
              <span class="usage-bar" aria-hidden="true">
                <i style={{ width: `${(part.users / most()) * 100}%` }} />
              </span>
              <span class="num">{formatCount(part.users)}</span>
            </li>
          )}
        </For>
      </ul>
      <Show when={sorted().length > FEW && !all()}>
        <Button kind="plain" onClick={() => setAll(true)}>
          Show all {formatCount(sorted().length)}
        </Button>
      </Show>
      <Show when={surplus() > 0 && props.rule !== 'mixpanel'}>
        <p class="small quiet">
          These add up to {formatCount(surplus())} more than all together: so many people are in more than one.
        </p>
      </Show>
    </section>
  );
}
