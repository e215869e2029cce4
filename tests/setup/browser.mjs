import { existsSync } from 'node:fs';
import { findChromium } from './chromium.mjs';
import { run } from './run.mjs';

const advice =
  'No Chromium was found. Install one (Debian: sudo apt-get install chromium), or set CHROMIUM_PATH to one, and run npm test again.';

/**
 * Makes sure that there is a Chromium: finds one, or installs Debian's when this is root.
 *
 * @param {(line: string) => void} say
 * @returns {Promise<boolean>} false when there is none, after saying what to do
 */
export async function ensureBrowser(say) {
  if (findChromium()) return true;
  const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && !process.env.CHROMIUM_PATH;
  if (!canInstall) {
    say(advice);
    return false;
  }
  say('Installing Chromium (apt-get install chromium) …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const step of [['update'], ['install', '-y', 'chromium']]) {
    const { code, output } = await run(['apt-get', ...step], { env });
    if (code !== 0) {
      say(`${output.trim()}\n${advice}`);
      return false;
    }
  }
  if (findChromium()) return true;
  say(advice);
  return false;
}
