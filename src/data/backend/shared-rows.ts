import type { ScenarioColour, ScenarioDefinition } from '#core/scenario/definition.ts';
import type { ResultSummary, SharedScenario } from '#core/sharing/shared-scenario.ts';

/** What a card needs, in PostgREST's words. */
export const scenarioColumns =
  'id, project_id, name, definition, colour, suggested_because, created_by, created_at, updated_at, updated_by, ' +
  'results(summary, computed_by, computed_at), pins(pinned_by, pinned_at)';

/** A row of that request. The server's checks hold the shape of definition, colour and summary. */
export interface ScenarioRow {
  readonly id: string;
  readonly project_id: string;
  readonly name: string | null;
  readonly definition: ScenarioDefinition;
  readonly colour: ScenarioColour;
  readonly suggested_because: string | null;
  readonly created_by: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly updated_by: string | null;
  readonly results: {
    readonly summary: ResultSummary;
    readonly computed_by: string | null;
    readonly computed_at: string;
  } | null;
  readonly pins: { readonly pinned_by: string | null; readonly pinned_at: string } | null;
}

export const readScenario = ({ results, pins, ...row }: ScenarioRow): SharedScenario => ({
  id: row.id,
  projectId: row.project_id,
  name: row.name,
  definition: row.definition,
  colour: row.colour,
  suggestedBecause: row.suggested_because,
  createdBy: row.created_by,
  createdAt: Date.parse(row.created_at),
  updatedBy: row.updated_by,
  updatedAt: Date.parse(row.updated_at),
  pin: pins && { by: pins.pinned_by, at: Date.parse(pins.pinned_at) },
  answer: results && {
    summary: results.summary,
    computedBy: results.computed_by,
    computedAt: Date.parse(results.computed_at),
  },
});
