import { VitePWA, type VitePWAOptions } from 'vite-plugin-pwa';

const description =
  'What leads from A to B? A ranked, honest answer from raw Mixpanel exports, computed in your own browser.';

const manifest: VitePWAOptions['manifest'] = {
  id: '/',
  scope: '/',
  start_url: '/',
  name: 'Ptero',
  short_name: 'Ptero',
  description,
  lang: 'en',
  dir: 'ltr',
  display: 'standalone',
  orientation: 'any',
  theme_color: '#fcfbf9',
  background_color: '#fcfbf9',
  categories: ['business', 'productivity', 'utilities'],
  icons: [
    { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
    { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
    { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    { src: '/favicon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
  ],
  screenshots: [
    {
      src: '/screenshots/wide.png',
      sizes: '1440x900',
      type: 'image/png',
      form_factor: 'wide',
      label: 'What leads to a target event, ranked, with intervals',
    },
    {
      src: '/screenshots/narrow.png',
      sizes: '390x844',
      type: 'image/png',
      form_factor: 'narrow',
      label: 'The same answer on a phone',
    },
  ],
  shortcuts: [
    { name: 'Scenarios', url: '/', description: 'Pinned and recent scenarios' },
    { name: 'Data', url: '/data', description: 'Imports, events and properties' },
    { name: 'Help', url: '/help', description: 'Getting started and the method' },
  ],
  file_handlers: [
    {
      action: '/open-files',
      accept: {
        'application/x-ndjson': ['.ndjson', '.jsonl'],
        'application/json': ['.json'],
        'application/gzip': ['.gz'],
        'application/zip': ['.zip'],
      },
    },
  ],
  launch_handler: { client_mode: 'focus-existing' },
};

/** The installable, offline side of the build: manifest, service worker and the list of files it keeps. */
export const pwa = () =>
  VitePWA({
    strategies: 'injectManifest',
    srcDir: 'workers/offline',
    filename: 'service-worker.ts',
    injectRegister: null,
    includeManifestIcons: false,
    registerType: 'prompt',
    manifest,
    injectManifest: {
      globPatterns: ['**/*'],
      globIgnores: ['screenshots/**', '_headers', '.*', '**/*.map', 'service-worker.*'],
      // DuckDB's engine is one file of about 8 MB.
      maximumFileSizeToCacheInBytes: 16 * 1024 * 1024,
    },
  });
