import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Question } from './support.ts';

/** A real export and what is known of it. */
export interface RealSet {
  readonly name: string;
  readonly file: string;
  readonly totals: {
    readonly events: number;
    readonly users: number;
    readonly eventNames: number;
    readonly days: number;
  };
  readonly question: Required<Question>;
}

const path = (fromRoot: string) => fileURLToPath(new URL(`../../${fromRoot}`, import.meta.url));

/** Ships with the repository. */
export const tldr: RealSet = {
  name: 'tldr-pages contributors',
  file: path('public/sample/tldr-contributors.ndjson.gz'),
  totals: { events: 37_812, users: 3350, eventNames: 14, days: 3722 },
  question: { start: 'Page Added', target: 'Page Edited', horizonDays: 14 },
};

/** Lie beside the repository, where they may be missing. */
export const outside: readonly RealSet[] = [
  {
    name: 'Stack Exchange',
    file: path('../shared/data/stackexchange_quantum/export.ndjson.gz'),
    totals: { events: 27_438, users: 3460, eventNames: 17, days: 176 },
    question: { start: 'Signed Up', target: 'Question Posted', horizonDays: 14 },
  },
  {
    name: 'traffic fines',
    file: path('../shared/data/traffic_fines/export.ndjson.gz'),
    totals: { events: 34_724, users: 10_000, eventNames: 11, days: 950 },
    question: { start: 'Create Fine', target: 'Payment', horizonDays: 365 },
  },
];

/** True when the set is on this machine. */
export const isHere = ({ file }: RealSet): boolean => existsSync(file);
