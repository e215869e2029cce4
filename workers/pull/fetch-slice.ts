import { type Days, dayText } from '#core/mixpanel/days.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { pullError, readRefusal, type Refusal } from './read-refusal.ts';
import type { OpenSpool, SpoolFile } from './spool.ts';

/** What came of one request for a slice. `drop` forgets the file. */
export type Fetched =
  | { readonly kind: 'whole'; readonly file: File; readonly bytes: number; drop(): Promise<void> }
  /** It ended early: there may be more. */
  | { readonly kind: 'cut'; readonly error: PteroError; readonly bytes: number }
  | Refusal;

export interface FetchDeps {
  fetch(url: string, init: RequestInit): Promise<Response>;
  readonly openSpool: OpenSpool;
  /** An answer of which nothing comes for so long is given up, ms by the browser's own clock. */
  readonly stallMs: number;
}

export interface SliceRequest {
  readonly url: string;
  readonly publishableKey: string;
  readonly projectId: string;
  readonly token: string;
  readonly slice: Days;
}

const TERMINATED = 'terminated early';
const decoder = new TextDecoder();
/** Enough to hold the last line, where it is the one that counts. */
const TAIL = 64;

/**
 * Asks for a slice and keeps its bytes, if they are whole.
 *
 * @param onBytes - told how many bytes are there.
 * @throws PteroError only for what has nothing to do with the network: `store/full`, `store/unavailable`, and when the
 * signal aborts.
 */
export async function fetchSlice(
  { fetch, openSpool, stallMs }: FetchDeps,
  { url, publishableKey, projectId, token, slice }: SliceRequest,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<Fetched> {
  const watch = stallWatch(stallMs, signal);
  const body = JSON.stringify({
    project_id: projectId,
    from_date: dayText(slice.from),
    to_date: dayText(slice.to),
  });
  const headers = { Authorization: `Bearer ${token}`, apikey: publishableKey, 'Content-Type': 'application/json' };
  let spool: SpoolFile | null = null;
  let isKept = false;
  let bytes = 0;
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal: watch.signal });
    if (response.status !== 200) return await readRefusal(response);
    spool = await openSpool(nameOf(slice));
    const tail = createTail();
    for (const reader = response.body!.getReader(); ;) {
      watch.alive();
      const { value, done } = await reader.read();
      if (done) break;
      // What the disk says is no trouble of the network.
      await spool.write(value as Uint8Array<ArrayBuffer>).catch((cause: unknown) => {
        throw PteroError.from(cause, 'store/failed');
      });
      bytes += value.length;
      tail.add(value);
      onBytes(bytes);
    }
    const how = tail.end();
    // Days without an event, however they are said.
    if (how === 'empty' && bytes <= TAIL)
      return { kind: 'whole', file: new File([], nameOf(slice)), bytes, drop: async () => undefined };
    if (how !== 'whole') return { kind: 'cut', bytes, error: pullError(how, 'the export ended early') };
    const { drop } = spool;
    const file = await spool.file();
    isKept = true;
    return { kind: 'whole', file, bytes, drop };
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof PteroError) throw cause;
    if (watch.isStalled()) return { kind: 'too-large', error: pullError('stalled', 'nothing came for a while', cause) };
    const error = pullError(bytes > 0 ? 'cut-off' : 'backend/unreachable', 'the connection broke', cause);
    return bytes > 0 ? { kind: 'cut', bytes, error } : { kind: 'trouble', error };
  } finally {
    watch.end();
    if (!isKept) await spool?.drop();
  }
}

const nameOf = ({ from, to }: Days): string => `Mixpanel, ${dayText(from)} to ${dayText(to)}`;

/** Aborts when nothing was alive for so long, or the outer signal aborts. */
export function stallWatch(ms: number, outer: AbortSignal) {
  const controller = new AbortController();
  let isStalled = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const alive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      isStalled = true;
      controller.abort();
    }, ms);
  };
  const stop = () => controller.abort();
  outer.addEventListener('abort', stop, { once: true });
  if (outer.aborted) stop();
  alive();
  return {
    signal: controller.signal,
    alive,
    isStalled: () => isStalled,
    end() {
      clearTimeout(timer);
      outer.removeEventListener('abort', stop);
    },
  };
}

/** Keeps the last bytes, which tell how an export ended. */
function createTail() {
  let tail = new Uint8Array(0);
  return {
    add(bytes: Uint8Array): void {
      const both = new Uint8Array(tail.length + Math.min(bytes.length, TAIL));
      both.set(tail);
      both.set(bytes.subarray(-TAIL), tail.length);
      tail = both.slice(-TAIL);
    },
    end(): 'whole' | 'empty' | 'terminated-early' | 'cut-off' {
      const text = decoder.decode(tail).trimEnd();
      if (text === TERMINATED || text.endsWith(`\n${TERMINATED}`)) return 'terminated-early';
      if (text === '') return 'empty';
      return text.endsWith('}') ? 'whole' : 'cut-off';
    },
  };
}
