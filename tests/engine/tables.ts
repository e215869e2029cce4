import type { EmbeddedEngine } from './chdb.ts';

const LAYOUT = `(event LowCardinality(String), distinct_id String, time DateTime64(3, 'UTC'), properties String) ENGINE = MergeTree ORDER BY (distinct_id, time)`;

/** The loading of Help, from a file of export lines: the first of lines that are the same event, users only. */
const loading = (file: string, among: string): string => `
SELECT event, distinct_id, time, properties FROM (
  SELECT JSONExtractString(line, 'event') AS event,
    JSONExtractString(line, 'properties', 'distinct_id') AS distinct_id,
    JSONExtractFloat(line, 'properties', 'time') AS said,
    fromUnixTimestamp64Milli(toInt64(round(if(said > 1e11, said, said * 1000))), 'UTC') AS time,
    JSONExtractRaw(line, 'properties') AS properties,
    JSONExtractString(properties, '$insert_id') AS insert_id
  FROM file('${file}', LineAsString)
  WHERE distinct_id NOT IN ('', '$hotshard_events') AND ${among}
  LIMIT 1 BY event, distinct_id, time, insert_id
)`;

/** Load an export into `app.events`. */
export function loadTable(engine: EmbeddedEngine, file: string): void {
  engine.query('DROP DATABASE IF EXISTS app');
  engine.query('CREATE DATABASE app');
  engine.query(`CREATE TABLE app.events ${LAYOUT}`);
  engine.query(`INSERT INTO app.events ${loading(file, '1')}`);
}

/**
 * The same export over four shards by a hash of the user, the `Merge` table over all of them, `app.everywhere`, and a `Distributed`
 * one, `app.distributed`.
 *
 * The embedded engine has no clusters to name and listens on no port, but a list of addresses is a cluster, and its own address it
 * answers itself: what the table function makes is the engine's own `StorageDistributed` with four shards, of which each reads
 * only its part, by its number.
 */
export function loadShards(engine: EmbeddedEngine, file: string): void {
  for (let shard = 0; shard < 4; shard += 1) {
    engine.query(`CREATE TABLE app.shard${shard} ${LAYOUT}`);
    engine.query(`INSERT INTO app.shard${shard} ${loading(file, `cityHash64(distinct_id) % 4 = ${shard}`)}`);
  }
  engine.query(`CREATE TABLE app.everywhere AS app.shard0 ENGINE = Merge('app', '^shard')`);
  engine.query(
    `CREATE VIEW app.part AS SELECT event, distinct_id, time, properties FROM app.everywhere WHERE _table = concat('shard', toString(shardNum() - 1))`,
  );
  const itself = '127.0.0.1';
  engine.query(`CREATE TABLE app.distributed AS remote('${[itself, itself, itself, itself].join(',')}', app.part)`);
}
