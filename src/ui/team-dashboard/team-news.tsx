import { For, Show } from 'solid-js';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { SharedState } from '#state/shared/shared-state.ts';
import { useApp } from '../kit/app-context.ts';
import { Button } from '../kit/button.tsx';
import { FileButton } from '../kit/file-button.tsx';
import { formatMoment, formatNoun } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { showToast } from '../kit/toast.tsx';
import { useFileIntake } from '../shell/file-intake.ts';
import { describeTeamError } from '../team/describe-team-error.ts';
import './team-dashboard.css';

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
/** "at 14:02", "yesterday". */
const since = (at: number): string => {
  const moment = formatMoment(at, Date.now());
  return moment === 'just now' || moment.startsWith('today') ? `at ${time.format(at)}` : moment;
};

/** Above a team's lists: that they are of an earlier moment, what became of one's own changes, and projects without events. */
export function TeamNews() {
  const app = useApp();
  return <Show when={app.team?.()?.shared}>{(shared) => <News shared={shared()} />}</Show>;
}

function News(props: { shared: SharedState }) {
  const app = useApp();
  const intake = useFileIntake();
  const shared = () => props.shared;
  return (
    <div class="team-news">
      <Show when={shared().error()}>
        {(error) => (
          <div class="notice bad">
            <p role="alert">{describeTeamError(error())}</p>
          </div>
        )}
      </Show>
      <Show when={shared().seenAt()}>
        {(at) => (
          <div class="notice">
            <p role="status">
              Showing what was there {since(at())}.
              <Show when={shared().waiting() > 0}>
                {' '}
                {formatNoun(shared().waiting(), 'change')} of yours will be sent as soon as there is a network.
              </Show>
            </p>
          </div>
        )}
      </Show>
      <Show when={shared().told().length > 0}>
        <div class="notice warn" role="alert">
          <ul>
            <For each={shared().told()}>{(words) => <li dir="auto">{words}</li>}</For>
          </ul>
          <Button onClick={() => shared().dismissTold()}>Close</Button>
        </div>
      </Show>
      <Show when={app.projects.list()?.length === 0 && shared().projects().length === 0}>
        <div class="team-events">
          <p>To ask questions of your own, import events. They stay in this browser; your team sees answers only.</p>
          <FileButton kind="first" onFiles={intake.offer}>
            <Icon name="upload" /> Open an export file
          </FileButton>
        </div>
      </Show>
      <For
        each={shared()
          .projects()
          .filter(({ id }) => shared().localOf(id) === null)}
      >
        {(project) => <EventsElsewhere shared={shared()} id={project.id} name={project.name} />}
      </For>
    </div>
  );
}

/** A project whose events are in other browsers: its answers can be read; to ask anew, its events must be here. */
function EventsElsewhere(props: { shared: SharedState; id: string; name: string }) {
  const app = useApp();
  const intake = useFileIntake();
  const candidates = () => app.projects.list() ?? [];
  const link = (localId: string) =>
    props.shared
      .link(localId, props.id)
      .catch((cause: unknown) => showToast(describeTeamError(PteroError.from(cause))));
  return (
    <div class="team-events small">
      <p>
        The events of <bdi>{props.name}</bdi> are not in this browser: its answers can be read, not refreshed.
      </p>
      <Show
        when={candidates().length > 0}
        fallback={
          <FileButton onFiles={intake.offer}>
            <Icon name="upload" size={14} /> Import them
          </FileButton>
        }
      >
        <select
          class="quiet-select"
          aria-label={`Project of this browser with the events of ${props.name}`}
          onChange={(event) => event.currentTarget.value && void link(event.currentTarget.value)}
        >
          <option value="">Choose the project that has them</option>
          <For each={candidates()}>{(project) => <option value={project.id}>{project.name}</option>}</For>
        </select>
      </Show>
    </div>
  );
}
