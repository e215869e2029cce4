import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library';
import { createSignal, Show } from 'solid-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Dialog } from '#ui/kit/dialog.tsx';
import { formatBytes, formatMoment, formatNoun, formatShare, formatSpan } from '#ui/kit/format.ts';
import { ProgressBar } from '#ui/kit/progress-bar.tsx';
import { Segmented } from '#ui/kit/segmented.tsx';
import { showToast, ToastRegion } from '#ui/kit/toast.tsx';
import { VirtualRows } from '#ui/kit/virtual-rows.tsx';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('ProgressBar', () => {
  it('says its share in whole per cent, within 0 and 100', () => {
    render(() => <ProgressBar label="Import" fraction={1.2} />);
    expect(screen.getByRole('progressbar', { name: 'Import' }).getAttribute('aria-valuenow')).toBe('100');
  });

  it('has no value while the share is unknown', () => {
    render(() => <ProgressBar label="Import" fraction={null} />);
    expect(screen.getByRole('progressbar').hasAttribute('aria-valuenow')).toBe(false);
  });
});

describe('toasts', () => {
  it('offer the way back, and leave after eight seconds', () => {
    vi.useFakeTimers();
    render(() => <ToastRegion />);
    const undo = vi.fn();
    showToast('Sign Up → Start Plan deleted', { label: 'Undo', run: undo });
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(undo).toHaveBeenCalledOnce();
    expect(screen.queryByText(/deleted/u)).toBeNull();

    showToast('Copied');
    vi.advanceTimersByTime(7999);
    expect(screen.getByText('Copied')).toBeTruthy();
    vi.advanceTimersByTime(2);
    expect(screen.queryByText('Copied')).toBeNull();
  });

  it('stay while they are pointed at', () => {
    vi.useFakeTimers();
    render(() => <ToastRegion />);
    showToast('Copied again');
    const toast = screen.getByText('Copied again').closest('.toast') as HTMLElement;
    fireEvent.pointerEnter(toast);
    vi.advanceTimersByTime(20_000);
    expect(screen.getByText('Copied again')).toBeTruthy();
    fireEvent.pointerLeave(toast);
    vi.advanceTimersByTime(8001);
    expect(screen.queryByText('Copied again')).toBeNull();
  });
});

describe('Dialog', () => {
  it('closes at Escape and gives focus back to the button that opened it', async () => {
    render(() => {
      const [open, setOpen] = createSignal(false);
      return (
        <>
          <button type="button" onClick={() => setOpen(true)}>
            Rename
          </button>
          <Show when={open()}>
            <Dialog open onClose={() => setOpen(false)} title="Rename the project">
              <p>Words</p>
            </Dialog>
          </Show>
        </>
      );
    });
    const button = screen.getByRole('button', { name: 'Rename' });
    button.focus();
    fireEvent.click(button);
    const dialog = await screen.findByRole('dialog', { name: 'Rename the project' });
    await vi.waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
    fireEvent.keyDown(dialog, { key: 'Escape' });
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await vi.waitFor(() => expect(document.activeElement).toBe(button));
  });
});

describe('Segmented', () => {
  it('is a group of radio buttons', () => {
    const change = vi.fn();
    const options = [
      { value: 'us', label: 'US' },
      { value: 'eu', label: 'EU' },
    ];
    render(() => <Segmented label="Region" value="us" onChange={change} options={options} />);
    fireEvent.click(screen.getByRole('radio', { name: 'EU' }));
    expect(change).toHaveBeenCalledWith('eu');
  });
});

describe('VirtualRows', () => {
  it('draws few of many rows and says how many there are', () => {
    const rows = Array.from({ length: 5000 }, (_, index) => `Event ${index}`);
    render(() => (
      <VirtualRows label="Events" rows={rows} rowHeight={40} columns={[{ title: 'Event' }]}>
        {(row) => <span role="cell">{row}</span>}
      </VirtualRows>
    ));
    expect(screen.getByRole('table', { name: 'Events' }).getAttribute('aria-rowcount')).toBe('5001');
    expect(screen.queryAllByRole('cell').length).toBeLessThan(100);
  });
});

describe('formats', () => {
  const now = new Date(2026, 10, 20, 15).getTime();
  const day = 86_400_000;

  it.each([
    [formatNoun(1, 'event'), '1 event'],
    [formatNoun(37_812, 'event'), '37,812 events'],
    [formatNoun(2, 'person', 'people'), '2 people'],
    [formatShare(0.143), '14.3%'],
    [formatShare(0.0004), '<0.1%'],
    [formatShare(0), '0%'],
    [formatBytes(999), '999 B'],
    [formatBytes(34_200_000), '34.2 MB'],
    [formatSpan(3_600_000), '60 minutes'],
    [formatSpan(6 * 3_600_000), '6 hours'],
    [formatSpan(day), '1 day'],
    [formatSpan(365 * day), '1 year'],
    [formatMoment(now - 30_000, now), 'just now'],
    [formatMoment(now - 58 * 60_000, now), 'today, 14:02'],
    [formatMoment(now - day, now), 'yesterday'],
    [formatMoment(now - 3 * day, now), 'Tue 17 Nov'],
    [formatMoment(now - 400 * day, now), '16 Oct 2025'],
  ])('%s', (formatted, expected) => expect(formatted).toBe(expected));
});
