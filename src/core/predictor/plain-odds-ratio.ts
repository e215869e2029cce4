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
