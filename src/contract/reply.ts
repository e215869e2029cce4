import type { PteroErrorData } from '#core/errors/ptero-error.ts';

/** Comlink rebuilds thrown errors from name, message and stack only, so failures travel as values. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: PteroErrorData };

/** Names one running job, so that it can be cancelled. */
export type JobId = string & { readonly __brand: 'JobId' };
