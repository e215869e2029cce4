/**
 * One entry of Vite's build manifest.
 *
 * @typedef {{ file: string, isEntry?: boolean, imports?: string[], css?: string[] }} Chunk
 */

/**
 * The files a browser loads before the first paint: the page's entry, everything it imports statically, and their
 * styles. Workers and lazily loaded screens are not among them.
 *
 * @param {Readonly<Record<string, Chunk>>} manifest
 * @returns {{ scripts: string[], styles: string[] }} file names relative to dist
 */
export function firstLoad(manifest) {
  /** @type {Set<string>} */
  const seen = new Set();
  const visit = (/** @type {string} */ key) => {
    if (seen.has(key)) return;
    seen.add(key);
    for (const next of manifest[key]?.imports ?? []) visit(next);
  };
  if (!manifest['index.html']) throw new Error('the build manifest has no entry index.html');
  visit('index.html');
  const chunks = [...seen].flatMap((key) => manifest[key] ?? []);
  return {
    scripts: [...new Set(chunks.map(({ file }) => file))],
    styles: [...new Set(chunks.flatMap(({ css }) => css ?? []))],
  };
}
