import { describe, expect, it } from 'vitest';
import type { ResultDocument } from '#core/predictor/result.ts';
import { drawResultPicture } from '#ui/charts/result-picture.ts';
import '#ui/kit/tokens.css';
import full from '../../fixtures/result-full.json' with { type: 'json' };
import describeOnly from '../../fixtures/result-describe-only.json' with { type: 'json' };

const picture = async (result: unknown) => {
  const blob = await drawResultPicture(result as ResultDocument);
  const bitmap = await createImageBitmap(blob as Blob);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const colours = new Map<string, number>();
  for (let i = 0; i < data.length; i += 4) {
    const colour = `${data[i]},${data[i + 1]},${data[i + 2]}`;
    colours.set(colour, (colours.get(colour) ?? 0) + 1);
  }
  return { type: blob?.type, width: bitmap.width, height: bitmap.height, colours };
};

describe('drawResultPicture', () => {
  it('draws both directions on paper, as a PNG at two pixels a point', async () => {
    document.documentElement.style.colorScheme = 'light';
    const drawn = await picture(full);
    expect(drawn.type).toBe('image/png');
    expect([drawn.width, drawn.height]).toEqual([2400, 2 * (400 + 76 + 6 * 34 + 76 + 3 * 34)]);
    expect(drawn.colours.get('252,251,249')).toBeGreaterThan(1_000_000);
    expect(drawn.colours.get('31,95,191')).toBeGreaterThan(1000);
    expect(drawn.colours.get('176,74,15')).toBeGreaterThan(300);
  });

  it('takes the dark colours where the page is dark', async () => {
    document.documentElement.style.colorScheme = 'dark';
    const drawn = await picture(full);
    expect(drawn.colours.get('19,20,22')).toBeGreaterThan(1_000_000);
    expect(drawn.colours.get('127,176,255')).toBeGreaterThan(1000);
  });

  it('draws the curve alone where nothing is ranked', async () => {
    document.documentElement.style.colorScheme = 'light';
    const drawn = await picture(describeOnly);
    expect(drawn.height).toBe(800);
    expect(drawn.colours.get('10,95,99')).toBeGreaterThan(1000);
    expect(drawn.colours.has('31,95,191')).toBe(false);
  });
});
