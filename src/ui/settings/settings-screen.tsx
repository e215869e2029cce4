import { Show } from 'solid-js';
import { useApp } from '../kit/app-context.ts';
import { later } from '../kit/later.tsx';
import { useNavigation } from '../kit/navigation.ts';
import { NotFoundScreen } from '../shell/not-found-screen.tsx';
import { AppearanceSection } from './appearance-section.tsx';

const TeamSettings = later(
  () => import('./team-settings.tsx').then((module) => module.TeamSettings),
  () => <div class="screen" aria-busy="true" />,
);

/** The settings: of the app alone, or of accounts and the team too where there is a backend. */
export function SettingsScreen() {
  const app = useApp();
  const navigation = useNavigation();
  return (
    <Show
      when={app.team}
      fallback={
        <Show when={!/\/(team|profile|security)$/u.test(navigation.path())} fallback={<NotFoundScreen />}>
          <div class="screen narrow">
            <AppearanceSection />
          </div>
        </Show>
      }
    >
      <TeamSettings />
    </Show>
  );
}
