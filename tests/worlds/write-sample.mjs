import { mkdir, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { createServer } from 'vite';

const server = await createServer({
  configFile: false,
  server: { middlewareMode: true, ws: false, watch: null },
  appType: 'custom',
  logLevel: 'error',
});
try {
  const { saasSample } = await server.ssrLoadModule('/tests/worlds/saas-product.ts');
  const { ndjson, truth } = saasSample();
  const packed = gzipSync(ndjson, { level: 9 });
  await mkdir('public/sample', { recursive: true });
  await writeFile('public/sample/saas.ndjson.gz', packed);
  await writeFile('public/sample/saas.truth.json', truth);
  process.stdout.write(
    `public/sample/saas.ndjson.gz: ${Buffer.byteLength(ndjson)} bytes plain, ${packed.length} packed\n`,
  );
} finally {
  await server.close();
}
