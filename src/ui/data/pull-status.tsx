import { createEffect, createMemo, createSignal, on, Show } from 'solid-js';
import type { PullWait } from '#contract/pull.ts';
import type { ProjectPull } from '#state/mixpanel/pull-state.ts';
import { ReadOnlyNote } from '../billing/read-only-note.tsx';
import { useApp } from '../kit/app-context.ts';
import { Button } from '../kit/button.tsx';
import { createNow } from '../kit/create-now.ts';
import { formatBytes, formatCount, formatMoment, formatNoun } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { Menu, MenuItem } from '../kit/menu.tsx';
import { ProgressBar } from '../kit/progress-bar.tsx';
import { describeTeamError } from '../team/describe-team-error.ts';
import { useTeam } from '../team/use-team.ts';
import '../shell/import.css';
import { cancelledWords, clockWords, leftWords, needsCredentials, tooLargeWords, waitWords } from './pull-words.ts';

/** How the events of a connected project come in, and what can be done about it. */
export function PullStatus(props: { projectId: string; name: string; pull: ProjectPull }) {
  const app = useApp();
  const team = useTeam();
  const now = createNow(() => ['pulling', 'rest'].includes(props.pull.kind));
  const isReadOnly = () => team.billing?.isReadOnly() ?? false;
  const isAdmin = () => team.workspaces.current()?.role === 'admin';
  const fetch = (options?: { everything: boolean }) => team.pull?.start(props.projectId, options);
  const title = () => {
    const { kind, isFirst } = props.pull;
    switch (kind) {
      case 'unbegun':
        return 'Not in this browser yet';
      case 'queued':
        return 'Next in line';
      case 'pulling':
        return isFirst ? 'Bringing in the last six months' : 'Refreshing';
      case 'paused':
        return isFirst ? 'Paused before everything was here' : 'Paused';
      case 'cancelled':
        return isFirst ? 'Cancelled before everything was here' : 'Refresh cancelled';
      case 'elsewhere':
        return 'Another tab is fetching it';
      case 'failed':
        return 'It cannot be fetched';
      default:
        if (isReadOnly()) return 'Not refreshed while read-only';
        return isFirst ? 'Not everything is here' : 'Up to date';
    }
  };
  const reason = () => {
    if (isReadOnly()) return 'This workspace is read-only.';
    return app.online() ? null : 'There is no network just now.';
  };
  const Fetch = (own: { words: string; first?: boolean }) => (
    <Button
      kind={own.first ? 'first' : undefined}
      aria-disabled={reason() ? 'true' : undefined}
      aria-describedby={reason() ? 'pull-reason' : undefined}
      title={reason() ?? undefined}
      onClick={() => !reason() && fetch()}
    >
      <Icon name="refresh" size={14} /> {own.words}
    </Button>
  );
  return (
    <div class="pull-status">
      <h3 class="pull-title" aria-live="polite">
        <i class={`pull-light ${props.pull.kind}`} aria-hidden="true" />
        {title()}
      </h3>
      <Show when={props.pull.kind === 'pulling'}>
        <Pulling pull={props.pull} now={now()} />
      </Show>
      <Show when={props.pull.kind === 'failed' && props.pull.error}>
        {(error) => (
          <p class="fault" role="alert">
            {describeTeamError(error())}
          </p>
        )}
      </Show>
      <p class="small">
        <Show when={props.pull.kind === 'unbegun'}>
          Ptero asks for a week at a time, some 26 of the 60 exports an hour that Mixpanel allows. The newest days come
          first; you can ask questions while the rest is on its way.
        </Show>
        <Show when={props.pull.kind === 'queued'}>One project is fetched at a time; this one follows.</Show>
        <Show when={props.pull.kind === 'elsewhere'}>What comes shows here when it is done.</Show>
        <Show when={props.pull.kind === 'paused'}>What came stays. Nothing is fetched until you say so.</Show>
        <Show when={props.pull.kind === 'cancelled'}>{cancelledWords(props.pull.isFirst, props.pull.days)}</Show>
        <Show when={['rest', 'cancelled', 'paused'].includes(props.pull.kind)}>{tooLargeWords(props.pull.days)}</Show>
        <Show when={props.pull.kind === 'rest' && props.pull.isFirst}>
          Some days failed; they are tried again with the next refresh.
        </Show>
      </p>
      <Show when={props.pull.kind !== 'pulling' && props.pull.pulledAt}>
        {(at) => (
          <p class="small quiet">
            Last refreshed {formatMoment(at(), now())}
            <Show when={props.pull.kind === 'rest' && !isReadOnly()}>; refreshed by itself when you open Ptero</Show>
          </p>
        )}
      </Show>
      <div class="pull-buttons">
        <Show when={props.pull.kind === 'unbegun'}>
          <Fetch words="Fetch the last six months" first />
        </Show>
        <Show when={props.pull.kind === 'pulling' || props.pull.kind === 'queued'}>
          <Button onClick={() => team.pull?.pause(props.projectId)}>Pause</Button>
          <Button onClick={() => team.pull?.cancel(props.projectId)}>Cancel</Button>
        </Show>
        <Show when={props.pull.kind === 'paused'}>
          <Fetch words="Resume" first />
        </Show>
        <Show when={props.pull.kind === 'cancelled' && props.pull.isFirst}>
          <Fetch words="Fetch the missing days" first />
        </Show>
        <Show when={props.pull.kind === 'rest' || (props.pull.kind === 'cancelled' && !props.pull.isFirst)}>
          <Fetch words="Refresh now" />
        </Show>
        <Show when={props.pull.kind === 'failed' || props.pull.kind === 'elsewhere'}>
          <Fetch words="Try again" />
          <Show when={isAdmin() && props.pull.error && needsCredentials(props.pull.error)}>
            <a class="button" href={`/connect/${props.projectId}`}>
              Replace the credentials
            </a>
          </Show>
        </Show>
        <Show
          when={!reason() && ['rest', 'paused', 'cancelled', 'failed'].includes(props.pull.kind) && props.pull.localId}
        >
          <Menu label={`More for ${props.name}`} trigger={<Icon name="more" />}>
            <MenuItem icon="download" onSelect={() => fetch({ everything: true })}>
              Fetch all days anew
            </MenuItem>
            <MenuItem icon="settings" onSelect={() => location.assign('/settings/mixpanel')}>
              Connection
            </MenuItem>
          </Menu>
        </Show>
      </div>
      <Show when={reason() && props.pull.kind !== 'pulling'}>
        <Show
          when={isReadOnly()}
          fallback={
            <p class="small quiet" id="pull-reason">
              {reason()}
            </p>
          }
        >
          <ReadOnlyNote id="pull-reason" what="Nothing new is fetched" />
        </Show>
      </Show>
    </div>
  );
}

