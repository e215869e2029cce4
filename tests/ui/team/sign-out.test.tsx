import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { afterEach, describe, expect, it } from 'vitest';
import type { TeamState } from '#state/team/team-state.ts';
import { createSignOut } from '#ui/team/create-sign-out.tsx';
import { TeamContext } from '#ui/team/use-team.ts';

afterEach(cleanup);

/** A button that signs out, and so many changes that wait for the network. */
function setUp(changes: number) {
  let left = 0;
  const [waiting, setWaiting] = createSignal(changes);
  const team = { shared: { waiting } } as unknown as TeamState;
  const Sign = () => {
    const signOut = createSignOut(async () => void (left += 1));
    return (
      <>
        <button onClick={() => signOut.start()}>Leave</button>
        <signOut.Question />
      </>
    );
  };
  render(() => (
    <TeamContext.Provider value={team}>
      <Sign />
    </TeamContext.Provider>
  ));
  fireEvent.click(screen.getByRole('button', { name: 'Leave' }));
  return { left: () => left, setWaiting };
}

describe('signing out', () => {
  it('asks nothing when every change has arrived', () => {
    expect(setUp(0).left()).toBe(1);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('asks first when changes would be lost, and goes only when told to', async () => {
    const { left } = setUp(2);
    expect((await screen.findByRole('dialog')).textContent).toContain('2 changes made without a network');
    expect(left()).toBe(0);
    fireEvent.click(screen.getByRole('button', { name: 'Sign out' }));
    expect(left()).toBe(1);
  });

  it('stays when it is told to', async () => {
    const { left } = setUp(1);
    expect((await screen.findByRole('dialog')).textContent).toContain('1 change made without a network');
    fireEvent.click(screen.getByRole('button', { name: 'Stay signed in' }));
    expect(left()).toBe(0);
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
