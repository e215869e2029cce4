import { configureGlobal } from 'fast-check';

/**
 * Laws are tried on the same cases everywhere, so that a change is judged and not the draw.
 * `LAW_SEED=random npm test` tries others, and prints the seed of what fails.
 */
const asked = process.env.LAW_SEED;
if (asked !== 'random') configureGlobal({ seed: asked ? Number(asked) : 20_261_121 });
