import { type ChildProcess, spawn } from 'node:child_process';

export interface Program {
  /** Everything it has said so far. */
  readonly output: () => string;
  /** Resolves with the exit code when it has ended, by itself or by `stop`. */
  readonly ended: Promise<number>;
  stop(): Promise<void>;
}

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly uid?: number;
  readonly gid?: number;
  readonly cwd?: string;
  /** What ends it politely; the default is SIGTERM. */
  readonly signal?: 'INT' | 'TERM';
}

/** Passes on the exit of its child, and ends it as soon as whoever started both is gone: its standard input closes then. */
const keeper = `exec 3<&0; "$@" </dev/null & child=$!
(cat <&3 >/dev/null; kill -$END $child 2>/dev/null) & watch=$!
exec 3<&-; wait $child; code=$?; exit $code`;

/**
 * Starts a program that cannot outlive this process, whatever becomes of it.
 *
 * @param command program and arguments; run without a shell's reading of them
 */
export function startProgram(command: readonly string[], options: ProgramOptions = {}): Program {
  const { env, uid, gid, cwd, signal = 'TERM' } = options;
  const child: ChildProcess = spawn('/bin/sh', ['-c', keeper, 'keeper', ...command], {
    cwd,
    uid,
    gid,
    env: { ...(env ?? process.env), END: signal },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  const keep = (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-64_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const ended = new Promise<number>((resolve) => {
    child.once('error', (error) => {
      said += error.message;
      resolve(1);
    });
    child.once('exit', (code) => {
      child.stdin?.destroy();
      resolve(code ?? 1);
    });
  });
  // A program that has ended cannot be told to end; its pipe says so.
  child.stdin?.on('error', () => undefined);
  return {
    output: () => said,
    ended,
    async stop() {
      child.stdin?.end();
      await ended;
    },
  };
}

/**
 * Asks until the answer is true, every 20 ms.
 *
 * @throws Error with what the program said, when it ends before or the time is over.
 */
export async function untilReady(name: string, program: Program, ready: () => Promise<boolean>): Promise<void> {
  const limitMs = 30_000;
  const start = performance.now();
  let over: number | null = null;
  void program.ended.then((code) => {
    over = code;
  });
  while (!(await ready())) {
    if (over !== null || performance.now() - start > limitMs) {
      await program.stop();
      throw new Error(`${name} did not start: ${program.output().trim() || 'it said nothing'}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
