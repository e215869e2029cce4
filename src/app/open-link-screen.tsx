import { useLocation } from '@solidjs/router';
import { createEffect, createSignal, on, Show } from 'solid-js';
import { PteroError } from '#core/errors/ptero-error.ts';
import { namesBehind } from '#core/scenario/event-names.ts';
import { scenarioTitle } from '#core/scenario/scenario-title.ts';
import { decodeShareLink } from '#core/scenario/share-link.ts';
import { validateDefinition } from '#core/scenario/validate-definition.ts';
import { describeError } from '#ui/describe-error.ts';
import { useApp } from '#ui/kit/app-context.ts';
import { useNavigation } from '#ui/kit/navigation.ts';
import { useScreenTitle } from '#ui/kit/screen-title.ts';

/** Opens a shared link: the same question, asked of the project of that name, or of the current one. */
export function OpenLinkScreen() {
  const app = useApp();
  const navigation = useNavigation();
  const location = useLocation();
  const shared = () => decodeShareLink(location.search);
  const problems = () => {
    const link = shared();
    return link ? validateDefinition(link.definition, null).map((problem) => problem.words) : [];
  };
  let opened = false;
  const [missing, setMissing] = createSignal<readonly string[]>([]);
  const [error, setError] = createSignal<PteroError | null>(null);
  useScreenTitle(() => 'Shared scenario');

  const project = () => {
    const list = app.projects.list();
    return list?.find((one) => one.name === shared()?.projectName) ?? app.projects.current();
  };
  const ready = () => {
    const catalogue = app.projects.catalogue();
    return catalogue && catalogue.projectId === project()?.id && app.scenarios.list() ? catalogue : undefined;
  };

  createEffect(() => {
    const wanted = project();
    if (wanted && shared() && wanted.id !== app.projects.current()?.id) app.projects.select(wanted.id);
  });
  createEffect(
    on(ready, (catalogue) => {
      const link = shared();
      if (!catalogue || !link || opened || problems().length > 0) return;
      const listed = app.eventNames.listed() ?? [];
      const known = new Set(listed.flatMap(({ name, members }) => [name, ...members.map((member) => member.name)]));
      const { start, target, mergedEvents } = link.definition;
      const absent = [start.event, target.event].filter((name) =>
        namesBehind(mergedEvents, name).every((one) => !known.has(one)),
      );
      setMissing(absent);
      if (absent.length > 0) return;
      opened = true;
      void app.scenarios.create(link.definition).then(
        (scenario) => {
          const run = app.scenarios.run(scenario.id);
          if (run.kind === 'idle' && (run.result === null || run.stale)) app.scenarios.explore(scenario.id);
          navigation.go(`/scenario/${scenario.id}`);
        },
        (cause: unknown) => setError(PteroError.from(cause)),
      );
    }),
  );

  const title = () => {
    const link = shared();
    return link ? scenarioTitle(link.definition) : 'A shared scenario';
  };
  const words = () => {
    const link = shared();
    if (!link) return 'This link is not complete. Ask for it again, or make the scenario yourself.';
    if (problems().length > 0)
      return `The question in this link cannot be answered. ${problems().join(' ')} Ask for the link again, or make the scenario yourself.`;
    if (app.projects.list()?.length === 0)
      return 'This browser has no data yet. Links carry the question only, never events: open your own export first, then the link again.';
    if (missing().length > 0) {
      return `There is no event ${missing()
        .map((name) => `“${name}”`)
        .join(
          ' and no event ',
        )} in ${project()?.name ?? 'this project'}. Switch to the project it belongs to, or import it, then open the link again.`;
    }
    const fault = error() ?? app.projects.error();
    return fault ? describeError(fault) : null;
  };

  return (
    <div class="screen narrow" aria-busy={words() === null}>
      <h1 dir="auto">{title()}</h1>
      <Show when={words()} fallback={<p class="small">Opening the scenario…</p>}>
        {(text) => (
          <p role="alert" dir="auto">
            {text()} <a href="/">Go home</a>
          </p>
        )}
      </Show>
    </div>
  );
}
