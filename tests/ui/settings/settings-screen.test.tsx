import { fireEvent, screen } from '@solidjs/testing-library';
import { describe, expect, it } from 'vitest';
import { renderScreen } from '#tests/ui/fakes/app.tsx';
import { SettingsScreen } from '#ui/settings/settings-screen.tsx';

describe('Settings', () => {
  it('changes the theme of the page', () => {
    renderScreen(() => <SettingsScreen />);
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'System' }).checked).toBe(true);
    fireEvent.click(screen.getByRole('radio', { name: 'Dark' }));
    expect(document.documentElement.dataset['theme']).toBe('dark');
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Dark' }).checked).toBe(true);
  });
});
