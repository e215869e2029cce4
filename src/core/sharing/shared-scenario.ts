import type { UserSample } from '../sample/user-sample.ts';
import type { Estimate, ResultDocument, ResultRow } from '../predictor/result.ts';
import type { ScenarioColour, ScenarioDefinition } from '../scenario/definition.ts';

/** What a card shows of a team's answer. Made by the server of the document. Times in Unix ms. */
export interface ResultSummary {
  readonly version: number;
  readonly stage: ResultDocument['stage'];
  readonly claim: ResultDocument['claim']['kind'];
  readonly entrants: number;
  readonly converted: number;
  readonly conversion: { readonly share: number };
  readonly dataFromMs: number;
  readonly dataToMs: number;
  readonly computedAt: number;
  /** Of the events it was worked out on. */
  readonly fingerprint: string;
  /** Null: everybody. */
  readonly sample?: UserSample | null;
  /** At most three rows toward the target, by rank. */
  readonly top: readonly (Pick<ResultRow, 'id' | 'kind' | 'event' | 'property' | 'value' | 'minCount'> & {
    readonly hazard: Estimate | null;
  })[];
}

/** A scenario as a workspace has it. People by their ids, null when the account is gone; times are the server's, Unix ms. */
export interface SharedScenario {
  readonly id: string;
  readonly projectId: string;
  readonly name: string | null;
  readonly definition: ScenarioDefinition;
  readonly colour: ScenarioColour;
  readonly suggestedBecause: string | null;
  readonly createdBy: string | null;
  readonly createdAt: number;
  readonly updatedBy: string | null;
  readonly updatedAt: number;
  readonly pin: { readonly by: string | null; readonly at: number } | null;
  readonly answer: {
    readonly summary: ResultSummary;
    readonly computedBy: string | null;
    readonly computedAt: number;
  } | null;
}
