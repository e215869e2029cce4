import { onMount, Show } from 'solid-js';
import { Icon } from '../kit/icon.tsx';
import { ComputerSwitch } from '../notices/computer-switch.tsx';
import { createDeed } from '../team/create-deed.tsx';
import { Switch } from '../team/switch.tsx';
import { useTeam } from '../team/use-team.ts';

/** It worked: what happens now, and who wants to be told. */
export function Connected(props: { projectId: string; name: string; isNew: boolean }) {
  let heading: HTMLHeadingElement | undefined;
  onMount(() => heading?.focus());
  const team = useTeam();
  const mail = createDeed();
  const notices = () => team.notices;
  const isMailed = () => team.mixpanel?.mailed().has(props.projectId) ?? false;
  return (
    <div class="connect-done">
      <h1 tabIndex={-1} ref={heading} dir="auto">
        <Icon name="check" size={22} /> <bdi>{props.name}</bdi> {props.isNew ? 'is connected' : 'has new credentials'}
      </h1>
      <p>
        {props.isNew
          ? 'The last 26 weeks are coming into this browser now, the newest days first. You can ask questions of what is here while the rest is on its way; leaving this page stops nothing, closing the tab pauses it.'
          : 'The next refresh uses them.'}
      </p>
      <Show when={props.isNew}>
        <ul class="connect-tell">
          <li>
            <span>
              <b>By mail</b>
              <small>when the data and the first results are ready</small>
            </span>
            <Switch
              label="Mail me when the data and the first results are ready"
              checked={isMailed()}
              busy={mail.busy()}
              onChange={(wanted) =>
                void mail.run(async () => {
                  await team.mixpanel?.setMailed(props.projectId, wanted);
                })
              }
            />
          </li>
          <Show when={notices()}>
            {(known) => (
              <li>
                <span>
                  <b>On this computer</b>
                  <small>as a notification, when Ptero is not in sight</small>
                </span>
                <ComputerSwitch notices={known()} />
              </li>
            )}
          </Show>
        </ul>
        <mail.Fault />
      </Show>
      <Show when={props.isNew}>
        <p class="small">
          User profiles are not fetched. You can choose some of their properties under{' '}
          <a href="/settings/mixpanel">Settings, Mixpanel</a>.
        </p>
      </Show>
      <div class="connect-buttons">
        <a class="button first large" href="/data">
          Watch the import
        </a>
        <a class="button large" href="/">
          Go to the dashboard
        </a>
      </div>
    </div>
  );
}
