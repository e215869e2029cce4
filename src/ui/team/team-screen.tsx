import { Dynamic } from 'solid-js/web';
import type { Component } from 'solid-js';
import { Show } from 'solid-js';
import { useApp } from '../kit/app-context.ts';
import { useNavigation } from '../kit/navigation.ts';
import { NotFoundScreen } from '../shell/not-found-screen.tsx';
import { ConfirmScreen } from './confirm-screen.tsx';
import { JoinScreen } from './join-screen.tsx';
import { NewPasswordScreen } from './new-password-screen.tsx';
import { NewWorkspaceScreen } from './new-workspace-screen.tsx';
import { ResetScreen } from './reset-screen.tsx';
import { SignInScreen } from './sign-in-screen.tsx';
import { SignUpScreen } from './sign-up-screen.tsx';
import { TeamGate } from './team-gate.tsx';
import { UnsubscribeScreen } from './unsubscribe-screen.tsx';

const screens: Readonly<Record<string, Component>> = {
  '/sign-in': SignInScreen,
  '/sign-up': SignUpScreen,
  '/reset-password': ResetScreen,
  '/new-password': NewPasswordScreen,
  '/confirm': ConfirmScreen,
  '/join': JoinScreen,
  '/new-workspace': NewWorkspaceScreen,
  '/unsubscribe': UnsubscribeScreen,
};

/** The pages about accounts and where mails lead. Without a backend there is nothing at their addresses. */
export function TeamScreen() {
  const app = useApp();
  const navigation = useNavigation();
  return (
    <Show when={app.team} fallback={<NotFoundScreen />}>
      <TeamGate waiting={<div class="screen" aria-busy="true" />}>
        <Dynamic component={screens[navigation.path()] ?? NotFoundScreen} />
      </TeamGate>
    </Show>
  );
}
