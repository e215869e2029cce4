import { cleanup, fireEvent, render, screen, within } from '@solidjs/testing-library';
import { afterEach, describe, expect, it } from 'vitest';
import { ConversionCurve } from '#ui/charts/conversion-curve.tsx';
import { readResult } from '../../fixtures/read-result.ts';

afterEach(cleanup);

describe('ConversionCurve', () => {
  const { curve, horizonMs } = readResult('full');
  const show = () =>
    render(() => <ConversionCurve curve={curve} horizonMs={horizonMs} startEvent="Sign Up" targetEvent="Start Plan" />);

  it('says in words what the drawing shows', () => {
    show();
    expect(screen.getByRole('img').getAttribute('aria-label')).toBe(
      'Share who did Start Plan by time since Sign Up: 14.3% (13.6% – 15.1%) within 30 days.',
    );
  });

  it('gives the same as a table, up to the horizon', () => {
    show();
    fireEvent.click(screen.getByText('Show as a table'));
    const rows = within(screen.getByRole('table', { hidden: true })).getAllByRole('row', { hidden: true });
    expect(rows).toHaveLength(11);
    expect(rows.at(-1)?.textContent).toBe('30 days14.3%13.6% – 15.1%12,758');
  });

  it('keeps its height before anything is drawn', () => {
    show();
    expect(screen.getByRole('img').style.height).toBe('132px');
  });
});
