import { createContext, useContext } from 'solid-js';
import type { AppState } from '#state/app-state.ts';

/** Hands the app's state to the screens. Provided once by src/app. */
export const AppContext = createContext<AppState>();

/** The app's state. Throws where no provider stands above. */
export function useApp(): AppState {
  const app = useContext(AppContext);
  if (!app) throw new Error('useApp needs an AppContext.Provider above it');
  return app;
}
