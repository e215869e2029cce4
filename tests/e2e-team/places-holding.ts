import type { Page } from '@playwright/test';

/** Every place in which a browser keeps something of a page, and what the page shows. */
export const places = [
  'page',
  'address',
  'cookies',
  'localStorage',
  'sessionStorage',
  'IndexedDB',
  'Cache Storage',
  'private files',
] as const;
export type Place = (typeof places)[number];

/** A word in the forms in which it may be kept: as it is, in base64 by itself and behind a name, in hexadecimals. */
export const formsOf = (word: string, name: string): string[] => [
  word,
  btoa(word).replace(/=+$/u, ''),
  btoa(`${name}:${word}`).replace(/=+$/u, ''),
  Buffer.from(word).toString('hex'),
];

/** Where any of these words is, byte by byte, in all that the page and its browser hold. */
export async function placesHolding(page: Page, words: readonly string[]): Promise<readonly Place[]> {
  const cookies = JSON.stringify(await page.context().cookies());
  const inPage = await page.evaluate(searchPage, words);
  return places.filter((place) =>
    place === 'cookies' ? words.some((word) => cookies.includes(word)) : inPage.includes(place),
  );
}

/** Runs in the page, so it stands by itself. Bytes are read as Latin 1: words of ASCII are found in anything. */
async function searchPage(words: readonly string[]): Promise<string[]> {
  const textOf = (bytes: ArrayBuffer) => new TextDecoder('latin1').decode(bytes);
  const holds = (text: string) => words.some((word) => text.includes(word));
  const plain = async (value: unknown): Promise<string> => {
    if (value instanceof Blob) return textOf(await value.arrayBuffer());
    if (value instanceof ArrayBuffer) return textOf(value);
    if (ArrayBuffer.isView(value)) return textOf(new Uint8Array(value.buffer as ArrayBuffer).slice().buffer);
    if (value instanceof Map || value instanceof Set) return plain([...value]);
    if (typeof value !== 'object' || value === null) return String(value);
    const parts: string[] = [];
    for (const [key, part] of Object.entries(value)) parts.push(key, await plain(part));
    return parts.join('\n');
  };
  const answer = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error));
    });
  const inDatabases = async (): Promise<boolean> => {
    for (const { name } of await indexedDB.databases()) {
      const database = await answer(indexedDB.open(name!));
      for (const store of database.objectStoreNames) {
        const records = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([answer(records.getAllKeys()), answer(records.getAll())]);
        if (holds(await plain([keys, values]))) return true;
      }
      database.close();
    }
    return false;
  };
  const inCaches = async (): Promise<boolean> => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const response = await cache.match(request);
        const headers = JSON.stringify([...(response?.headers ?? [])]);
        const body = response ? textOf(await response.arrayBuffer()) : '';
        if (holds(name) || holds(request.url) || holds(headers) || holds(body)) return true;
      }
    }
    return false;
  };
  const inFiles = async (folder: FileSystemDirectoryHandle): Promise<boolean> => {
    const entries = (folder as unknown as { values(): AsyncIterable<FileSystemHandle> }).values();
    for await (const entry of entries) {
      if (holds(entry.name)) return true;
      if (entry.kind === 'directory' && (await inFiles(entry as FileSystemDirectoryHandle))) return true;
      if (entry.kind !== 'file') continue;
      const file = await (entry as FileSystemFileHandle).getFile();
      if (holds(textOf(await file.arrayBuffer()))) return true;
    }
    return false;
  };
  const values = [...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value);
  const found: readonly (readonly [string, boolean])[] = [
    ['page', holds(document.documentElement.outerHTML) || holds(values.join('\n'))],
    ['address', holds(location.href) || holds(await plain(history.state))],
    ['localStorage', holds(JSON.stringify({ ...localStorage }))],
    ['sessionStorage', holds(JSON.stringify({ ...sessionStorage }))],
    ['IndexedDB', await inDatabases()],
    ['Cache Storage', await inCaches()],
    ['private files', await inFiles(await navigator.storage.getDirectory())],
  ];
  return found.flatMap(([place, isThere]) => (isThere ? [place] : []));
}

/** Puts a word into every one of the places, so that a test can see that none is passed over. */
export async function plantEverywhere(page: Page, word: string): Promise<void> {
  await page.context().addCookies([{ name: 'planted', value: word, url: page.url() }]);
  await page.evaluate(async (planted) => {
    const bytes = new TextEncoder().encode(planted);
    document.body.append(Object.assign(document.createElement('input'), { value: planted }));
    history.replaceState({ ...history.state, planted }, '');
    localStorage.setItem('planted', planted);
    sessionStorage.setItem('planted', planted);
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open('planted');
      request.addEventListener('upgradeneeded', () => request.result.createObjectStore('one'));
      request.addEventListener('error', () => reject(request.error));
      request.addEventListener('success', () => {
        const writing = request.result.transaction('one', 'readwrite');
        writing.objectStore('one').put({ within: new Map([['bytes', bytes]]) }, 'key');
        writing.addEventListener('complete', () => {
          request.result.close();
          resolve();
        });
      });
    });
    await (await caches.open('planted')).put('/planted', new Response(bytes));
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('planted', { create: true });
    const writer = await (await folder.getFileHandle('file', { create: true })).createWritable();
    await writer.write(bytes);
    await writer.close();
  }, word);
}
