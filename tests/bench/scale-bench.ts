import { expose } from 'comlink';
import { createValueMemo } from '#core/predictor/candidates/value-memo.ts';
import { createPause } from '#workers/predictor/pause.ts';
import { createPredictor } from '#workers/predictor/create-predictor.ts';
import { simulateTable, type SimulatedTable } from './simulate-table.ts';
import { askFor, timeRun, type TimedRun } from './time-run.ts';

let table: SimulatedTable | null = null;
const made = (): SimulatedTable => {
  if (!table) throw new Error('no table was made');
  return table;
};
const memo = createValueMemo();
const predictor = createPredictor({
  load: async () => ({ fingerprint: 'bench', memo, ...made() }),
  pause: createPause(),
  now: () => performance.now(),
});

const bench = {
  make(users: number, names: number, rows: number): void {
    table = simulateTable(users, names, rows);
  },
  run: (jobId: string): Promise<TimedRun> => timeRun(predictor, askFor('bench', made().start, made().target, jobId)),
  cancel: (jobId: string): Promise<void> => predictor.cancel(jobId as never),
};
export type ScaleBench = typeof bench;

expose(bench);
