import { createMemo, createSignal, createUniqueId, For, Show, Suspense } from 'solid-js';
import { PteroError } from '#core/errors/ptero-error.ts';
import { horizons, type PropertyFilter, type ScenarioDefinition } from '#core/scenario/definition.ts';
import { type DefinitionProblem, validateDefinition } from '#core/scenario/validate-definition.ts';
import { isReadOnly } from '../billing/read-only.ts';
import { describeError } from '../describe-error.ts';
import { useApp } from '../kit/app-context.ts';
import { Button } from '../kit/button.tsx';
import { Combobox } from '../kit/combobox.tsx';
import { formatNoun, formatSpan } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { useNavigation } from '../kit/navigation.ts';
import { later } from '../kit/later.tsx';

const ReadOnlyNote = later(() => import('../billing/read-only-note.tsx').then((module) => module.ReadOnlyNote));
const FilterFields = later(() =>
  import('../scenario/question/filter-fields.tsx').then((module) => module.FilterFields),
);

/** Asks a new question: two events, and Explore. Filters and horizon are there for who wants them. */
export function NewScenario() {
  const app = useApp();
  const navigation = useNavigation();
  const id = createUniqueId();
  const [start, setStart] = createSignal<string | null>(null);
  const [target, setTarget] = createSignal<string | null>(null);
  const [startFilters, setStartFilters] = createSignal<readonly PropertyFilter[]>([]);
  const [targetFilters, setTargetFilters] = createSignal<readonly PropertyFilter[]>([]);
  const [horizonMs, setHorizonMs] = createSignal<number | null>(null);
  const [filtering, setFiltering] = createSignal(false);
  const [problems, setProblems] = createSignal<readonly DefinitionProblem[]>([]);
  const [fault, setFault] = createSignal<PteroError | null>(null);

  const options = createMemo(() =>
    (app.projects.catalogue()?.events ?? [])
      .filter((event) => !event.bookkeeping)
      .toSorted((a, b) => b.users - a.users)
      .map((event) => ({ value: event.name, detail: formatNoun(event.users, 'person', 'people') })),
  );
  const problem = (field: DefinitionProblem['field']) => problems().find((one) => one.field === field)?.words;
  const definition = (): ScenarioDefinition => ({
    start: { event: start() ?? '', filters: startFilters() },
    target: { event: target() ?? '', filters: targetFilters() },
    horizonMs: horizonMs(),
    hiddenEvents: [],
    keepOutliers: false,
  });

  const explore = async (event: SubmitEvent) => {
    event.preventDefault();
    if (isReadOnly(app)) return;
    const asked = definition();
    const found = validateDefinition(asked, app.eventNames.listed()?.map((known) => known.name) ?? null);
    setProblems(found);
    setFault(null);
    if (found.length > 0) return;
    try {
      const scenario = await app.scenarios.create(asked);
      await app.scenarios.update(scenario.id, { openedAt: Date.now() });
      const run = app.scenarios.run(scenario.id);
      if (run.kind !== 'idle' || run.result === null || run.stale) app.scenarios.explore(scenario.id);
      navigation.go(`/scenario/${scenario.id}`);
    } catch (cause) {
      setFault(PteroError.from(cause));
    }
  };
  const change =
    <T,>(set: (value: T) => unknown) =>
    (value: T) => {
      setProblems([]);
      set(value);
    };

  return (
    <form class="new" aria-label="New scenario" onSubmit={(event) => void explore(event)} noValidate>
      <div class="new-ends">
        <span>What leads from</span>
        <Combobox
          label="Start event"
          placeholder="Choose a start event"
          options={options()}
          value={start()}
          onChange={change(setStart)}
          errorId={problem('start') ? `${id}-start` : undefined}
        />
        <span>to</span>
        <Combobox
          label="Target event"
          placeholder="Choose a target event"
          options={options()}
          value={target()}
          onChange={change(setTarget)}
          errorId={problem('target') ? `${id}-target` : undefined}
        />
        <Button
          type="submit"
          kind="first"
          large
          aria-disabled={isReadOnly(app) ? 'true' : undefined}
          aria-describedby={isReadOnly(app) ? `${id}-plan` : undefined}
        >
          Explore
        </Button>
      </div>
      <Show when={isReadOnly(app)}>
        <ReadOnlyNote id={`${id}-plan`} what="Nothing new can be asked" />
      </Show>
      <Show when={problems().length > 0 || fault()}>
        <div class="new-problems" role="alert">
          <For each={problems()}>
            {(one) => (
              <p class="fault" id={`${id}-${one.field}`}>
                <Icon name="warning" size={14} />
                <span dir="auto">{one.words}</span>
              </p>
            )}
          </For>
          <Show when={fault()}>{(error) => <p class="fault">{describeError(error())}</p>}</Show>
        </div>
      </Show>
      <div class="new-more">
        <label for={`${id}-horizon`}>Horizon</label>
        <select
          id={`${id}-horizon`}
          class="quiet-select"
          onChange={(event) =>
            change(setHorizonMs)(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))
          }
        >
          <option value="">Chosen from the data</option>
          <For each={horizons}>{(horizon) => <option value={horizon}>within {formatSpan(horizon)}</option>}</For>
        </select>
        <button
          type="button"
          class="new-filter"
          aria-expanded={filtering()}
          onClick={() => setFiltering((open) => !open)}
        >
          <Icon name="filter" size={14} /> Filters
          <Show when={startFilters().length + targetFilters().length}>{(count) => <b class="num">{count()}</b>}</Show>
        </button>
      </div>
      <Show when={filtering()}>
        <Suspense>
          <div class="new-filters">
            <div>
              <p class="new-filter-title">Only when the start event has</p>
              <FilterFields
                of="start"
                event={start() ?? ''}
                filters={startFilters()}
                onChange={change(setStartFilters)}
              />
            </div>
            <div>
              <p class="new-filter-title">Only when the target event has</p>
              <FilterFields
                of="target"
                event={target() ?? ''}
                filters={targetFilters()}
                onChange={change(setTargetFilters)}
              />
            </div>
          </div>
        </Suspense>
      </Show>
    </form>
  );
}
