import { PteroError } from '#core/errors/ptero-error.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';
import { shownNames } from '#core/scenario/event-names.ts';
import type { AppState } from '#state/app-state.ts';
import { describeError } from '../../describe-error.ts';
import { showToast } from '../../kit/toast.tsx';

export interface ScenarioActions {
  /** Changes what is asked and asks it at once. */
  redefine(patch: Partial<ScenarioDefinition>): Promise<void>;
  hide(event: string): Promise<void>;
  unhide(event: string): Promise<void>;
}

/** What a reader can do to the scenario `id`. A failure is said in a toast; nothing is thrown. */
export function createScenarioActions(app: AppState, id: string): ScenarioActions {
  const definition = () => app.scenarios.byId(id)?.definition;
  const say = (cause: unknown) => showToast(describeError(PteroError.from(cause)));
  const saved = async (patch: Partial<ScenarioDefinition>) => {
    const now = definition();
    if (!now) return false;
    try {
      await app.scenarios.update(id, { definition: { ...now, ...patch } });
      app.scenarios.explore(id);
      return true;
    } catch (cause) {
      say(cause);
      return false;
    }
  };
  const unhide = async (event: string) => {
    if (app.eventNames.listed()?.some((one) => one.hidden && one.name === event)) {
      try {
        const undo = await app.eventNames.unhide([event]);
        showToast(`${event} is no longer hidden in this project.`, {
          label: 'Undo',
          run: () => void undo().catch(say),
        });
      } catch (cause) {
        say(cause);
        return;
      }
    }
    const shown = shownNames(app.scenarios.effective(id)?.mergedEvents);
    await saved({ hiddenEvents: (definition()?.hiddenEvents ?? []).filter((name) => shown(name) !== event) });
  };

  return {
    async redefine(patch) {
      await saved(patch);
    },
    unhide,
    async hide(event) {
      const hidden = definition()?.hiddenEvents ?? [];
      if (hidden.includes(event)) return;
      if (await saved({ hiddenEvents: [...hidden, event] }))
        showToast(`${event} is hidden. The ranking is worked out without it.`, {
          label: 'Undo',
          run: () => void unhide(event),
        });
    },
  };
}
