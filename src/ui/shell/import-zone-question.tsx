import { createSignal, createUniqueId, For, onMount } from 'solid-js';
import type { TimeBasis } from '#contract/ingest.ts';
import { Button } from '../kit/button.tsx';

/** "2 hours ahead of UTC", "5 h 30 min behind UTC". */
export function offsetWords(minutes: number): string {
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  const length = rest === 0 ? `${hours} ${hours === 1 ? 'hour' : 'hours'}` : `${hours} h ${rest} min`;
  return `${length} ${minutes < 0 ? 'behind' : 'ahead of'} UTC`;
}

export interface ImportZoneQuestionProps {
  offsetMinutes: number;
  /** Zones that fit, likeliest first. */
  zones: readonly string[];
  onAnswer: (basis: TimeBasis) => void;
  onCancel: () => void;
}

/** Asks for the project's time zone when its events carry local wall clock. */
export function ImportZoneQuestion(props: ImportZoneQuestionProps) {
  const id = createUniqueId();
  const all = Intl.supportedValuesOf('timeZone');
  const [zone, setZone] = createSignal(props.zones[0] ?? 'UTC');
  const others = () => all.filter((name) => !props.zones.includes(name));
  const label = (name: string) => name.replaceAll('_', ' ');
  let heading: HTMLHeadingElement | undefined;
  onMount(() => heading?.focus());

  return (
    <section class="import-card import-question" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} tabIndex={-1} ref={heading}>
        Which time zone is this project in?
      </h2>
      <p class="small">
        The events carry the project’s own clock, {offsetWords(props.offsetMinutes)}, as older Mixpanel projects do.
        With the zone Ptero can place them in time, summer time included. It is in Mixpanel under Project Settings.
      </p>
      <div class="import-zone">
        <select
          class="select"
          aria-label="Time zone"
          value={zone()}
          onChange={(event) => setZone(event.currentTarget.value)}
        >
          <optgroup label="Fit this export">
            <For each={props.zones}>{(name) => <option value={name}>{label(name)}</option>}</For>
          </optgroup>
          <optgroup label="All others">
            <For each={['UTC', ...others().filter((name) => name !== 'UTC')]}>
              {(name) => <option value={name}>{label(name)}</option>}
            </For>
          </optgroup>
        </select>
        <Button kind="first" onClick={() => props.onAnswer({ kind: 'wall-clock', zone: zone() })}>
          Use this zone
        </Button>
        <Button onClick={() => props.onAnswer({ kind: 'utc' })}>The times are UTC</Button>
        <Button kind="plain" onClick={() => props.onCancel()}>
          Cancel
        </Button>
      </div>
    </section>
  );
}
