import type { ImportProgress } from '#contract/ingest.ts';

const EVERY_MS = 100;
/** The rate is that of the last seconds; before the first of them no time left is promised. */
const WINDOW_MS = 4000;
const SETTLED_MS = 1000;
/** Writing follows reading and is shorter. */
const READING_SHARE = 0.9;

/** Tells the page how far an import is, about ten times a second. */
export interface ProgressTeller {
  readonly events: { count: number; refused: number };
  file(name: string): void;
  /** Bytes read of all chosen files. */
  reading(bytesRead: number): void;
  /** Completed share of the writing. */
  writing(fraction: number): void;
}

/** @param now - milliseconds from any start. */
export function createProgress(
  bytesTotal: number,
  now: () => number,
  tell: (progress: ImportProgress) => void,
): ProgressTeller {
  const events = { count: 0, refused: 0 };
  const samples: { at: number; bytes: number }[] = [{ at: now(), bytes: 0 }];
  let file = '';
  let bytesRead = 0;
  let toldAt = Number.NEGATIVE_INFINITY;

  const rate = (at: number): number => {
    const { at: from, bytes } = samples[0]!;
    return at > from ? ((bytesRead - bytes) / (at - from)) * 1000 : 0;
  };

  const send = (phase: ImportProgress['phase'], fraction: number, at: number): void => {
    toldAt = at;
    const bytesPerSecond = rate(at);
    const settled = phase === 'reading' && bytesPerSecond > 0 && at - samples[0]!.at >= SETTLED_MS;
    const secondsLeft = settled ? (bytesTotal - bytesRead) / bytesPerSecond : null;
    tell({
      phase,
      fraction,
      bytesRead,
      bytesTotal,
      events: events.count,
      refused: events.refused,
      bytesPerSecond,
      secondsLeft,
      file,
    });
  };

  return {
    events,
    file(name) {
      file = name;
    },
    reading(bytes) {
      bytesRead = Math.min(Math.max(bytes, bytesRead), bytesTotal);
      const at = now();
      if (at - toldAt < EVERY_MS) return;
      samples.push({ at, bytes: bytesRead });
      while (samples.length > 2 && at - samples[0]!.at > WINDOW_MS) samples.shift();
      send('reading', bytesTotal === 0 ? 0 : (bytesRead / bytesTotal) * READING_SHARE, at);
    },
    writing(fraction) {
      const at = now();
      if (at - toldAt < EVERY_MS && fraction < 1) return;
      bytesRead = bytesTotal;
      send('writing', READING_SHARE + Math.min(1, Math.max(0, fraction)) * (1 - READING_SHARE), at);
    },
  };
}
