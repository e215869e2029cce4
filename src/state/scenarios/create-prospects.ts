import { createSignal, type Signal } from 'solid-js';
import type { AnalysisClient } from '#contract/clients.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { ScenariosState } from '../app-state.ts';
import type { ProspectsState, WhoState } from './prospects-state.ts';
import { definitionKey } from './definition-key.ts';

export interface ProspectsDeps {
  readonly analysis: Pick<AnalysisClient, 'who'>;
  readonly scenarios: Pick<ScenariosState, 'byId' | 'run'>;
}

interface Asked {
  /** The answer that it belongs to. */
  readonly key: string | null;
  readonly state: WhoState;
}

const idle: WhoState = { kind: 'idle' };

/** Who is likely to convert next, a scenario at a time, for as long as the page is open. */
export function createProspects({ analysis, scenarios }: ProspectsDeps): ProspectsState {
  const asked = new Map<string, Signal<Asked>>();
  let running: { readonly id: string; readonly controller: AbortController } | null = null;
  const at = (id: string): Signal<Asked> => {
    const known = asked.get(id);
    if (known) return known;
    const made = createSignal<Asked>({ key: null, state: idle });
    asked.set(id, made);
    return made;
  };
  const keyOf = (id: string): string | null => {
    const { result } = scenarios.run(id);
    return result && JSON.stringify([definitionKey(result.definition), result.fingerprint, result.computedAt]);
  };
  const put = (id: string, key: string | null, state: WhoState) => void at(id)[1]({ key, state });
  const cancel = (id: string) => {
    if (running?.id !== id) return;
    running.controller.abort();
    running = null;
    put(id, keyOf(id), { kind: 'cancelled' });
  };

  return {
    of(id) {
      const { key, state } = at(id)[0]();
      return key !== null && key === keyOf(id) ? state : idle;
    },
    cancel,
    find(id) {
      const scenario = scenarios.byId(id);
      const { result } = scenarios.run(id);
      const key = keyOf(id);
      if (!scenario || !result || key === null) return;
      if (running) cancel(running.id);
      const own = { id, controller: new AbortController() };
      running = own;
      const isOurs = () => running === own;
      const say = (state: WhoState) => isOurs() && put(id, key, state);
      say({ kind: 'running', progress: null });
      void analysis
        .who(scenario.projectId, result.definition, {
          signal: own.controller.signal,
          onProgress: (progress) => say({ kind: 'running', progress }),
        })
        .then(
          (prospects) => say({ kind: 'done', prospects }),
          (cause: unknown) => say({ kind: 'failed', error: PteroError.from(cause, 'analysis/failed') }),
        )
        .finally(() => {
          if (isOurs()) running = null;
        });
    },
  };
}
