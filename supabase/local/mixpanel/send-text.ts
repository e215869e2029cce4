import type { ServerResponse } from 'node:http';
import { createGzip } from 'node:zlib';
import type { Fault } from './faults.ts';

/** About so much is written at once. */
const PIECE = 1 << 16;
/** A drip lets the text through in so many pieces, a turn of the clock between them. */
const DRIPS = 40;

export interface TextAnswer {
  readonly lines: readonly string[];
  readonly fault: Fault | null;
  /** Where the fault strikes, as a share of the text. */
  readonly at: number;
  readonly gzip: boolean;
}

/** Sends lines as a stream, with what is planted. Ends when all is sent, or the client is gone. */
export async function sendText(response: ServerResponse, { lines, fault, at, gzip }: TextAnswer): Promise<void> {
  const whole = Buffer.from(textOf(lines, fault, at), 'utf8');
  const place = Math.floor(whole.length * at);
  response.writeHead(200, {
    'Content-Type': 'text/plain; charset=utf-8',
    ...(gzip && { 'Content-Encoding': 'gzip' }),
  });
  const gone = new Promise<'gone'>((resolve) => response.once('close', () => resolve('gone')));
  const out = gzip ? createGzip() : response;
  if (gzip) (out as ReturnType<typeof createGzip>).pipe(response);
  const write = async (bytes: Buffer): Promise<void> => {
    if (response.destroyed) return;
    if (!out.write(bytes)) await Promise.race([new Promise((resolve) => out.once('drain', resolve)), gone]);
  };
  const flush = () =>
    gzip
      ? Promise.race([new Promise<void>((done) => (out as ReturnType<typeof createGzip>).flush(() => done())), gone])
      : undefined;

  const end = fault === 'reset' || fault === 'stall' ? place : whole.length;
  const step = fault === 'drip' ? Math.max(1, Math.ceil(whole.length / DRIPS)) : PIECE;
  for (let from = 0; from < end && !response.destroyed; from += step) {
    await write(whole.subarray(from, Math.min(end, from + step)));
    if (fault !== 'drip') continue;
    await flush();
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (fault === 'stall') {
    await flush();
    await gone;
    return;
  }
  if (fault === 'reset') {
    await flush();
    response.destroy();
    return;
  }
  out.end();
  await gone;
}

/** The text, cut and broken as planted. */
function textOf(lines: readonly string[], fault: Fault | null, at: number): string {
  const text = (some: readonly string[]) => some.map((line) => `${line}\n`).join('');
  if (fault === 'terminated') return `${text(lines.slice(0, Math.floor(lines.length * at)))}terminated early\n`;
  if (fault === 'cut') {
    // In the midst of a line, so that the reader can tell.
    const whole = lines.slice(0, Math.floor(lines.length * at));
    const next = lines[whole.length] ?? '{"event":';
    return text(whole) + next.slice(0, Math.ceil(next.length / 2));
  }
  if (fault !== 'split' || lines.length === 0) return text(lines);
  const broken = Math.floor((lines.length - 1) * at);
  return text(lines.map((line, index) => (index === broken ? splitInTwo(line) : line)));
}

/** A record with a line break in its midst. */
const splitInTwo = (line: string): string => {
  const middle = Math.floor(line.length / 2);
  return `${line.slice(0, middle)}\n${line.slice(middle)}`;
};
