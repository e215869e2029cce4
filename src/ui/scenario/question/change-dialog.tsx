import { createMemo, createSignal, createUniqueId, For, Show, untrack } from 'solid-js';
import type { SavedScenario } from '#contract/saved.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { horizons, type ScenarioEvent } from '#core/scenario/definition.ts';
import { validateDefinition } from '#core/scenario/validate-definition.ts';
import { ReadOnlyNote } from '../../billing/read-only-note.tsx';
import { isReadOnly } from '../../billing/read-only.ts';
import { describeError } from '../../describe-error.ts';
import { useApp } from '../../kit/app-context.ts';
import { Button } from '../../kit/button.tsx';
import { Combobox } from '../../kit/combobox.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { formatCount, formatSpan } from '../../kit/format.ts';
import styles from './change-dialog.module.css';
import { FilterFields } from './filter-fields.tsx';

export interface ChangeDialogProps {
  scenario: SavedScenario;
  open: boolean;
  onClose: () => void;
}

/** Changes what a scenario asks, then asks it. */
export function ChangeDialog(props: ChangeDialogProps) {
  return (
    <Dialog open={props.open} onClose={() => props.onClose()} title="Change the question" wide>
      <ChangeForm scenario={props.scenario} onClose={() => props.onClose()} />
    </Dialog>
  );
}

function ChangeForm(props: Omit<ChangeDialogProps, 'open'>) {
  const app = useApp();
  const id = createUniqueId();
  const before = untrack(() => props.scenario);
  const [name, setName] = createSignal(before.name ?? '');
  const [draft, setDraft] = createSignal(before.definition);
  const [fault, setFault] = createSignal<string | null>(null);
  const setHorizon = (value: string) => setDraft((now) => ({ ...now, horizonMs: value === '' ? null : Number(value) }));
  const setKeep = (keepOutliers: boolean) => setDraft((now) => ({ ...now, keepOutliers }));
  const setEnd = (end: 'start' | 'target', patch: Partial<ScenarioEvent>) =>
    setDraft((now) => ({ ...now, [end]: { ...now[end], ...patch } }));

  const events = createMemo(() => {
    const known = (app.projects.catalogue()?.events ?? [])
      .filter((event) => !event.bookkeeping)
      .map((event) => ({ value: event.name, detail: `${formatCount(event.users)} people` }));
    // What is asked now stays on the list, even before the catalogue is there.
    const asked = [before.definition.start.event, before.definition.target.event].filter((name) =>
      known.every((event) => event.value !== name),
    );
    return [...known, ...asked.map((value) => ({ value }))];
  });
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (isReadOnly(app, before)) return;
    const problem = validateDefinition(draft(), app.eventNames.listed()?.map((known) => known.name) ?? null)[0];
    if (problem) {
      setFault(problem.words);
      return;
    }
    try {
      await app.scenarios.update(props.scenario.id, { name: name().trim() || null, definition: draft() });
      app.scenarios.explore(props.scenario.id);
      props.onClose();
    } catch (cause) {
      setFault(describeError(PteroError.from(cause)));
    }
  };

  return (
    <form class={styles.form} onSubmit={save} noValidate>
      <div class={styles.ends}>
        <div class="field">
          <span class="label">Start event</span>
          <Combobox
            label="Start event"
            options={events()}
            value={draft().start.event}
            onChange={(value) => setEnd('start', { event: value ?? '' })}
          />
          <FilterFields
            of="start"
            event={draft().start.event}
            filters={draft().start.filters}
            onChange={(filters) => setEnd('start', { filters })}
          />
        </div>
        <div class="field">
          <span class="label">Target event</span>
          <Combobox
            label="Target event"
            options={events()}
            value={draft().target.event}
            onChange={(value) => setEnd('target', { event: value ?? '' })}
          />
          <FilterFields
            of="target"
            event={draft().target.event}
            filters={draft().target.filters}
            onChange={(filters) => setEnd('target', { filters })}
          />
        </div>
      </div>
      <div class={styles.ends}>
        <div class="field">
          <label for={`${id}-horizon`}>Horizon</label>
          <select
            id={`${id}-horizon`}
            class="select"
            value={draft().horizonMs === null ? '' : String(draft().horizonMs)}
            onChange={(event) => setHorizon(event.currentTarget.value)}
          >
            <option value="">The time that holds most conversions</option>
            <For each={horizons}>
              {(horizon) => <option value={String(horizon)}>within {formatSpan(horizon)}</option>}
            </For>
          </select>
        </div>
        <div class="field">
          <label for={`${id}-name`}>Name (optional)</label>
          <input
            id={`${id}-name`}
            class="input"
            dir="auto"
            maxLength={120}
            value={name()}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </div>
      </div>
      <label class={styles.check}>
        <input
          type="checkbox"
          checked={draft().keepOutliers}
          onChange={(event) => setKeep(event.currentTarget.checked)}
        />
        Count people who look like bots or share an id
      </label>
      <Show when={fault()}>
        {(words) => (
          <p class="fault" role="alert">
            {words()}
          </p>
        )}
      </Show>
      <Show when={isReadOnly(app, before)}>
        <ReadOnlyNote id={`${id}-plan`} what="The question cannot be changed" />
      </Show>
      <footer class={styles.footer}>
        <Button onClick={() => props.onClose()}>Keep as it is</Button>
        <Button
          type="submit"
          kind="first"
          aria-disabled={isReadOnly(app, before) ? 'true' : undefined}
          aria-describedby={isReadOnly(app, before) ? `${id}-plan` : undefined}
        >
          Explore
        </Button>
      </footer>
    </form>
  );
}
