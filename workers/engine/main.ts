import { expose } from 'comlink';
import { showLife } from '../shared/show-life.ts';
import { connect } from './clickhouse/connect.ts';
import { createClickHouseEngine } from './clickhouse/create-clickhouse-engine.ts';
import { createEngineApi } from './create-engine-api.ts';

const api = createEngineApi((source) => createClickHouseEngine(connect(source), source));

/** The page has a port, and each predictor its own. */
addEventListener('message', ({ ports: [port] }: MessageEvent) => {
  if (port) expose(api, port);
});
showLife();
