import { createSignal, createUniqueId, For, Show } from 'solid-js';
import { profileKind } from '#core/mixpanel/profile-properties.ts';
import type { ProjectProfiles } from '#state/mixpanel/profiles-state.ts';
import { useApp } from '../../kit/app-context.ts';
import { Button } from '../../kit/button.tsx';
import { createNow } from '../../kit/create-now.ts';
import { formatCount, formatNoun } from '../../kit/format.ts';
import { Icon } from '../../kit/icon.tsx';
import { later } from '../../kit/later.tsx';
import { ProgressBar } from '../../kit/progress-bar.tsx';
import { clockWords } from '../../data/pull-words.ts';
import { createDeed } from '../../team/create-deed.tsx';
import { describeTeamError } from '../../team/describe-team-error.ts';
import { useTeam } from '../../team/use-team.ts';
import { profilesWaitWords, stateWords, storedWords } from './profile-words.ts';
import './profiles.css';

const ChooseProfiles = later(() => import('./choose-profiles.tsx').then((module) => module.ChooseProfiles));
/** Chosen properties that are named before the rest is counted. */
const NAMED = 6;

/** User profiles of a connected project: what is chosen, what is here, and what can be done about it. */
export function Profiles(props: { projectId: string; name: string; isAdmin: boolean }) {
  const team = useTeam();
  return (
    <Show when={team.profiles?.of(props.projectId)}>{(profiles) => <Known {...props} profiles={profiles()} />}</Show>
  );
}

function Known(props: { projectId: string; name: string; isAdmin: boolean; profiles: ProjectProfiles }) {
  const app = useApp();
  const team = useTeam();
  const reasonId = createUniqueId();
  const taking = createDeed();
  const [choosing, setChoosing] = createSignal(false);
  const now = createNow(() => props.profiles.kind === 'pulling' || props.profiles.stored !== null);
  const isReadOnly = () => team.billing?.isReadOnly() ?? false;
  const reason = () => {
    if (isReadOnly()) return 'Nothing new is fetched while this workspace is read-only.';
    return app.online() ? null : 'There is no network just now.';
  };
  const Act = (own: { words: string; about: string; first?: boolean; run: () => void }) => (
    <Button
      kind={own.first ? 'first' : undefined}
      aria-label={`${own.about} of ${props.name}`}
      aria-disabled={reason() ? 'true' : undefined}
      aria-describedby={reason() ? reasonId : undefined}
      onClick={() => !reason() && own.run()}
    >
      {own.words}
    </Button>
  );
  const isIdle = () => ['rest', 'waiting', 'failed', 'elsewhere'].includes(props.profiles.kind);
  const chosen = () => props.profiles.chosen;
  const said = () => stateWords(props.profiles);
  return (
    <section class="profiles" aria-label={`User profiles of ${props.name}`}>
      <h2 class="profiles-title">User profiles</h2>
      <Show
        when={chosen().length > 0}
        fallback={
          <p class="small">
            Not fetched. Properties of profiles, such as how somebody first came, can stand beside what people do.
            {props.isAdmin ? '' : ' An admin can choose some.'}
          </p>
        }
      >
        <ul class="profiles-chosen" aria-label="Chosen properties">
          <For each={chosen().slice(0, NAMED)}>
            {(property) => (
              <li title={property}>
                <bdi>{property}</bdi>
                <Show when={profileKind(property) === 'changing'}>
                  <small> today’s value</small>
                </Show>
              </li>
            )}
          </For>
          <Show when={chosen().length > NAMED}>
            <li>and {formatCount(chosen().length - NAMED)} more</li>
          </Show>
        </ul>
      </Show>
      <Show when={props.profiles.stored}>{(stored) => <p class="small num">{storedWords(stored(), now())}</p>}</Show>
      <Show when={said()}>
        <p class="small quiet" role="status">
          {said()}
        </p>
      </Show>
      <Show when={props.profiles.kind === 'pulling'}>
        <Pulling profiles={props.profiles} now={now()} />
      </Show>
      <Show when={props.profiles.kind === 'failed' && props.profiles.error}>
        {(error) => (
          <p class="fault" role="alert">
            <Icon name="warning" size={14} /> {describeTeamError(error())}
          </p>
        )}
      </Show>
      <taking.Fault />
      <div class="profiles-buttons">
        <Show when={props.isAdmin}>
          <Act
            words={chosen().length > 0 ? 'Change' : 'Choose properties'}
            about={chosen().length > 0 ? 'Change the profile properties' : 'Choose profile properties'}
            run={() => setChoosing(true)}
          />
        </Show>
        <Show when={props.profiles.kind === 'pulling' || props.profiles.kind === 'queued'}>
          <Button
            aria-label={`Stop fetching profiles of ${props.name}`}
            onClick={() => team.profiles?.stop(props.projectId)}
          >
            Stop
          </Button>
        </Show>
        <Show when={isIdle() && chosen().length > 0}>
          <Act
            words={props.profiles.kind === 'failed' ? 'Try again' : 'Fetch now'}
            about="Fetch the profiles"
            run={() => team.profiles?.pull(props.projectId)}
          />
        </Show>
        <Show when={props.isAdmin && chosen().length > 0}>
          <Button
            kind="danger"
            disabled={taking.busy()}
            aria-label={`Take the profiles of ${props.name} away`}
            onClick={() => void taking.run(async () => team.profiles?.choose(props.projectId, []))}
          >
            Take away
          </Button>
        </Show>
      </div>
      <Show when={reason()}>
        <p class="small quiet" id={reasonId}>
          {reason()}
        </p>
      </Show>
      <Show when={choosing()}>
        <ChooseProfiles
          projectId={props.projectId}
          name={props.name}
          chosen={chosen()}
          onClose={() => setChoosing(false)}
        />
      </Show>
    </section>
  );
}

function Pulling(props: { profiles: ProjectProfiles; now: number }) {
  const progress = () => props.profiles.progress;
  const share = () => {
    const known = progress();
    return known && known.total > 0 ? known.profiles / known.total : null;
  };
  const words = () => {
    const known = progress();
    return known ? `${formatCount(known.profiles)} of ${formatNoun(known.total, 'profile')}` : 'Beginning…';
  };
  const until = () => {
    const { wait } = props.profiles;
    return wait === null || wait.why === 'offline' ? null : wait.untilMs;
  };
  return (
    <>
      <ProgressBar label="User profiles" fraction={share()} valueText={words()} />
      <p class="small num">{words()}</p>
      <Show when={props.profiles.wait}>
        {(wait) => (
          <div class="notice warn profiles-wait">
            <p role="status">{profilesWaitWords(wait())}</p>
            <Show when={until()}>
              {(moment) => (
                <span class="num" role="timer" aria-label="Goes on in">
                  {clockWords(moment() - props.now)}
                </span>
              )}
            </Show>
          </div>
        )}
      </Show>
    </>
  );
}
