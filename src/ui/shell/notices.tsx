import { type Accessor, createSignal, Show } from 'solid-js';
import { describeError } from '../describe-error.ts';
import { useApp } from '../kit/app-context.ts';
import { Button } from '../kit/button.tsx';
import { later as fetchLater } from '../kit/later.tsx';

const TeamNotices = fetchLater(() => import('../team/team-notices.tsx').then((module) => module.TeamNotices));

/** A newer version that waits for the reader's word. */
export interface UpdateNotice {
  readonly updateReady: Accessor<boolean>;
  /** A part of the app could not be loaded. */
  readonly partMissing: Accessor<boolean>;
  apply(): void;
}

/** Quiet lines under the bar: a newer version, a part that did not come, another tab at work, a store that cannot be had. */
export function Notices(props: { updates: UpdateNotice }) {
  const app = useApp();
  const [later, setLater] = createSignal(false);
  const error = () => app.projects.error() ?? app.eventNames.error() ?? app.scenarios.error() ?? app.samples.error();
  const elsewhere = () => {
    const ids = app.projects.busyElsewhere();
    if (ids.size === 0) return null;
    const current = app.projects.current();
    return current && ids.has(current.id) ? 'Another tab is importing into this project.' : 'Another tab is importing.';
  };
  return (
    <div class="notices" aria-live="polite">
      <Show when={app.team}>
        <TeamNotices />
      </Show>
      <Show when={error()}>
        {(fault) => (
          <div class="notice bad" role="alert">
            <p>{describeError(fault())}</p>
          </div>
        )}
      </Show>
      <Show when={props.updates.partMissing()}>
        <div class="notice bad" role="alert">
          <p>A part of Ptero could not be loaded. Reload when the network is there; your data stays.</p>
          <Button onClick={() => props.updates.apply()}>Reload</Button>
        </div>
      </Show>
      <Show when={app.keeps === false}>
        <div class="notice">
          <p>
            Nothing can be kept in this window: events and results are gone when it closes or is loaded again. To keep
            them, use a normal (not private) window of a current browser.
          </p>
        </div>
      </Show>
      <Show when={elsewhere()}>
        {(words) => (
          <div class="notice">
            <p>{words()} What is shown here stays as it was, and is brought up to date when the import is done.</p>
          </div>
        )}
      </Show>
      <Show when={props.updates.updateReady() && !later()}>
        <div class="notice">
          <p>A newer version of Ptero is ready. It takes over when you reload; your data stays.</p>
          <Button onClick={() => props.updates.apply()}>Reload</Button>
          <Button kind="plain" onClick={() => setLater(true)}>
            Later
          </Button>
        </div>
      </Show>
    </div>
  );
}
