import type { ResultDocument } from '../predictor/result.ts';

/** The whole result as a JSON file, indented by two spaces, ending in a line feed. Holds no events and no user ids. */
export function resultToJson(result: ResultDocument): string {
  return `${JSON.stringify(result, null, 2)}\n`;
}
