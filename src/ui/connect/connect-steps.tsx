import { createEffect, createSignal, For, on, Show } from 'solid-js';
import type { CheckAnswer, Connection, CredentialKind, Region } from '#contract/mixpanel.ts';
import { useApp } from '../kit/app-context.ts';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { createDeed } from '../team/create-deed.tsx';
import { useTeam } from '../team/use-team.ts';
import { ClockStep } from './clock-step.tsx';
import { Connected } from './connected.tsx';
import { CredentialsStep } from './credentials-step.tsx';
import { ClockPicture, CredentialsPicture, RegionPicture } from './pictures.tsx';
import { RegionStep } from './region-step.tsx';
import { credentialsProblem, regionNames, verdictWords } from './verdict-words.ts';
import { offsetHours, ownZone } from './zones.ts';

const titles = ['Region', 'Credentials', 'Time'] as const;

/**
 * Region, credentials, time: one after the other. All three stay in the page, so that the secret is only ever in its own
 * field, from where it is read when it is sent.
 */
export function ConnectSteps(props: { replaced: Connection | null }) {
  const app = useApp();
  const team = useTeam();
  const before = props.replaced;
  const nameBefore = team.shared?.projects().find(({ id }) => id === before?.projectId)?.name ?? '';
  const [step, setStep] = createSignal(before ? 1 : 0);
  const [region, setRegion] = createSignal<Region>(before?.region ?? 'us');
  const [name, setName] = createSignal(nameBefore);
  const [id, setId] = createSignal(before?.mixpanelProjectId ?? '');
  const [kind, setKind] = createSignal<CredentialKind>(before?.kind ?? 'service_account');
  const [username, setUsername] = createSignal(before?.username ?? '');
  const [zone, setZone] = createSignal(before?.timeZone ?? ownZone());
  const [createdOn, setCreatedOn] = createSignal(before?.createdOn ?? '');
  const [problem, setProblem] = createSignal<string | null>(null);
  const [answer, setAnswer] = createSignal<CheckAnswer | null>(null);
  const [done, setDone] = createSignal<string | null>(null);
  const [sending, setSending] = createSignal<'check' | 'connect' | null>(null);
  const deed = createDeed();
  let secret: HTMLInputElement | undefined;
  let form: HTMLFormElement | undefined;

  createEffect(
    on(step, () => form?.querySelector<HTMLElement>('.connect-step:not([hidden]) h2')?.focus(), { defer: true }),
  );
  const changed = () => {
    setProblem(null);
    setAnswer(null);
    deed.clear();
  };

  const send = async (action: 'check' | 'connect'): Promise<CheckAnswer | null> => {
    let came: CheckAnswer | null = null;
    setSending(action);
    await deed.run(async () => {
      const mixpanel = team.mixpanel;
      if (!mixpanel) return;
      const projectId = await mixpanel.projectFor(before ? { id: before.projectId } : { name: name() });
      const form = {
        projectId,
        region: region(),
        mixpanelProjectId: id().trim(),
        kind: kind(),
        username: kind() === 'service_account' ? username().trim() : null,
        secret: secret?.value.trim() ?? '',
        timeZone: action === 'connect' ? zone() : null,
        createdOn: action === 'connect' && createdOn() !== '' ? createdOn() : null,
      };
      came = await mixpanel[action](form);
      setAnswer(came);
      if (action === 'connect' && came.verdict === 'right') {
        if (secret) secret.value = '';
        mixpanel.setWanted(false);
        team.pull?.start(projectId);
        setDone(projectId);
      }
    });
    setSending(null);
    return came;
  };
  const check = async () => {
    changed();
    const wrong = credentialsProblem({
      name: name(),
      mixpanelProjectId: id().trim(),
      kind: kind(),
      username: username().trim(),
      secret: secret?.value.trim() ?? '',
    });
    setProblem(wrong);
    if (wrong) return;
    const came = await send('check');
    if (came?.verdict === 'right') setStep(2);
  };
  const connect = async () => {
    const came = await send('connect');
    if (came && came.verdict !== 'right') setStep(1);
  };
  const useFound = (found: Region) => {
    setRegion(found);
    void check();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (deed.busy()) return;
    if (step() === 0) setStep(1);
    else void (step() === 1 ? check() : connect());
  };
  const wrong = () => {
    const came = answer();
    return came && came.verdict !== 'right' ? came : null;
  };

  return (
    <Show when={done() === null} fallback={<Connected projectId={done() ?? ''} name={name()} isNew={!before} />}>
      <form ref={form} class="connect-layout" aria-busy={deed.busy()} onSubmit={submit} autocomplete="off">
        <div class="connect-form-side">
          <h1 dir="auto">{before ? `Replace the credentials of ${nameBefore}` : 'Connect Mixpanel'}</h1>
          <ol class="connect-list">
            <For each={titles}>
              {(title, at) => (
                <li aria-current={step() === at() ? 'step' : undefined} classList={{ past: step() > at() }}>
                  <Show
                    when={at() < step() && !deed.busy()}
                    fallback={
                      <>
                        <i>{at() + 1}</i>
                        {title}
                      </>
                    }
                  >
                    <button type="button" onClick={() => setStep(at())}>
                      <i>
                        <Icon name="check" size={11} />
                      </i>
                      {title}
                    </button>
                  </Show>
                </li>
              )}
            </For>
          </ol>
          <div class="connect-step" hidden={step() !== 0}>
            <h2 tabIndex={-1}>Where is your project’s data?</h2>
            <RegionStep
              value={region()}
              onChange={(next) => {
                setRegion(next);
                changed();
              }}
            />
          </div>
          <div class="connect-step" hidden={step() !== 1}>
            <h2 tabIndex={-1}>Which project, and how may Ptero read it?</h2>
            <CredentialsStep
              name={name()}
              fixedName={before !== null}
              id={id()}
              kind={kind()}
              username={username()}
              secretRef={(element) => (secret = element)}
              onName={(next) => (setName(next), changed())}
              onId={(next) => (setId(next), changed())}
              onKind={(next) => (setKind(next), changed())}
              onUsername={(next) => (setUsername(next), changed())}
              onSecret={changed}
            />
          </div>
          <div class="connect-step" hidden={step() !== 2}>
            <h2 tabIndex={-1}>How does the project count its days?</h2>
            <ClockStep
              wallClock={answer()?.wallClock ?? null}
              zone={zone()}
              createdOn={createdOn()}
              onZone={setZone}
              onCreatedOn={setCreatedOn}
            />
          </div>
          <div class="connect-said" classList={{ kept: step() > 0 }} aria-live="polite">
            <Show when={sending() !== null}>
              <p class="small">{sending() === 'check' ? 'Asking Mixpanel for one event…' : 'Connecting…'}</p>
            </Show>
            <Show when={problem()}>
              <p class="fault" role="alert">
                {problem()}
              </p>
            </Show>
            <Show when={sending() === null && wrong()}>
              {(came) => (
                <div class="notice bad" role="alert">
                  <p>{verdictWords(came(), region())}</p>
                  <Show when={came().verdict === 'wrong-region' && came().region}>
                    {(found) => <Button onClick={() => useFound(found())}>Use {regionNames[found()]}</Button>}
                  </Show>
                </div>
              )}
            </Show>
            <Show when={step() === 2 && answer()?.verdict === 'right'}>
              <p class="small connect-right">
                <Icon name="check" /> {verdictWords({ verdict: 'right', region: null, wallClock: null }, region())}
              </p>
            </Show>
            <deed.Fault />
          </div>
          <div class="connect-buttons">
            <Show when={step() > 0}>
              <Button large disabled={deed.busy()} onClick={() => setStep(step() - 1)}>
                Back
              </Button>
            </Show>
            <Button type="submit" kind="first" large disabled={deed.busy() || (step() > 0 && !app.online())}>
              {step() === 0 ? 'Continue' : step() === 1 ? 'Check' : before ? 'Replace' : 'Connect'}
            </Button>
          </div>
        </div>
        <aside class="connect-picture">
          <Show when={step() === 0}>
            <RegionPicture region={region()} />
            <p class="small">The address of your project in Mixpanel tells its region.</p>
          </Show>
          <Show when={step() === 1}>
            <CredentialsPicture kind={kind()} />
            <p class="small">
              {kind() === 'service_account'
                ? 'In Mixpanel: Organisation settings, Service accounts, Add. The role Analyst of this one project is enough.'
                : 'In Mixpanel: Project settings, Overview, Access keys.'}{' '}
              <a href="/help/connecting-mixpanel">Step by step</a>
            </p>
          </Show>
          <Show when={step() === 2}>
            <ClockPicture zone={zone()} offsetHours={offsetHours(zone(), Date.now())} />
            <p class="small">Days are fetched and counted as your project counts them.</p>
          </Show>
        </aside>
      </form>
    </Show>
  );
}
