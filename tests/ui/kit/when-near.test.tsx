import { cleanup, render, screen } from '@solidjs/testing-library';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WhenNear } from '#ui/kit/when-near.tsx';

let comeNear: () => void;
const disconnect = vi.fn<() => void>();

beforeEach(() => {
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(tell: (entries: readonly { isIntersecting: boolean }[]) => void) {
        comeNear = () => tell([{ isIntersecting: true }]);
        tell([{ isIntersecting: false }]);
      }
      observe() {}
      disconnect = disconnect;
    },
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  disconnect.mockClear();
});

const show = () =>
  render(() => (
    <WhenNear height={320}>
      <p>heavy</p>
    </WhenNear>
  ));

describe('WhenNear', () => {
  it('keeps room until its place comes near the window, then shows what it holds for good', () => {
    const { container } = show();
    expect(screen.queryByText('heavy')).toBeNull();
    expect((container.firstElementChild as HTMLElement).style.height).toBe('320px');
    comeNear();
    expect(screen.getByText('heavy')).toBeTruthy();
    expect(disconnect).toHaveBeenCalledOnce();
  });

  it('shows it when the page is printed', () => {
    show();
    dispatchEvent(new Event('beforeprint'));
    expect(screen.getByText('heavy')).toBeTruthy();
  });

  it('shows it at once where nothing can be measured', () => {
    Reflect.deleteProperty(window, 'IntersectionObserver');
    show();
    expect(screen.getByText('heavy')).toBeTruthy();
  });
});
