import { createMemo, createSignal, For, Match, Show, Switch } from 'solid-js';
import type { UsageFacts } from '#contract/usage.ts';
import type { CountingRule } from '#core/metering/counting-rules.ts';
import { usageToCsv } from '#core/metering/usage-csv.ts';
import { createUsage } from '#state/billing/create-usage.ts';
import { describeError } from '../../describe-error.ts';
import { useApp } from '../../kit/app-context.ts';
import { Button } from '../../kit/button.tsx';
import { createAnswer } from '../../kit/create-answer.ts';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Icon } from '../../kit/icon.tsx';
import { saveText } from '../../kit/save-text.ts';
import { useScreenTitle } from '../../kit/screen-title.ts';
import { Skeleton } from '../../kit/skeleton.tsx';
import { UsageFigures } from './usage-figures.tsx';
import { UsageGraph } from './usage-graph.tsx';
import { UsageProjects } from './usage-projects.tsx';
import { UsageRise } from './usage-rise.tsx';
import { UsageRules } from './usage-rules.tsx';
import { countsOf, serverCounts, type UsageScope } from './usage-scope.ts';
import './usage.css';
import './usage-rise.css';

const DAY_MS = 86_400_000;

/** How many people a product has in a month, as Ptero and others count them, and why it changed. */
export function UsageSection(props: { /** A part of a page that has its own title. */ isWithin?: boolean }) {
  const app = useApp();
  if (!props.isWithin) useScreenTitle(() => 'Usage');
  const usage = createUsage({
    store: app.store,
    projects: app.projects,
    isRemote: (id) => app.sources?.isRemote(id) ?? false,
    team: () => app.team?.(),
  });
  const team = () => app.team?.();
  const workspace = () => team()?.workspaces.current() ?? null;
  const [chosen, setChosen] = createSignal<UsageScope | null>(null);
  const [rule, setRule] = createSignal<CountingRule>('ptero');
  const projects = () => usage.projects();
  const connected = createMemo(() => (projects() ?? []).filter(({ id }) => usage.sharedOf(id) !== null));
  const scope = createMemo((): UsageScope => {
    const wanted = chosen();
    const isThere = (id: string) => projects()?.some((project) => project.id === id);
    if (wanted === 'workspace' && connected().length > 0) return wanted;
    if (wanted === 'all' || (typeof wanted === 'object' && wanted && isThere(wanted.projectId))) return wanted;
    if (connected().length > 0) return 'workspace';
    const current = app.projects.current()?.id;
    return current && isThere(current) ? { projectId: current } : 'all';
  });
  const ids = createMemo(() => (scope() === 'workspace' ? connected() : (projects() ?? [])).map(({ id }) => id));
  const upTo = Math.floor(Date.now() / DAY_MS) + 1;
  const question = createMemo(() => {
    const list = projects();
    if (list === undefined || list.length === 0) return null;
    const counted = usage.counted(ids());
    // The events themselves are part of the question.
    return { counted, prints: list.map(({ fingerprint }) => fingerprint) };
  });
  const facts = createAnswer(question, ({ counted }, signal) => usage.facts(counted, upTo, signal));
  const counts = () => {
    const known = facts().value;
    return known && countsOf(known, scope());
  };
  const server = createMemo(() => serverCounts(team()?.mixpanel?.counts() ?? [], scope(), usage.sharedOf));
  const nameOf = (id: string) => projects()?.find((project) => project.id === id)?.name ?? '';
  const pick = (value: string) =>
    setChosen(value === 'workspace' || value === 'all' ? value : { projectId: value.slice(1) });
  const valueOf = (one: UsageScope) => (typeof one === 'object' ? `:${one.projectId}` : one);

  const csv = (known: UsageFacts) => {
    const shared = (name: string) =>
      usage.sharedOf(known.byProject.find(({ projectId }) => nameOf(projectId) === name)?.projectId ?? '');
    const all = team()?.mixpanel?.counts() ?? [];
    const byDay = new Map(all.map((one) => [one.day, one]));
    saveText(
      'ptero-usage.csv',
      usageToCsv(
        [
          { project: null, counts: known.all },
          ...known.byProject.map(({ projectId, counts: own }) => ({ project: nameOf(projectId), counts: own })),
        ],
        known.firstDay,
        (project, day) => {
          const found = byDay.get(day);
          if (!found) return null;
          if (project === null) return scope() === 'workspace' ? found.users : null;
          return found.byProject[shared(project) ?? ''] ?? null;
        },
      ),
      'text/csv;charset=utf-8',
    );
  };

  return (
    <div class="usage" aria-busy={facts().isWaiting || projects() === undefined}>
      <header class="usage-head">
        <Show when={props.isWithin} fallback={<h1>Usage</h1>}>
          <h2>Usage</h2>
        </Show>
        <Show when={facts().value}>
          {(known) => (
            <Button disabled={known().lastDay < known().firstDay} onClick={() => csv(known())}>
              <Icon name="download" size={15} /> Download CSV
            </Button>
          )}
        </Show>
      </header>
      <p class="small settings-lead">
        How many people use your product in a month, counted in this browser from the events that are here.{' '}
        <a href="/help/usage">How counting works</a>
      </p>
      <Switch
        fallback={
          <>
            <Show when={(projects()?.length ?? 0) > 1}>
              <label class="usage-scope">
                <span class="small">People of</span>
                <select
                  class="select"
                  dir="auto"
                  aria-label="People of"
                  value={valueOf(scope())}
                  onChange={(event) => pick(event.currentTarget.value)}
                >
                  <Show when={connected().length > 0}>
                    <option value="workspace">{workspace()?.name ?? 'This workspace'}: all connected projects</option>
                  </Show>
                  <option value="all">All projects in this browser</option>
                  <For each={projects()}>{(project) => <option value={`:${project.id}`}>{project.name}</option>}</For>
                </select>
              </label>
            </Show>
            <Show when={usage.left().length > 0}>
              <p class="small quiet usage-left" dir="auto">
                Not counted here:{' '}
                {usage
                  .left()
                  .map(({ name }) => name)
                  .join(', ')}
                . Their events are on a server of yours, or damaged.
              </p>
            </Show>
            <Show when={facts().error}>
              {(error) => (
                <p class="fault" role="alert">
                  {describeError(error())}
                </p>
              )}
            </Show>
            <Show when={counts()} fallback={<Show when={!facts().error}>{<UsageWaiting />}</Show>}>
              {(known) => (
                <Show
                  when={known().ptero.length > 0}
                  fallback={
                    <EmptyState title="Nobody to count">
                      There are only bookkeeping events here, such as <code>$identify</code>, or events of the future.
                    </EmptyState>
                  }
                >
                  <UsageFigures
                    rule={rule()}
                    users={known()[rule()].at(-1) ?? 0}
                    day={facts().value?.lastDay ?? 0}
                    server={server()}
                    isShared={scope() === 'workspace' || server().size > 0}
                  />
                  <UsageRules counts={known()} value={rule()} onChange={setRule} />
                  <UsageGraph
                    rule={rule()}
                    users={known()[rule()]}
                    first={facts().value?.firstDay ?? 0}
                    server={rule() === 'ptero' ? server() : new Map()}
                  />
                  <Show when={typeof scope() === 'string' && (facts().value?.byProject.length ?? 0) > 1}>
                    <UsageProjects
                      rule={rule()}
                      total={known()[rule()].at(-1) ?? 0}
                      parts={(facts().value?.byProject ?? []).map(({ projectId, counts: own }) => ({
                        name: nameOf(projectId),
                        users: own[rule()].at(-1) ?? 0,
                      }))}
                    />
                  </Show>
                  <UsageRise
                    usage={usage}
                    projectIds={scopeIds(scope(), ids())}
                    first={facts().value?.firstDay ?? 0}
                    last={facts().value?.lastDay ?? 0}
                    print={String(question()?.prints)}
                  />
                </Show>
              )}
            </Show>
          </>
        }
      >
        <Match when={projects() === undefined}>
          <UsageWaiting />
        </Match>
        <Match when={projects()?.length === 0}>
          <EmptyState
            title="Nothing to count yet"
            action={
              <a class="button" href={app.team ? '/connect' : '/'}>
                {app.team ? 'Connect Mixpanel' : 'Open an export file'}
              </a>
            }
          >
            {usage.left().length > 0
              ? 'The events of your projects are on a server of yours, or damaged. Users are counted from events in this browser.'
              : 'Users are counted from events in this browser. Bring some in, and their number stands here.'}
          </EmptyState>
        </Match>
      </Switch>
    </div>
  );
}

const scopeIds = (scope: UsageScope, ids: readonly string[]) => (typeof scope === 'object' ? [scope.projectId] : ids);

function UsageWaiting() {
  return (
    <div class="usage-waiting" aria-hidden="true">
      <Skeleton width="60%" height="56px" />
      <Skeleton height="232px" />
      <Skeleton height="228px" />
    </div>
  );
}
