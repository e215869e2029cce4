import { For, Show } from 'solid-js';
import { Button } from '../../kit/button.tsx';
import { useScreenTitle } from '../../kit/screen-title.ts';
import { ComputerSwitch, noNotices } from '../../notices/computer-switch.tsx';
import { NoticeList } from '../../notices/notice-list.tsx';
import { createDeed } from '../../team/create-deed.tsx';
import { Switch } from '../../team/switch.tsx';
import { TeamGate } from '../../team/team-gate.tsx';
import { useTeam } from '../../team/use-team.ts';
import './notifications.css';

/** How the reader is told what happened while they looked elsewhere, and what that was. */
export function NotificationsSection() {
  useScreenTitle(() => 'Notifications');
  return (
    <>
      <h1>Notifications</h1>
      <p class="small settings-lead">
        When the first import of a project is done, when its first results are there, and when a connection needs you.
      </p>
      <TeamGate waiting={<div aria-busy="true" />}>
        <Told />
      </TeamGate>
    </>
  );
}

function Told() {
  const team = useTeam();
  return (
    <>
      <Show when={team.notices}>
        {(known) => (
          <>
            <div class="notify-row">
              <div>
                <h2>On this computer</h2>
                <p class="small">As a notification of the system, while Ptero is open and not in sight.</p>
              </div>
              <ComputerSwitch notices={known()} />
            </div>
            <Show when={noNotices(known())}>
              {(why) => <p class="small quiet notify-why">{why()} Notices still stand below and at the top right.</p>}
            </Show>
          </>
        )}
      </Show>
      <Mails />
      <Show when={team.notices}>
        {(known) => (
          <section aria-labelledby="notices-title" class="notify-list">
            <div class="notify-head">
              <h2 id="notices-title">What happened</h2>
              <Show when={known().list().length > 0}>
                <Button kind="plain" onClick={() => known().clear()}>
                  Clear
                </Button>
              </Show>
            </div>
            <NoticeList notices={known()} />
          </section>
        )}
      </Show>
    </>
  );
}

/** Which projects the reader is mailed about. */
function Mails() {
  const team = useTeam();
  const deed = createDeed();
  const nameOf = (projectId: string) => team.shared?.projects().find(({ id }) => id === projectId)?.name ?? 'A project';
  return (
    <Show when={(team.mixpanel?.connections()?.length ?? 0) > 0}>
      <div class="notify-row">
        <div>
          <h2>By mail</h2>
          <p class="small">
            Once a project, to {team.session.current()?.email}. Trouble with a connection is mailed to all admins, once.
          </p>
        </div>
      </div>
      <ul class="notify-mails">
        <For each={team.mixpanel?.connections()}>
          {(connection) => (
            <li>
              <span class="cut" dir="auto">
                First data and results of <bdi>{nameOf(connection.projectId)}</bdi>
              </span>
              <Switch
                label={`Mail me when first data and results of ${nameOf(connection.projectId)} are ready`}
                checked={team.mixpanel?.mailed().has(connection.projectId) ?? false}
                busy={deed.busy()}
                onChange={(wanted) =>
                  void deed.run(async () => {
                    await team.mixpanel?.setMailed(connection.projectId, wanted);
                  })
                }
              />
            </li>
          )}
        </For>
      </ul>
      <deed.Fault />
    </Show>
  );
}
