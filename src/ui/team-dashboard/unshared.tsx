import { createSignal, For, Show } from 'solid-js';
import type { SavedScenario } from '#contract/saved.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { scenarioTitle } from '#core/scenario/scenario-title.ts';
import type { MoveProgress, SharedState } from '#state/shared/shared-state.ts';
import { isReadOnly } from '../billing/read-only.ts';
import { useApp } from '../kit/app-context.ts';
import { Button } from '../kit/button.tsx';
import { formatNoun } from '../kit/format.ts';
import { ProgressBar } from '../kit/progress-bar.tsx';
import { showToast } from '../kit/toast.tsx';
import { describeTeamError } from '../team/describe-team-error.ts';

const AT_FIRST = 5;
const titleOf = (scenario: SavedScenario) => scenario.name ?? scenarioTitle(scenario.definition);

/** Scenarios of this browser that the team does not see, and the way to move them to it. */
export function Unshared(props: { shared: SharedState }) {
  const app = useApp();
  const [progress, setProgress] = createSignal<MoveProgress | null>(null);
  const [shown, setShown] = createSignal(AT_FIRST);
  const own = () => props.shared.unshared() ?? [];
  const fail = (cause: unknown) => showToast(describeTeamError(PteroError.from(cause)));

  const move = async (scenarios: readonly SavedScenario[], words: string) => {
    const workspace = props.shared.workspaceName() ?? '';
    setProgress({ done: 0, total: scenarios.length });
    try {
      const undo = await props.shared.move(
        scenarios.map(({ id }) => id),
        setProgress,
      );
      showToast(`${words} moved to ${workspace}`, { label: 'Undo', run: () => void undo().catch(fail) });
    } catch (cause) {
      fail(cause);
    } finally {
      setProgress(null);
    }
  };
  return (
    <Show when={own().length > 0 || progress()}>
      <section aria-label="Only in this browser" class="unshared">
        <div class="section">
          <h2>Only in this browser</h2>
          <span class="small">
            Of <bdi>{app.projects.current()?.name}</bdi>;{' '}
            {isReadOnly(app) ? 'nothing can be moved while the workspace is read-only' : 'your team does not see these'}
          </span>
        </div>
        <Show when={progress()}>
          {(now) => (
            <ProgressBar
              label="Moving"
              fraction={now().done / now().total}
              valueText={`${now().done} of ${now().total} moved`}
            />
          )}
        </Show>
        <ul>
          <For each={own().slice(0, shown())}>
            {(scenario) => (
              <li>
                <a class="cut" href={`/scenario/${scenario.id}`} dir="auto">
                  {titleOf(scenario)}
                </a>
                <Button
                  disabled={progress() !== null || isReadOnly(app)}
                  aria-label={`Move ${titleOf(scenario)} to the workspace`}
                  onClick={() => void move([scenario], titleOf(scenario))}
                >
                  Move to workspace
                </Button>
              </li>
            )}
          </For>
        </ul>
        <p class="unshared-all">
          <Show when={own().length > shown()}>
            <Button kind="plain" onClick={() => setShown(own().length)}>
              Show all {formatNoun(own().length, 'scenario')}
            </Button>
          </Show>
          <Show when={own().length > 1}>
            <Button
              disabled={progress() !== null || isReadOnly(app)}
              onClick={() => void move(own(), formatNoun(own().length, 'scenario'))}
            >
              Move all {formatNoun(own().length, 'scenario')} to the workspace
            </Button>
          </Show>
        </p>
      </section>
    </Show>
  );
}
