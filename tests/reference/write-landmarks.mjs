// Writes the landmark features of the real sets for compare-sklearn.py. Run: node tests/reference/write-landmarks.mjs FOLDER
import { createServer } from 'vite';

const server = await createServer({
  configFile: false,
  server: { middlewareMode: true, ws: false, watch: null },
  appType: 'custom',
  logLevel: 'error',
});
try {
  const { writeLandmarks } = await server.ssrLoadModule('/tests/reference/landmarks.ts');
  writeLandmarks(process.argv[2]);
} finally {
  await server.close();
}
