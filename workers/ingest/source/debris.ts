/** True for files that operating systems leave in folders and archives, by name or path: nobody meant to import them. */
export function isDebris(path: string): boolean {
  const parts = path.split('/');
  const name = parts.at(-1) ?? '';
  return parts.includes('__MACOSX') || name.startsWith('.') || name === 'Thumbs.db' || name === 'desktop.ini';
}
