import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { saasSample } from './saas-product.ts';

const packed = readFileSync('public/sample/saas.ndjson.gz');
const shipped = gunzipSync(packed);
const sample = saasSample();

const hashOf = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');

describe('the shipped sample of a SaaS product', () => {
  it('is what its generator makes, byte for byte', () => {
    expect(hashOf(shipped)).toBe(hashOf(sample.ndjson));
    expect(readFileSync('public/sample/saas.truth.json', 'utf8')).toBe(sample.truth);
  });

  it('is small enough to fetch: 4 MB packed, 60 MB plain', () => {
    expect(packed.length).toBeLessThanOrEqual(4_000_000);
    expect(shipped.length).toBeLessThanOrEqual(60_000_000);
  });

  it('is an export: one event a line, oldest first, with seconds, ids and an insert id that makes it unique', () => {
    const lines = sample.ndjson.trimEnd().split('\n').map((line) => JSON.parse(line) as { event: string; properties: Record<string, unknown> });
    const times = lines.map(({ properties }) => Number(properties.time));
    expect(times.every((time, index) => Number.isInteger(time) && (index === 0 || time >= times[index - 1]!))).toBe(true);
    expect(new Date(times.at(-1)! * 1000).toISOString().slice(0, 10)).toBe('2026-11-15');
    const keys = lines.map(({ event, properties: { time, distinct_id, $insert_id } }) => [event, time, distinct_id, $insert_id].join(' '));
    expect(new Set(keys).size).toBe(lines.length);
  });
});
