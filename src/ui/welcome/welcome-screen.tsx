import { createSignal, Show, Suspense } from 'solid-js';
import type { SampleName } from '#state/app-state.ts';
import { useApp } from '../kit/app-context.ts';
import { Button } from '../kit/button.tsx';
import { FileButton } from '../kit/file-button.tsx';
import { Icon } from '../kit/icon.tsx';
import { useNavigation } from '../kit/navigation.ts';
import { useScreenTitle } from '../kit/screen-title.ts';
import { useFileIntake } from '../shell/file-intake.ts';
import { ExampleAnswer } from './example-answer.tsx';
import './welcome.css';
import { later } from '../kit/later.tsx';

const ConnectMixpanel = later(() => import('./connect-mixpanel.tsx').then((module) => module.ConnectMixpanel));

/** The question, and three ways in. */
export function WelcomeScreen() {
  const app = useApp();
  const intake = useFileIntake();
  const navigation = useNavigation();
  const [connecting, setConnecting] = createSignal(false);
  useScreenTitle(() => 'Ptero');

  const busy = () =>
    app.samples.loading() !== null || ['inspecting', 'asking-zone', 'running'].includes(app.imports.state().kind);
  const startSample = async (sample: SampleName) => {
    const scenario = await app.samples.start(sample);
    if (scenario) navigation.go(`/scenario/${scenario.id}`);
  };

  return (
    <div class="screen welcome">
      <div class="welcome-lead">
        <h1>
          What leads from <span class="event">A</span> to <span class="event to">B</span>?
        </h1>
        <p>
          Pick two events of your app. Ptero reads its raw Mixpanel events and ranks what people do and are before they
          get there, with honest uncertainty.
        </p>
        <div class="welcome-first">
          <Button kind="first" large disabled={busy()} onClick={() => void startSample('saas')}>
            Try sample data
          </Button>
          <FileButton large disabled={busy()} onFiles={intake.offer}>
            <Icon name="upload" /> Open an export file
          </FileButton>
        </div>
        <p class="small welcome-more">
          Also:{' '}
          <button type="button" class="link" disabled={busy()} onClick={() => void startSample('tldr')}>
            Open-source contributors
          </button>
          , a real data set.
        </p>
        <ul class="welcome-ways">
          <li>
            <Icon name="file" />
            <p>
              <b>From a file.</b> Drop exports anywhere on this page: .ndjson, .jsonl, .json, .gz or .zip, one or many.
            </p>
            <FileButton folder disabled={busy()} onFiles={intake.offer}>
              Choose a folder
            </FileButton>
          </li>
          <li>
            <Icon name="share" />
            <p>
              <b>From Mixpanel.</b>{' '}
              {app.team
                ? 'The last six months once, then fresh every day.'
                : 'How to get a raw export of your project in one command.'}
            </p>
            <Button
              aria-haspopup={app.team ? undefined : 'dialog'}
              onClick={() => (app.team ? navigation.go('/connect') : setConnecting(true))}
            >
              Connect Mixpanel
            </Button>
          </li>
        </ul>
        <p class="small quiet">
          Everything is computed on this computer; events never leave it. No account, no key.{' '}
          <a href="/help/getting-started">Getting started</a>
        </p>
      </div>
      <ExampleAnswer />
      <Suspense>
        <Show when={connecting()}>
          <ConnectMixpanel onClose={() => setConnecting(false)} />
        </Show>
      </Suspense>
    </div>
  );
}
