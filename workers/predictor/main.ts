import { expose } from 'comlink';
import { openProject, openStoreRoot } from '../store/project-reader.ts';
import { createPredictor } from './create-predictor.ts';
import { createPause } from './pause.ts';
import { createProjectData } from './project-data.ts';
import { whileAnalysing } from '../shared/analysing.ts';
import { showLife } from '../shared/show-life.ts';

const load = createProjectData(async (projectId) => openProject(await openStoreRoot(), projectId));

expose(createPredictor({ load, pause: createPause(), now: () => performance.now(), visibly: whileAnalysing }));
showLife();
