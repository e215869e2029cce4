import { For, Match, Switch } from 'solid-js';
import type { PropertyValueCount } from '#contract/store.ts';
import type { PropertyFilter } from '#core/scenario/definition.ts';
import { describeError } from '../../describe-error.ts';
import { useApp } from '../../kit/app-context.ts';
import { formatCount } from '../../kit/format.ts';
import styles from './change-dialog.module.css';
import { createPropertyValues, type Hints } from './create-property-hints.ts';

export interface ValueChoicesProps {
  /** What the values belong to, such as `condition 1 of the start event`. */
  label: string;
  event: string;
  property: string;
  values: PropertyFilter['values'];
  onChange: (values: PropertyFilter['values']) => void;
}

const typed = ({ text, kind }: PropertyValueCount) =>
  kind === 'number' ? Number(text) : kind === 'boolean' ? text === 'true' : text;

const as = <T, K extends Hints<T>['kind']>(hints: Hints<T>, kind: K) =>
  hints.kind === kind ? (hints as Extract<Hints<T>, { kind: K }>) : undefined;

/** The most frequent values of a property, each a button that takes it in or leaves it out. */
export function ValueChoices(props: ValueChoicesProps) {
  const app = useApp();
  const hints = createPropertyValues(
    app,
    () => props.event,
    () => props.property,
  );
  const toggle = (value: string | number | boolean) =>
    props.onChange(
      props.values.includes(value) ? props.values.filter((one) => one !== value) : [...props.values, value],
    );
  return (
    <Switch>
      <Match when={hints().kind === 'loading'}>
        <p class={`small ${styles.wide} ${styles.looking}`} role="status">
          Looking up its values…
        </p>
      </Match>
      <Match when={as(hints(), 'failed')}>
        {(failed) => <p class={`small ${styles.wide}`}>{describeError(failed().error)}</p>}
      </Match>
      <Match when={as(hints(), 'known')}>
        {(known) => (
          <div
            class={`${styles.wide} ${styles.choices}`}
            role="group"
            aria-label={`Most frequent values, ${props.label}`}
          >
            <For each={known().list} fallback={<p class="small">This event never carries it.</p>}>
              {(value) => (
                <button
                  type="button"
                  aria-pressed={props.values.includes(typed(value))}
                  title={value.text}
                  onClick={() => toggle(typed(value))}
                >
                  <bdi>{value.text}</bdi> <small>{formatCount(value.count)}</small>
                </button>
              )}
            </For>
          </div>
        )}
      </Match>
    </Switch>
  );
}
