import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** What a test and the suites around it need and have not; empty when nobody said. */
function missing(test: TestCase): readonly string[] {
  const found = new Set<string>();
  let at: TestCase | TestCase['parent'] = test;
  while (at.type !== 'module') {
    for (const need of at.meta().leftOut ?? []) found.add(need);
    at = at.parent;
  }
  return [...found];
}

/** The list of what was not run against a backend and why, by reason; a test that was skipped without one is a failure. */
export function listLeftOut(modules: readonly TestModule[]): { readonly text: string; readonly isExplained: boolean } {
  const byReason = new Map<string, string[]>();
  for (const module of modules) {
    for (const test of module.children.allTests('skipped')) {
      const needed = missing(test).toSorted();
      const why = needed.length > 0 ? `needs ${needed.join(' and ')}` : noReason;
      byReason.set(why, [...(byReason.get(why) ?? []), `    ${module.relativeModuleId} › ${test.fullName}`]);
    }
  }
  const count = [...byReason.values()].flat().length;
  const lines = [...byReason].flatMap(([why, names]) => [`  ${why} (${names.length}):`, ...names]);
  const text = count === 0 ? 'Left out: nothing.' : [`Left out, ${count} tests:`, ...lines].join('\n');
  return { text, isExplained: !byReason.has(noReason) };
}

const noReason = 'nobody says why';

/** Prints the list at the end of `npm run test:hosted`. Called with `new`, as vitest does with a reporter. */
export default function createReporter(): Reporter {
  return {
    onTestRunEnd(modules) {
      const { text, isExplained } = listLeftOut(modules);
      process.stdout.write(`\n${text}\n`);
      if (!isExplained) process.exitCode = 1;
    },
  };
}
