import { transfer } from 'comlink';
import type { Reply } from '#contract/reply.ts';
import { PteroError } from '#core/errors/ptero-error.ts';

/** Run one job and turn any outcome, failure included, into plain data. */
export async function reply<T>(
  work: () => Promise<T>,
  transferables: (value: T) => Transferable[] = () => [],
): Promise<Reply<T>> {
  try {
    const value = await work();
    return transfer({ ok: true, value }, transferables(value));
  } catch (cause) {
    return { ok: false, error: PteroError.from(cause).toData() };
  }
}
