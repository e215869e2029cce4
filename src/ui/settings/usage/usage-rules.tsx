import { createUniqueId, For } from 'solid-js';
import { type CountingRule, countingRules, type UserCounts } from '#core/metering/counting-rules.ts';
import { formatCount } from '../../kit/format.ts';
import { ruleWords } from './usage-words.ts';

const YEAR = 365;

/** The same people by four rules; one of them is looked at. */
export function UsageRules(props: { counts: UserCounts; value: CountingRule; onChange: (rule: CountingRule) => void }) {
  const name = createUniqueId();
  const peak = (rule: CountingRule) =>
    props.counts[rule].slice(-YEAR).reduce((most, users) => Math.max(most, users), 0);
  return (
    <fieldset class="usage-rules">
      <legend>
        <h2>The same events, counted four ways</h2>
      </legend>
      <div class="usage-rules-head small quiet" aria-hidden="true">
        <span>Rule</span>
        <span>Now</span>
        <span>Peak of 12 months</span>
      </div>
      <For each={countingRules}>
        {(rule) => (
          <label>
            <input
              type="radio"
              name={name}
              value={rule}
              checked={props.value === rule}
              aria-describedby={`${name}-${rule}`}
              onChange={() => props.onChange(rule)}
            />
            <span class="usage-rule">
              <b>{ruleWords[rule].name}</b> <span class="quiet">{ruleWords[rule].unit}</span>
              <small id={`${name}-${rule}`}>{ruleWords[rule].rule}</small>
            </span>
            <span class="num usage-now">
              <span class="visually-hidden">Now: </span>
              {formatCount(props.counts[rule].at(-1) ?? 0)}
            </span>
            <span class="num quiet">
              <span class="visually-hidden">Peak of 12 months: </span>
              {formatCount(peak(rule))}
            </span>
          </label>
        )}
      </For>
    </fieldset>
  );
}
