import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build, install, needsBuild, nodeProblem } from './prepare.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const port = Number(process.env.PORT ?? 4173);
const say = (/** @type {string} */ line) => console.log(line);

/** @returns {Promise<boolean>} */
const portIsFree = () =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, 'localhost', () => probe.close(() => resolve(true)));
  });

/** @param {string} line */
function stop(line) {
  console.error(line);
  process.exit(1);
}

const problem = nodeProblem(process.versions.node);
if (problem) stop(problem);
if (!(await portIsFree())) {
  stop(`Port ${port} is taken by another program. Stop that one, or choose another port: PORT=4180 npm start`);
}
if (!(await install(root, say))) process.exit(1);
if (needsBuild(root)) {
  say('Building …');
  const { code, output, seconds } = await build(root);
  if (code !== 0) stop(`${output}\nThe app could not be built; what went wrong is above.`);
  say(`Built in ${seconds.toFixed(0)} s.`);
}

const { preview } = await import('vite');
await preview({ root, logLevel: 'warn', preview: { port, strictPort: true } });
say(`Ptero is ready on http://localhost:${port}`);
