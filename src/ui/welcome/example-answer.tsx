import { For } from 'solid-js';

interface ExampleRow {
  readonly name: string;
  readonly often: string;
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

const rows: readonly ExampleRow[] = [
  { name: 'Invite Friend', often: 'once or more', ratio: 3.0, low: 2.7, high: 3.4 },
  { name: 'Share Recipe', often: 'three times or more', ratio: 2.4, low: 2.0, high: 2.9 },
  { name: 'Create Collection', often: 'once or more', ratio: 1.7, low: 1.45, high: 2.0 },
  { name: 'Hit Import Error', often: 'once or more', ratio: 0.44, low: 0.37, high: 0.52 },
];

const LOW = 0.25;
const HIGH = 5;
const place = (ratio: number) => 4 + (152 * Math.log(ratio / LOW)) / Math.log(HIGH / LOW);

/** A made-up answer in small, to show what one looks like. */
export function ExampleAnswer() {
  return (
    <figure class="example" aria-label="What an answer looks like, with made-up figures">
      <figcaption class="small">
        <b>
          What leads from <span class="event">Sign Up</span> to <span class="event to">Start Plan</span>?
        </b>
        <span class="quiet">An example</span>
      </figcaption>
      <ol>
        <For each={rows}>
          {(row) => {
            const toward = row.ratio >= 1;
            const colour = toward ? 'var(--toward)' : 'var(--away)';
            return (
              <li>
                <span class="what">
                  <b>{row.name}</b>
                  <small>{row.often}</small>
                </span>
                <svg viewBox="0 0 160 28" width="160" height="28" aria-hidden="true">
                  <line x1={place(1)} x2={place(1)} y1="0" y2="28" stroke="var(--line-strong)" />
                  <line x1={place(row.low)} x2={place(row.high)} y1="14" y2="14" stroke={colour} stroke-width="2" />
                  <circle
                    cx={place(row.ratio)}
                    cy="14"
                    r="4.5"
                    fill={toward ? colour : 'var(--surface)'}
                    stroke={colour}
                    stroke-width="2"
                  />
                </svg>
                <span class={`num ratio ${toward ? 'toward' : 'away'}`}>
                  {toward ? row.ratio.toFixed(1) : row.ratio.toFixed(2)}×
                </span>
              </li>
            );
          }}
        </For>
      </ol>
      <p class="small quiet">How fast people reach it, against equally active people who did not do it.</p>
    </figure>
  );
}
