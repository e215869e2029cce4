/**
 * The odds ratio that other tools rank by: conversion of users who did it against those who did not, with no regard to
 * time, activity or error. Shown beside ours, never used.
 *
 * @returns ad / bc; half a user is added to each cell when one is empty.
 */
export function plainOddsRatio(withIt: number, convertedWith: number, users: number, converted: number): number {
  const a = convertedWith;
  const b = withIt - convertedWith;
  const c = converted - convertedWith;
  const d = users - withIt - c;
  const extra = a === 0 || b === 0 || c === 0 || d === 0 ? 0.5 : 0;
  return ((a + extra) * (d + extra)) / ((b + extra) * (c + extra));
}

/** Where the plain odds ratio is counted: users whose whole window was watched, or all where those say too little. */
export interface PlainCounts {
  readonly population: 'watched' | 'all';
  readonly users: number;
  readonly converted: number;
  /** Shape (users,): 1 where a user counts. */
  readonly counts: Uint8Array;
}

/** The plain odds ratio of "has it" over the users that count. @param having - numbers of the users who have it. */
export function plainOver(plain: PlainCounts, converted: Uint8Array, having: Iterable<number>): number {
  let withIt = 0;
  let convertedWith = 0;
  for (const i of having) {
    if (plain.counts[i] === 0) continue;
    withIt += 1;
    convertedWith += converted[i]!;
  }
  return plainOddsRatio(withIt, convertedWith, plain.users, plain.converted);
}
