import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Menu, MenuItem } from '#ui/kit/menu.tsx';

afterEach(cleanup);

// The code of menus is fetched, and here compiled, on the way.

const setUp = () => {
  const chosen = vi.fn<(name: string) => void>();
  render(() => (
    <Menu label="More" trigger="…">
      <MenuItem onSelect={() => chosen('copy')}>Copy</MenuItem>
      <MenuItem onSelect={() => chosen('delete')}>Delete</MenuItem>
    </Menu>
  ));
  return chosen;
};

describe('a menu', () => {
  it('opens at the first press, although its code is only then fetched', async () => {
    const chosen = setUp();
    fireEvent.click(screen.getByRole('button', { name: 'More' }), { detail: 1 });
    fireEvent.keyDown(await screen.findByRole('menuitem', { name: 'Delete' }), { key: 'Enter' });
    expect(chosen).toHaveBeenCalledWith('delete');
  });

  it('has its first action focused when it is opened by keyboard', async () => {
    setUp();
    const button = screen.getByRole('button', { name: 'More' });
    button.focus();
    fireEvent.keyDown(button, { key: 'ArrowDown' });
    const first = await screen.findByRole('menuitem', { name: 'Copy' });
    await vi.waitFor(() => expect(document.activeElement).toBe(first));
  });
});
