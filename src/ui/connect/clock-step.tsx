import { createMemo, createUniqueId, Show } from 'solid-js';
import { Combobox } from '../kit/combobox.tsx';
import { offsetHours, zoneNames } from './zones.ts';

export interface ClockStepProps {
  /** What the project's events tell; null: nothing. */
  wallClock: boolean | null;
  zone: string;
  /** yyyy-mm-dd, or empty. */
  createdOn: string;
  onZone: (zone: string) => void;
  onCreatedOn: (day: string) => void;
}

const offsetWords = (hours: number) => {
  const whole = Math.trunc(Math.abs(hours));
  const minutes = Math.round((Math.abs(hours) - whole) * 60);
  return `UTC${hours < 0 ? '−' : '+'}${whole}${minutes > 0 ? `:${String(minutes).padStart(2, '0')}` : ''}`;
};

/** The third step: the zone whose days the project counts, and how old it is where its events do not tell. */
export function ClockStep(props: ClockStepProps) {
  const id = createUniqueId();
  const now = Date.now();
  const options = createMemo(() =>
    zoneNames().map((zone) => ({ value: zone, detail: offsetWords(offsetHours(zone, now)) })),
  );
  const today = new Date(now).toISOString().slice(0, 10);
  return (
    <div class="connect-fields">
      <p class="small">
        {props.wallClock === true
          ? 'This project was made before 2023: its events carry the clock of its own zone, so the zone has to be right.'
          : props.wallClock === false
            ? 'Times of its events are UTC. The zone says when a day begins.'
            : 'Its events alone do not tell how times are written. The zone settles it most of the time; when the project was made helps where it does not.'}
      </p>
      <div class="field">
        <span class="label">Time zone of the project</span>
        <Combobox
          label="Time zone of the project"
          options={options()}
          value={props.zone}
          onChange={(zone) => zone !== null && props.onZone(zone)}
        />
        <p class="small quiet">
          In Mixpanel: Project settings, Overview, Timezone. The zone of this computer is proposed.
        </p>
      </div>
      <Show when={props.wallClock === null}>
        <div class="field">
          <label for={id}>
            Created on <span class="quiet">(if you know)</span>
          </label>
          <input
            id={id}
            class="input num connect-date"
            type="date"
            min="2009-01-01"
            max={today}
            value={props.createdOn}
            onInput={(event) => props.onCreatedOn(event.currentTarget.value)}
          />
          <p class="small quiet">
            Roughly will do: projects made before 2023 write local time, later ones UTC. Leave it empty if nobody knows;
            then the first events that come decide.
          </p>
        </div>
      </Show>
    </div>
  );
}
