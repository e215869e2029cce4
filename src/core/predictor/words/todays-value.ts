/** Why a property of a profile that changes explains little. */
export const todaysValue = (target: string): string =>
  `Profiles hold only today’s value, not the one at the start: it may well follow from ${target} and not lead to it.`;
