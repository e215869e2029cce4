import { expose } from 'comlink';
import { showLife } from '../shared/show-life.ts';
import { browserDeps, browserProfileSpool, browserSpool } from './browser-deps.ts';
import { createPullApi } from './create-pull-api.ts';

expose(createPullApi(browserDeps, browserSpool, browserProfileSpool));
showLife();