/** How far it is, at which pace, and what holds it up. */
function Pulling(props: { pull: ProjectPull; now: number }) {
  const progress = () => props.pull.progress;
  const share = () => {
    const known = progress();
    return known && known.days > 0 ? known.daysDone / known.days : null;
  };
  const began = Date.now();
  const [pace, setPace] = createSignal(0);
  let sample = { at: began, bytes: progress()?.bytes ?? 0 };
  createEffect(
    on(
      () => props.now,
      (now) => {
        const bytes = progress()?.bytes ?? 0;
        if (now - sample.at < 2000) return;
        setPace(Math.max(0, ((bytes - sample.bytes) * 1000) / (now - sample.at)));
        sample = { at: now, bytes };
      },
    ),
  );
  const wait = () => props.pull.wait;
  const left = createMemo(() => {
    const known = progress();
    return known && !wait() ? leftWords(known.daysDone, known.days, props.now - began) : '';
  });
  return (
    <>
      <ProgressBar
        label="Import"
        fraction={share()}
        valueText={progress() ? `${progress()?.daysDone} of ${formatNoun(progress()?.days ?? 0, 'day')}` : 'beginning'}
      />
      <p class="import-facts small num">
        <Show when={progress()} fallback={<span>Beginning…</span>}>
          {(known) => (
            <>
              <span>
                {formatCount(known().daysDone)} of {formatNoun(known().days, 'day')}
              </span>
              <span>{formatBytes(known().bytes)}</span>
              <Show when={pace() > 0 && !wait()}>
                <span>{formatBytes(Math.round(pace()))}/s</span>
              </Show>
              <Show when={left()}>
                <span>{left()}</span>
              </Show>
            </>
          )}
        </Show>
      </p>
      <Show when={wait()}>{(held) => <Wait wait={held()} now={props.now} />}</Show>
    </>
  );
}

function Wait(props: { wait: PullWait; now: number }) {
  const until = () => (props.wait.why === 'offline' ? null : props.wait.untilMs);
  return (
    <div class="notice warn pull-wait">
      <p role="status">{waitWords(props.wait)}</p>
      <Show when={until() !== null}>
        <span class="num pull-clock" role="timer" aria-label="Goes on in">
          {clockWords((until() ?? 0) - props.now)}
        </span>
      </Show>
    </div>
  );
}
