import type { Reply } from '#contract/reply.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { reply } from '../../shared/reply.ts';
import { partsOfStream, type Rest } from './cut-parts.ts';
import { openFile, type OpenedFile } from '../source/open-file.ts';
import type { Part } from './scanner.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** What a cutter hands out: a part, or once it has found no more places to cut, chunks of what is left. */
export interface CutPiece {
  readonly kind: 'part' | 'chunk';
  readonly bytes: Bytes;
  /** How far the file was read, in its own bytes. */
  readonly position: number;
}

/** Unpacks a file and cuts its text into parts, in a worker of its own: beside those that scan and the one that writes. */
export interface CutterApi {
  open(file: File): Promise<Reply<null>>;
  /** Begin with one of the file's texts. */
  begin(member: number, size: number): Promise<Reply<null>>;
  /** The next piece, or null after the last. */
  next(): Promise<Reply<CutPiece | null>>;
}

async function* piecesOf(parts: AsyncGenerator<Part | Rest, void, undefined>, position: () => number) {
  for await (const part of parts) {
    if ('source' in part) {
      for await (const chunk of part.source.chunks())
        yield { kind: 'chunk', bytes: chunk.slice(), position: position() } as const;
    } else {
      yield { kind: 'part', bytes: part.content as Bytes, position: position() } as const;
    }
  }
}

export function createCutter(): CutterApi {
  let opened: OpenedFile | null = null;
  let position = 0;
  let pieces: AsyncGenerator<CutPiece, void, undefined> | null = null;
  const nothing = () => new PteroError({ code: 'input/invalid', message: 'nothing was opened to be cut' });

  return {
    open: (file) =>
      reply(async () => {
        const onPosition = (at: number): void => void (position = at);
        opened = await openFile(file, { onPosition, pause: async () => undefined });
        return null;
      }),
    begin: (member, size) =>
      reply(async () => {
        const source = opened?.members[member]?.source;
        if (!source) throw nothing();
        pieces = piecesOf(partsOfStream(source, size), () => position);
        return null;
      }),
    next: () =>
      reply(
        async () => {
          if (!pieces) throw nothing();
          const step = await pieces.next();
          return step.done ? null : step.value;
        },
        (piece) => (piece ? [piece.bytes.buffer] : []),
      ),
  };
}
