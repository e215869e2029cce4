import { createSignal, createUniqueId } from 'solid-js';
import type { SavedScenario } from '#contract/saved.ts';
import { scenarioTitle } from '#core/scenario/scenario-title.ts';
import { useApp } from '../kit/app-context.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';

/** Asks for a scenario's own name. An empty one brings back "A → B". */
export function RenameScenario(props: { scenario: SavedScenario; onClose: () => void }) {
  const app = useApp();
  const id = createUniqueId();
  const [name, setName] = createSignal(props.scenario.name ?? '');
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    await app.scenarios.update(props.scenario.id, { name: name().trim() || null });
    props.onClose();
  };
  return (
    <Dialog open onClose={() => props.onClose()} title="Rename the scenario">
      <form class="field" onSubmit={(event) => void save(event)}>
        <label for={id}>Name</label>
        <input
          id={id}
          class="input"
          dir="auto"
          maxLength={120}
          placeholder={scenarioTitle(props.scenario.definition)}
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <small>Leave it empty to show the two events.</small>
        <div class="dialog-buttons">
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button type="submit" kind="first">
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
