import type { ScenarioColour } from '#core/scenario/definition.ts';

/** What each colour of a scenario is called. */
export const colourNames: Record<ScenarioColour, string> = {
  blue: 'Blue: positive',
  red: 'Red: negative',
  pink: 'Pink: adoption',
  green: 'Green',
  amber: 'Amber',
  violet: 'Violet',
  grey: 'Grey',
};
