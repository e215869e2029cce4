import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { createRandom } from '#core/stats/random.ts';
import { type MixpanelProject, mixpanelProject, type PlainEvent } from './project.ts';

const file = fileURLToPath(new URL('../../../public/sample/saas.ndjson.gz', import.meta.url));
const DAY = 86_400_000;
const LATE_SHARE = 0.02;
const domains = ['$direct', 'news.example.com', 'search.example.com'] as const;

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
 * until the day after `nowMs`. A fiftieth of the events is late, and as many are exported twice. Profiles say when and from
 * where somebody came first, and what is so today.
 *
 * @param oneIn - keeps one in so many users.
 */
export function sampleProject(nowMs: number, oneIn = 1): MixpanelProject {
  const random = createRandom(1);
  const users = new Map<string, boolean>();
  const seen = new Map<string, { firstMs: number; lastMs: number; plan: string }>();
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
    const own = seen.get(distinct_id) ?? { firstMs: time * 1000 + shift, lastMs: 0, plan: 'free' };
    seen.set(distinct_id, own);
    own.firstMs = Math.min(own.firstMs, time * 1000 + shift);
    own.lastMs = Math.max(own.lastMs, time * 1000 + shift);
    if (event === 'Start Plan') own.plan = 'paid';
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
  const profiles = [...seen].map(([distinctId, { firstMs, lastMs, plan }]) => ({
    distinctId,
    properties: {
      $created: new Date(firstMs).toISOString(),
      $initial_referring_domain: domains[random.below(domains.length)],
      $last_seen: new Date(lastMs).toISOString(),
      Plan: plan,
    },
  }));
  return mixpanelProject({ events, profiles, duplicateShare: LATE_SHARE });
}
