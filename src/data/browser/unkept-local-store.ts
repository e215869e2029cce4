import type { LocalStore, SavedResult, SavedScenario } from '#contract/saved.ts';

/** Scenarios, results and settings of a window that can keep nothing: gone when it closes, seen by no other. */
export function createUnkeptLocalStore(): LocalStore {
  const scenarios = new Map<string, SavedScenario>();
  const results = new Map<string, SavedResult>();
  const settings = new Map<string, unknown>();
  return {
    scenarios: async () => [...scenarios.values()],
    async putScenario(scenario) {
      scenarios.set(scenario.id, structuredClone(scenario));
    },
    async removeScenario(id) {
      scenarios.delete(id);
      results.delete(id);
    },
    result: async (scenarioId) => results.get(scenarioId)?.result ?? null,
    results: async () => [...results.values()],
    async putResult(saved) {
      results.set(saved.scenarioId, structuredClone(saved));
    },
    setting: async <T>(key: string) => (settings.get(key) ?? null) as T | null,
    async putSetting(key, value) {
      settings.set(key, structuredClone(value));
    },
    async removeSetting(key) {
      settings.delete(key);
    },
    onChange: () => () => undefined,
  };
}
