import { createEffect, createMemo, For, Match, on, Show, Switch } from 'solid-js';
import { useApp } from '../kit/app-context.ts';
import { later } from '../kit/later.tsx';
import { useNavigation } from '../kit/navigation.ts';
import { NotFoundScreen } from '../shell/not-found-screen.tsx';
import { AppearanceSection } from './account/appearance-section.tsx';
import './settings.css';

const waiting = () => <div aria-busy="true" />;
const TeamSettings = later(
  () => import('./workspace/team-settings.tsx').then((module) => module.TeamSettings),
  waiting,
);
const MixpanelSection = later(
  () => import('./mixpanel/mixpanel-section.tsx').then((module) => module.MixpanelSection),
  waiting,
);
const UsageSection = later(() => import('./usage/usage-section.tsx').then((module) => module.UsageSection), waiting);
const BillingSection = later(
  () => import('./billing/billing-section.tsx').then((module) => module.BillingSection),
  waiting,
);
const NotificationsSection = later(
  () => import('./account/notifications-section.tsx').then((module) => module.NotificationsSection),
  waiting,
);

const ofATeam = [
  { name: 'team', words: 'Team' },
  { name: 'profile', words: 'Profile' },
  { name: 'security', words: 'Security' },
  { name: 'notifications', words: 'Notifications' },
] as const;
const ofEverybody = [
  { name: 'mixpanel', words: 'Mixpanel' },
  { name: 'usage', words: 'Usage' },
  { name: 'appearance', words: 'Appearance' },
] as const;

/** In the place of usage where there is a backend. */
const billing = { name: 'billing', words: 'Billing and usage' } as const;

/** The settings: sections at the side, one of them open. Those of accounts and the team only where there is a backend. */
export function SettingsScreen() {
  const app = useApp();
  const navigation = useNavigation();
  const sections = () =>
    app.team ? [...ofATeam, ...ofEverybody.map((one) => (one.name === 'usage' ? billing : one))] : ofEverybody;
  const here = createMemo(() => {
    const asked = /^\/settings\/(.+)$/u.exec(navigation.path())?.[1];
    if (asked === undefined) return app.team ? 'team' : 'appearance';
    if (asked === 'usage' && app.team) return 'billing';
    return sections().find(({ name }) => name === asked)?.name ?? null;
  });
  let nav: HTMLElement | undefined;
  // On a phone the sections are a line that is wider than the screen.
  createEffect(
    on(here, () => {
      const link = nav?.querySelector<HTMLElement>('[aria-current]');
      if (nav && link) nav.scrollLeft = link.offsetLeft - (nav.clientWidth - link.offsetWidth) / 2;
    }),
  );
  return (
    <Show when={here()} fallback={<NotFoundScreen />}>
      <div class="screen settings">
        <nav aria-label="Settings" class="settings-nav" ref={nav}>
          <For each={sections()}>
            {({ name, words }) => (
              <a href={`/settings/${name}`} aria-current={here() === name ? 'page' : undefined}>
                {words}
              </a>
            )}
          </For>
        </nav>
        <div class="settings-body">
          <Switch fallback={<TeamSettings />}>
            <Match when={here() === 'mixpanel'}>
              <MixpanelSection />
            </Match>
            <Match when={here() === 'billing'}>
              <BillingSection />
            </Match>
            <Match when={here() === 'usage'}>
              <UsageSection />
            </Match>
            <Match when={here() === 'notifications'}>
              <NotificationsSection />
            </Match>
            <Match when={here() === 'appearance'}>
              <AppearanceSection />
            </Match>
          </Switch>
        </div>
      </div>
    </Show>
  );
}
