import { PteroError, type PteroErrorCode } from '#core/errors/ptero-error.ts';

const meanings: Readonly<Record<string, readonly [code: PteroErrorCode, message: string]>> = {
  NoModificationAllowedError: [
    'store/locked',
    'Another tab is writing to this file. Wait until it has finished, then try again.',
  ],
  NotFoundError: ['store/missing', 'Another tab removed these events while they were read. Try again.'],
  NotReadableError: ['store/changed', 'Another tab changed these events while they were read. Try again.'],
};

/** Turns what the private file system throws into the store's own codes. */
export function diskError(cause: unknown): PteroError {
  if (!(cause instanceof DOMException)) return PteroError.from(cause);
  if (cause.name === 'QuotaExceededError') return diskFull(cause);
  const [code, message] = meanings[cause.name] ?? [
    'store/failed',
    `The browser's own storage failed: ${cause.message} Try again; what was stored before is unchanged.`,
  ];
  return new PteroError({ code, message, details: { reason: cause.name } }, { cause });
}

/** The disk, or what the browser allows of it, is used up. */
export function diskFull(cause?: unknown): PteroError {
  const message =
    'There is no room left for these events. Free some disk space or delete a project, then import again; what was stored before is unchanged.';
  return new PteroError({ code: 'store/full', message }, { cause });
}
