import { createMemo, For, Show } from 'solid-js';
import { dayNumber } from '#core/mixpanel/days.ts';
import { useApp } from '../kit/app-context.ts';
import { createAnswer } from '../kit/create-answer.ts';
import { describeTeamError } from '../team/describe-team-error.ts';
import { TeamGate } from '../team/team-gate.tsx';
import { useTeam } from '../team/use-team.ts';
import { PullCalendar } from './pull-calendar.tsx';
import { PullStatus } from './pull-status.tsx';
import './pull.css';

/** Connected projects of the workspace: the one looked at with its calendar, and those that are not in this browser yet. */
export function ConnectedData(props: { localId: string | null }) {
  return (
    <TeamGate>
      <Connected localId={props.localId} />
    </TeamGate>
  );
}

function Connected(props: { localId: string | null }) {
  const app = useApp();
  const team = useTeam();
  const ids = createMemo(() => (team.pull?.connections() ?? []).map(({ projectId }) => projectId), [], {
    equals: (a, b) => a.join() === b.join(),
  });
  const isHere = (localId: string | null | undefined) =>
    app.projects.list()?.some((project) => project.id === localId) ?? false;
  const current = createMemo(() => ids().find((id) => team.shared?.localOf(id) === props.localId && props.localId));
  const others = createMemo(() => ids().filter((id) => id !== current() && !isHere(team.shared?.localOf(id))));
  const nameOf = (id: string) => team.shared?.projects().find((project) => project.id === id)?.name ?? 'Mixpanel';
  return (
    <>
      <Show when={team.pull?.error()}>
        {(error) => (
          <div class="notice warn pull-error" role="alert">
            <p>{describeTeamError(error())}</p>
          </div>
        )}
      </Show>
      <Show when={current()} keyed>
        {(id) => <One projectId={id} name={nameOf(id)} localId={props.localId} title="Mixpanel" />}
      </Show>
      <For each={others()}>{(id) => <One projectId={id} name={nameOf(id)} localId={null} title={nameOf(id)} />}</For>
    </>
  );
}

function One(props: { projectId: string; name: string; localId: string | null; title: string }) {
  const app = useApp();
  const team = useTeam();
  const pull = () => team.pull?.of(props.projectId);
  const titleId = () => `pull-${props.projectId}`;
  // Days are counted by DuckDB: not while every slice changes them, and not where every day was fetched.
  const answer = createAnswer(
    () => {
      const known = pull();
      const print = app.projects.list()?.find(({ id }) => id === props.localId)?.fingerprint;
      const asks = known && known.kind !== 'pulling' && known.days.some(({ state }) => state === 'waiting');
      return asks && print && props.localId ? { id: props.localId, print } : null;
    },
    ({ id }) => app.store.days(id, null),
  );
  const filed = createMemo(() => new Set((answer().value ?? []).map(({ day }) => dayNumber(day))));
  return (
    <Show when={pull()}>
      {(known) => (
        <section aria-labelledby={titleId()} class="pull">
          <div class="section">
            <h2 id={titleId()} dir="auto">
              {props.title}
            </h2>
            <Show when={known().kind !== 'unbegun' || props.localId}>
              <span class="small">The last 26 weeks, in days of the project</span>
            </Show>
          </div>
          <div class="pull-body">
            <PullStatus projectId={props.projectId} name={props.name} pull={known()} />
            <Show when={known().kind !== 'unbegun' || props.localId}>
              <PullCalendar days={known().days} filed={filed()} />
            </Show>
          </div>
        </section>
      )}
    </Show>
  );
}
