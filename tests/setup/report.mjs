/**
 * What one stage found, as its own tool counted it.
 *
 * @typedef {{ passed: number, failed: number, skipped: number }} Count
 */

/**
 * Reads vitest's JSON report.
 *
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests?: number,
 *   numFailedTestSuites: number }} report
 * @returns {Count} a file that failed before its first test counts as one failure
 */
export function countVitest(report) {
  return {
    passed: report.numPassedTests,
    failed: Math.max(report.numFailedTests, Math.sign(report.numFailedTestSuites)),
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

/**
 * Reads Playwright's JSON report.
 *
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors?: unknown[] }} report
 * @returns {Count} a flaky test counts as a failure
 */
export function countPlaywright({ stats, errors = [] }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/**
 * Why a stage is not green, in a few words, or null when it is. Nothing counted is not green either.
 *
 * @param {number} code exit code
 * @param {Count} count
 */
export function fault(code, count) {
  if (count.failed > 0) return `${count.failed} failed`;
  if (code !== 0) return `ended with code ${code}`;
  if (count.skipped > 0) return `${count.skipped} skipped`;
  if (count.passed === 0) return 'nothing was checked';
  return null;
}

/** Lines that a stage wants to be seen although it passed: `note: …`. */
export const notes = (/** @type {string} */ output) =>
  output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('note: '))
    .map((line) => line.slice('note: '.length));
