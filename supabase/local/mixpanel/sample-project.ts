import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { createRandom } from '#core/stats/random.ts';
import { type MixpanelProject, mixpanelProject, type PlainEvent } from './project.ts';

const file = fileURLToPath(new URL('../../../public/sample/saas.ndjson.gz', import.meta.url));
const DAY = 86_400_000;
const LATE_SHARE = 0.02;

interface Line {
  readonly event: string;
  readonly properties: {
    readonly time: number;
    readonly distinct_id: string;
    readonly $insert_id: string;
    readonly mp_processing_time_ms: number;
  };
}

/**
 * The simulated product that ships with the app as a project of Mixpanel's, moved by whole days so that its 26 weeks go on
 * until the day after `nowMs`. A fiftieth of the events is late, and as many are exported twice.
 *
 * @param oneIn - keeps one in so many users.
 */
export function sampleProject(nowMs: number, oneIn = 1): MixpanelProject {
  const random = createRandom(1);
  const users = new Map<string, boolean>();
  const lines = gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
  const shift = (Math.floor((nowMs - lines.at(-1)!.properties.time * 1000) / DAY) + 1) * DAY;
  const events = lines.flatMap(({ event, properties }): PlainEvent[] => {
    const { time, distinct_id, $insert_id, mp_processing_time_ms, ...others } = properties;
    const isKept = users.get(distinct_id) ?? random.below(oneIn) === 0;
    users.set(distinct_id, isKept);
    if (!isKept) return [];
    const late = random.uniform() < LATE_SHARE ? Math.floor(random.uniform() * 4.9 * DAY) : 0;
    return [
      {
        event,
        timeMs: time * 1000 + shift,
        distinctId: distinct_id,
        insertId: $insert_id,
        processedMs: mp_processing_time_ms + shift + late,
        properties: others,
      },
    ];
  });
  const profiles = [...users].flatMap(([distinctId, isKept]) =>
    isKept ? [{ distinctId, properties: { $created: new Date(nowMs - 100 * DAY).toISOString() } }] : [],
  );
  return mixpanelProject({ events, profiles, duplicateShare: LATE_SHARE });
}
