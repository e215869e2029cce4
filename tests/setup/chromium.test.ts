import { describe, expect, it } from 'vitest';
import { findChromium } from './chromium.mjs';

const among =
  (...paths: string[]) =>
  (path: string) =>
    paths.includes(path);

describe('findChromium', () => {
  it('prefers CHROMIUM_PATH', () => {
    const env = { CHROMIUM_PATH: '/a/chrome', PATH: '/usr/bin' };
    expect(findChromium(env, among('/a/chrome', '/usr/bin/chromium'))).toBe('/a/chrome');
  });

  it('does not silently take another one when CHROMIUM_PATH is wrong', () => {
    expect(findChromium({ CHROMIUM_PATH: '/a/none', PATH: '/usr/bin' }, among('/usr/bin/chromium'))).toBeUndefined();
  });

  it('looks for the known names in PATH', () => {
    expect(findChromium({ PATH: '/bin:/usr/bin' }, among('/usr/bin/google-chrome'))).toBe('/usr/bin/google-chrome');
  });

  it('finds none where there is none', () => {
    expect(findChromium({ PATH: '/bin' }, () => false)).toBeUndefined();
    expect(findChromium({}, () => true)).toBeUndefined();
  });
});
