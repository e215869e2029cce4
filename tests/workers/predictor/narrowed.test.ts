import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyse } from '#core/predictor/analyse.ts';
import type { ResultDocument } from '#core/predictor/result.ts';
import { findProspects } from '#core/predictor/who/find-prospects.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { finish } from '#tests/core/stats/close.ts';
import { fileOf, requestOf } from '#tests/workers/ingest/import-files.ts';
import { namedWorlds } from '#tests/worlds/named-worlds.ts';
import { simulateWorld } from '#tests/worlds/simulate-world.ts';
import { toNdjson } from '#tests/worlds/to-ndjson.ts';
import { runImport } from '#workers/ingest/run-import.ts';
import { sortNow } from '#tests/workers/store/sort-now.ts';
import { memoryDirectory, memoryLocks } from '#workers/memory/memory-directory.ts';
import { createProjectData, type ProjectData } from '#workers/predictor/project-data.ts';
import { createOpenImportSession } from '#workers/store/open-import-session.ts';
import { openProject } from '#workers/store/project-reader.ts';

const sample = (name: string) => () => new Blob([readFileSync(`public/sample/${name}.ndjson.gz`)]);
const world = (name: keyof typeof namedWorlds) => () =>
  new Blob([toNdjson(simulateWorld({ ...namedWorlds[name], users: 1500 }, 3))]);
const sets: readonly (readonly [name: string, content: () => Blob])[] = [
  ['tldr.ndjson.gz', sample('tldr-contributors')],
  ['saas.ndjson.gz', sample('saas')],
  ['property.ndjson', world('property')],
  ['attributes.ndjson', world('attributes')],
];

/** Everything that is said of a question, or the code of the error. */
function saidOf(data: ProjectData, definition: ScenarioDefinition, startRows: Uint32Array | null): unknown {
  const input = { ...data, definition, projectId: 'p', startRows, targetRows: null, seed: 1, computedAt: 0 };
  try {
    return { result: finish(analyse(input)) as ResultDocument, who: finish(findProspects(input)) };
  } catch (cause) {
    return PteroError.from(cause).code;
  }
}

describe.each(sets)('%s', (name, content) => {
  it('has the same answers, to the last digit, when only the users who did A are read', async () => {
    const root = memoryDirectory();
    const deps = { openSession: createOpenImportSession(root, memoryLocks()), now: () => 1 };
    const request = requestOf([fileOf(name, content())]);
    const { projectId } = await runImport(request, deps, new AbortController().signal, () => undefined);
    await sortNow(root, projectId);
    const whole = await createProjectData((id) => openProject(root, id))(projectId);
    const { catalogue } = await openProject(root, projectId);
    const names = catalogue.events.map((event) => event.name);

    let compared = 0;
    for (const start of names.toReversed()) {
      const some = await createProjectData((id) => openProject(root, id))(projectId, [start]);
      if (some.span === undefined) continue;
      expect(some.events.row.length).toBeLessThan(whole.events.row.length / 2);
      expect(some.events.eventNames).toEqual(whole.events.eventNames);
      const definition: ScenarioDefinition = {
        start: { event: start, filters: [] },
        target: { event: names.find((other) => other !== start)!, filters: [] },
        horizonMs: null,
        hiddenEvents: [],
        keepOutliers: false,
      };
      const startRows = compared === 0 ? null : whole.events.row.filter((_, at) => at % 5 !== 0);
      expect(saidOf(some, definition, startRows)).toEqual(saidOf(whole, definition, startRows));
      if (++compared === 2) break;
    }
    expect(compared).toBeGreaterThan(0);
  });
});
