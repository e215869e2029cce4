import { afterEach, describe, expect, it } from 'vitest';
import { readChartColours } from '#ui/charts/chart-colours.ts';

afterEach(() => document.body.replaceChildren());

describe('readChartColours', () => {
  it('reads the colours themselves, also where every change of a colour is animated', () => {
    const style = document.createElement('style');
    style.textContent =
      '* { transition-duration: 1s !important } div { color: red; --accent: #0a5f63; --away: #b04a0f }';
    const box = document.createElement('div');
    document.body.append(style, box);
    const { accent, away } = readChartColours(box);
    expect([accent, away]).toEqual(['rgb(10, 95, 99)', 'rgb(176, 74, 15)']);
  });
});
