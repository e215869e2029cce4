import { createUniqueId, For } from 'solid-js';
import type { Region } from '#contract/mixpanel.ts';
import { regionAddress } from './verdict-words.ts';

const regions: readonly { readonly value: Region; readonly name: string; readonly note: string }[] = [
  { value: 'us', name: 'United States', note: 'most projects' },
  { value: 'eu', name: 'European Union', note: 'data residency in the Netherlands' },
  { value: 'in', name: 'India', note: 'data residency in India' },
];

/** The first step: one of three regions. */
export function RegionStep(props: { value: Region; onChange: (region: Region) => void }) {
  const name = createUniqueId();
  return (
    <div role="radiogroup" aria-label="Region" class="connect-choices">
      <For each={regions}>
        {(region) => (
          <label>
            <input
              type="radio"
              name={name}
              value={region.value}
              checked={props.value === region.value}
              onChange={() => props.onChange(region.value)}
            />
            <span>
              <b>{region.name}</b>
              <small>
                <code>{regionAddress[region.value]}</code> · {region.note}
              </small>
            </span>
          </label>
        )}
      </For>
    </div>
  );
}
