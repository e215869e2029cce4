import { spawn } from 'node:child_process';

/**
 * Runs a command without a shell and without input.
 *
 * @param {readonly string[]} command program and arguments
 * @param {{ show?: boolean, env?: Record<string, string | undefined>, timeoutMs?: number, cwd?: string }} options
 *   `show` passes the output through instead of keeping it
 * @returns {Promise<{ code: number, output: string, seconds: number }>} never rejects; a program that cannot be
 *   started or takes too long ends with code 1 and says so in `output`
 */
export function run(command, { show = false, env = process.env, timeoutMs, cwd } = {}) {
  const [program = '', ...args] = command;
  const start = performance.now();
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env,
      timeout: timeoutMs,
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const end = (/** @type {number} */ code, note = '') =>
      resolve({ code, output: output + note, seconds: (performance.now() - start) / 1000 });
    child.on('error', (error) => end(1, `${program} could not be started: ${error.message}\n`));
    child.on('close', (code, signal) => end(code ?? 1, signal ? `\n${program} was ended by ${signal}\n` : ''));
  });
}
