import type { Reply } from '#contract/reply.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { Rest } from './cut-parts.ts';
import type { CutPiece } from './cutter.ts';
import type { Part } from './scanner.ts';
import type { ScannerSource, StartedCutter } from './scanner-pool.ts';

function valueOf<T>(outcome: Reply<T>): T {
  if (!outcome.ok) throw new PteroError(outcome.error);
  return outcome.value;
}

/** Has packed files unpacked and cut in a worker. */
export interface RemoteCutter {
  /** The parts of one of the file's texts. The next is asked for while the last is worked on. */
  parts(file: File, member: number, size: number, label: string, onPosition: (position: number) => void): Parts;
  end(): void;
}

type Parts = AsyncGenerator<Part | Rest, void, undefined>;

/**
 * @param stopped - rejects when the import is to stop, so that no piece is waited for.
 * @returns null where there is no such worker.
 */
export function createRemoteCutter(source: ScannerSource, stopped: Promise<never>): RemoteCutter | null {
  let started: StartedCutter | null = null;
  let openedFile: File | null = null;

  async function* parts(...[file, member, size, label, onPosition]: Parameters<RemoteCutter['parts']>): Parts {
    started ??= source.startCutter!();
    const { failed, api } = started;
    const answer = async <T>(asked: Promise<Reply<T>>): Promise<T> =>
      valueOf(await Promise.race([asked, failed, stopped]));
    const ask = (): Promise<CutPiece | null> => {
      const asked = answer(api.next());
      asked.catch(() => undefined);
      return asked;
    };
    if (openedFile !== file) await answer(api.open(file));
    openedFile = file;
    await answer(api.begin(member, size));
    let coming = ask();
    const next = async (): Promise<CutPiece | null> => {
      const piece = await coming;
      if (piece) {
        coming = ask();
        onPosition(piece.position);
      }
      return piece;
    };
    async function* chunksFrom(first: CutPiece) {
      for (let piece: CutPiece | null = first; piece; piece = await next()) yield piece.bytes;
    }
    for (let piece = await next(); piece; piece = await next()) {
      if (piece.kind === 'part') yield { label, content: piece.bytes };
      else return yield { source: { label, chunks: () => chunksFrom(piece) } };
    }
  }

  return source.startCutter ? { parts, end: () => started?.end() } : null;
}
