import type { Json } from '#contract/database.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';
import type { Client } from './context.ts';
import { must } from './context.ts';

export const definition: ScenarioDefinition = {
  start: { event: 'Signed up', filters: [] },
  target: { event: 'Paid', filters: [] },
  horizonMs: null,
  hiddenEvents: [],
  keepOutliers: false,
};

/** Readonly documents of ours as the API's JSON. */
export const json = (value: object) => value as unknown as NonNullable<Json>;

/** A result in the least shape that is taken. */
export const document = json({
  version: 2,
  stage: 'complete',
  definition,
  fingerprint: 'f',
  computedAt: 1,
  dataFromMs: 0,
  dataToMs: 1,
  claim: { kind: 'ranked' },
  horizonMs: 86_400_000,
  flow: { entrants: 10, analysed: 10, converted: 4 },
  conversion: { share: 0.4, low: 0.3, high: 0.5 },
  curve: {},
  verdict: ['Four in ten.'],
  rows: [],
});

/** A project and a scenario in it. */
export async function scenarioIn(
  client: Client,
  workspaceId: string,
): Promise<{ projectId: string; scenarioId: string }> {
  const project = await must(
    client.from('projects').insert({ workspace_id: workspaceId, name: 'App' }).select('id').single(),
  );
  const scenario = await must(
    client
      .from('scenarios')
      .insert({ workspace_id: workspaceId, project_id: project.id, definition: json(definition) })
      .select('id')
      .single(),
  );
  return { projectId: project.id, scenarioId: scenario.id };
}
