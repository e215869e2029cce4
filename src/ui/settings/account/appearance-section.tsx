import type { Appearance } from '#contract/saved.ts';
import { useApp } from '../../kit/app-context.ts';
import { Icon } from '../../kit/icon.tsx';
import { useScreenTitle } from '../../kit/screen-title.ts';
import { Segmented } from '../../kit/segmented.tsx';
import '../settings.css';

/** How the app looks. */
export function AppearanceSection() {
  const app = useApp();
  useScreenTitle(() => 'Appearance');
  const choose = (theme: Appearance['theme']) => app.appearance.set({ theme });
  return (
    <>
      <h1>Appearance</h1>
      <p class="small settings-lead">How Ptero looks in this browser.</p>
      <div class="settings-row">
        <div>
          <h2>Theme</h2>
          <p class="small">System follows your computer, and changes with it.</p>
        </div>
        <Segmented
          label="Theme"
          value={app.appearance.value().theme}
          onChange={choose}
          options={[
            {
              value: 'system',
              label: (
                <>
                  <Icon name="monitor" /> System
                </>
              ),
            },
            {
              value: 'light',
              label: (
                <>
                  <Icon name="sun" /> Light
                </>
              ),
            },
            {
              value: 'dark',
              label: (
                <>
                  <Icon name="moon" /> Dark
                </>
              ),
            },
          ]}
        />
      </div>
      <p class="small quiet">Motion and contrast follow the settings of your computer.</p>
    </>
  );
}
