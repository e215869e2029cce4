import { expect, it } from 'vitest';
import { runImport } from '#workers/ingest/run-import.ts';
import { requestOf } from './import-files.ts';
import { gzip } from './archives.ts';
it('speed', async () => {
  const pick = <T>(a: T[]) => a[Math.floor(Math.random() * a.length)]!;
  const hex = (k: number) => Array.from({ length: k }, () => Math.floor(Math.random() * 16).toString(16)).join('');
  const parts: string[] = [];
  let buf = '';
  for (let i = 0; i < 400000; i++) {
    const t = 1700000000000 + i * 137;
    buf +=
      JSON.stringify({
        event: pick(['Page View', 'Sign Up', 'Add To Cart', 'Checkout', 'Search']),
        properties: {
          time: Math.floor(t / 1000),
          distinct_id: 'user-' + Math.floor(Math.random() * 20000).toString(36) + '-a1b2c3',
          $browser: pick(['Chrome', 'Safari', 'Firefox', 'Edge']),
          $browser_version: 100 + Math.floor(Math.random() * 20),
          $city: pick(['Berlin', 'São Paulo', 'London']),
          $current_url: 'https://app.example.com/projects/' + Math.floor(Math.random() * 3000) + '/settings',
          $device_id: hex(24),
          $initial_referrer: '$direct',
          $insert_id: hex(16),
          $lib_version: '2.45.0',
          $mp_api_endpoint: 'api-js.mixpanel.com',
          $mp_api_timestamp_ms: t + 300,
          $os: pick(['Mac OS X', 'Windows', 'Linux']),
          $region: pick(['Berlin', 'Bavaria']),
          $screen_height: 900,
          $screen_width: 1440,
          mp_country_code: pick(['DE', 'US']),
          mp_lib: 'web',
          mp_processing_time_ms: t + 1200,
          plan: pick(['free', 'pro', 'team']),
          amount: Math.round(Math.random() * 10000) / 100,
          ab: Math.random() < 0.5,
          tags: ['a', 'b'],
          ctx: { page: 'x', n: i % 7 },
        },
      }) + '\n';
    if (buf.length > 4e6) {
      parts.push(buf);
      buf = '';
    }
  }
  parts.push(buf);
  const file = new File(parts, 'big.ndjson');
  for (let rep = 0; rep < 3; rep++) {
    let n = 0;
    let appendMs = 0;
    const session = {
      append: async (b: { rows: number }) => {
        n += b.rows;
      },
      commit: async () => ({
        projectId: '',
        projectName: '',
        eventsAdded: n,
        duplicatesDropped: 0,
        eventsReplaced: 0,
        totals: {} as never,
      }),
      abort: async () => {},
    };
    const t0 = performance.now();
    await runImport(
      requestOf([file]),
      { openSession: async () => session as never, now: () => Date.now() },
      new AbortController().signal,
      () => {},
    );
    const s = (performance.now() - t0) / 1000;
    console.log(
      'plain',
      n,
      (file.size / 1e6).toFixed(0),
      'MB',
      s.toFixed(2),
      's',
      (file.size / 1e6 / s).toFixed(0),
      'MB/s',
    );
  }
  const gz = new File([await new Response(file.stream().pipeThrough(new CompressionStream('gzip'))).blob()], 'big.gz');
  let n = 0;
  const session = {
    append: async (b: { rows: number }) => {
      n += b.rows;
    },
    commit: async () => ({
      projectId: '',
      projectName: '',
      eventsAdded: n,
      duplicatesDropped: 0,
      eventsReplaced: 0,
      totals: {} as never,
    }),
    abort: async () => {},
  };
  const t0 = performance.now();
  await runImport(
    requestOf([gz]),
    { openSession: async () => session as never, now: () => Date.now() },
    new AbortController().signal,
    () => {},
  );
  const s = (performance.now() - t0) / 1000;
  console.log(
    'gzip',
    n,
    (gz.size / 1e6).toFixed(0),
    'MB gz',
    s.toFixed(2),
    's',
    (file.size / 1e6 / s).toFixed(0),
    'MB/s plain',
  );
  expect(n).toBe(400000);
}, 120000);
