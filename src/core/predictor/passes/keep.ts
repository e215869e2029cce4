import type { Pause } from './passes.ts';

/** Wait for an answer within a generator: whoever runs it goes on when the promise is kept. */
export function* kept<T>(promise: Promise<T>): Generator<Pause, T> {
  const answers: T[] = [];
  yield promise.then((value) => void answers.push(value));
  if (answers.length === 0) throw new TypeError('the work went on before its answer had come');
  return answers[0]!;
}
