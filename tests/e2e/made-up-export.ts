import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const names = ['Sign Up', 'View Page', 'Search', 'Invite Friend', 'Start Plan'] as const;
const START = Date.UTC(2026, 0, 1) / 1000;

/** One event as Mixpanel exports it. */
const line = (user: number, step: number) =>
  JSON.stringify({
    event: names[(user + step) % names.length],
    properties: {
      time: START + user * 97 + step * 3601,
      distinct_id: `user-${user}`,
      $insert_id: `${user}-${step}`,
      $browser: user % 3 === 0 ? 'Firefox' : 'Chrome',
      note: 'x'.repeat(60),
    },
  });

/** Writes an export large enough that something can happen while it is read. Answers its path and its number of events. */
export function largeExport(folder: string, users: number): { readonly path: string; readonly events: number } {
  const steps = 20;
  const lines: string[] = [];
  for (let user = 0; user < users; user += 1) for (let step = 0; step < steps; step += 1) lines.push(line(user, step));
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'large-export.ndjson');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return { path, events: users * steps };
}
