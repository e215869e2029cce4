import { createMemo, createSignal, For, Show } from 'solid-js';
import { type ScenarioColour, scenarioColours } from '#core/scenario/definition.ts';
import { useApp } from '../kit/app-context.ts';
import { EmptyState } from '../kit/empty-state.tsx';
import { formatNoun } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { later } from '../kit/later.tsx';
import { useScreenTitle } from '../kit/screen-title.ts';
import { Skeleton } from '../kit/skeleton.tsx';
import { CardSection } from './card-section.tsx';
import { colourNames } from './colour-names.ts';
import { DamagedProject } from './damaged-project.tsx';
import { NewScenario } from './new-scenario.tsx';
import { filterCards, groupCards } from './sort-cards.ts';
import './dashboard.css';
import './cards.css';

const FEW = 6;
const TeamNews = later(() => import('../team-dashboard/team-news.tsx').then((module) => module.TeamNews));
const TeamLists = later(() => import('../team-dashboard/team-lists.tsx').then((module) => module.TeamLists));

/** New scenario, and those there are: pinned, recent, suggested. */
export function DashboardScreen() {
  const app = useApp();
  const [typed, setTyped] = createSignal('');
  const [colour, setColour] = createSignal<ScenarioColour | null>(null);
  const now = Date.now();
  const project = () => app.projects.current();
  const workspace = () => app.team?.()?.workspaces.current() ?? null;
  useScreenTitle(() => workspace()?.name ?? project()?.name ?? 'Scenarios');

  const all = () => app.scenarios.list() ?? [];
  const colours = createMemo(() => scenarioColours.filter((one) => all().some((scenario) => scenario.colour === one)));
  const found = createMemo(() => filterCards(all(), typed(), colour()));
  const groups = createMemo(() => groupCards(found()));

  return (
    <div class="screen dashboard">
      <h1 class="visually-hidden">
        Scenarios of <bdi>{workspace()?.name ?? project()?.name}</bdi>
      </h1>
      <Show when={project()?.health !== 'damaged'} fallback={<DamagedProject project={project()} withDelete />}>
        <Show when={project() || !workspace()}>
          <NewScenario />
        </Show>
        <Show when={workspace()}>
          <TeamNews />
        </Show>
        <Show when={all().length > FEW}>
          <div class="card-search">
            <label class="card-find">
              <Icon name="search" size={14} />
              <span class="visually-hidden">Search scenarios</span>
              <input
                type="search"
                placeholder="Search scenarios"
                value={typed()}
                onInput={(event) => {
                  setTyped(event.currentTarget.value);
                  void app.team?.()?.shared?.loadAll();
                }}
              />
            </label>
            <select
              class="quiet-select"
              aria-label="Colour"
              onChange={(event) =>
                setColour(
                  (scenarioColours.find((one) => one === event.currentTarget.value) ?? null) as ScenarioColour | null,
                )
              }
            >
              <option value="">Every colour</option>
              <For each={colours()}>{(one) => <option value={one}>{colourNames[one]}</option>}</For>
            </select>
          </div>
        </Show>
        <Show when={workspace() && app.scenarios.list()}>
          <TeamLists scenarios={found()} isFiltered={found().length < all().length} now={now} />
        </Show>
        <Show
          when={!workspace() && app.scenarios.list()}
          fallback={
            <Show when={!app.scenarios.list()}>
              <CardSkeletons />
            </Show>
          }
        >
          <Show when={groups().pinned.length > 0}>
            <CardSection title="Pinned" scenarios={groups().pinned} now={now} />
          </Show>
          <Show when={groups().recent.length > 0}>
            <CardSection title="My recent scenarios" scenarios={groups().recent} now={now} />
          </Show>
          <Show when={groups().suggested.length > 0}>
            <CardSection
              title="Suggested"
              note="Ptero’s proposals from your events"
              scenarios={groups().suggested}
              now={now}
            />
          </Show>
          <Show when={all().length === 0}>
            <EmptyState title="No scenario yet">
              Choose the event where people start and the one you hope they reach, then Explore.
            </EmptyState>
          </Show>
          <Show when={all().length > 0 && found().length === 0}>
            <EmptyState title="No scenario matches">Search for other words, or show every colour.</EmptyState>
          </Show>
        </Show>
        <p class="dashboard-foot small quiet" aria-live="polite">
          <Show
            when={app.suggestions.progress()}
            fallback="Everything is computed on this computer; events never leave it."
          >
            {(progress) => (
              <>
                Answering suggested scenarios in the background: {progress().done} of{' '}
                {formatNoun(progress().total, 'scenario')} done.
              </>
            )}
          </Show>
        </p>
      </Show>
    </div>
  );
}

function CardSkeletons() {
  return (
    <section aria-busy="true" aria-label="Scenarios are loading">
      <div class="section">
        <Skeleton width="160px" height="22px" />
      </div>
      <ul class="cards">
        <For each={[0, 1, 2]}>
          {() => (
            <li class="card">
              <Skeleton width="5px" height="36px" />
              <Skeleton width="60%" />
              <Skeleton width="80px" />
              <Skeleton width="80%" />
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}
