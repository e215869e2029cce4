import type { ResultDocument, ResultRow } from '#core/predictor/result.ts';
import { formatShare, formatSpan } from '../kit/format.ts';
import { faded, readChartColours, type ChartColours } from './chart-colours.ts';
import { createEffectScale, type EffectScale } from './effect-scale.ts';
import { findingsOf } from '#core/predictor/words/findings.ts';
import { formatRatio } from '#core/predictor/words/format-ratio.ts';
import { describeRow } from '#core/predictor/words/describe-row.ts';

const WIDTH = 1200;
const MARGIN = 56;
const ROW = 34;
const MOST = 15;
const DENSITY = 2;

interface Pen {
  readonly ctx: CanvasRenderingContext2D;
  readonly colours: ChartColours;
}

function write(
  { ctx, colours }: Pen,
  text: string,
  x: number,
  y: number,
  style: { size: number; weight?: number; colour?: keyof ChartColours; width?: number; end?: boolean },
): void {
  ctx.font = `${style.weight ?? 400} ${style.size}px ${colours.font}`;
  ctx.fillStyle = colours[style.colour ?? 'ink'];
  ctx.textAlign = style.end ? 'right' : 'left';
  let shown = text;
  const widest = style.width ?? Infinity;
  while (shown.length > 1 && ctx.measureText(shown).width > widest) shown = `${[...shown].slice(0, -2).join('')}…`;
  ctx.fillText(shown, x, y);
}

function line(
  ctx: CanvasRenderingContext2D,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  colour: string,
  width = 1,
): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}

function drawCurve(
  pen: Pen,
  result: ResultDocument,
  box: { x: number; y: number; width: number; height: number },
): void {
  const { ctx, colours } = pen;
  const { timeMs, share, low, high } = result.curve;
  const top = Math.max(0.001, ...high);
  const x = (index: number) => box.x + ((timeMs[index] ?? 0) / result.horizonMs) * box.width;
  const y = (value: number) => box.y + box.height * (1 - value / top);
  line(ctx, box.x, box.y + box.height, box.x + box.width, box.y + box.height, colours.line);
  ctx.fillStyle = faded(colours.accent, 0.14);
  ctx.beginPath();
  high.forEach((value, index) => ctx.lineTo(x(index), y(value)));
  for (let index = low.length - 1; index >= 0; index -= 1) ctx.lineTo(x(index), y(low[index] ?? 0));
  ctx.fill();
  ctx.strokeStyle = colours.accent;
  ctx.lineWidth = 2.5;
  ctx.beginPath();
  share.forEach((value, index) => ctx.lineTo(x(index), y(value)));
  ctx.stroke();
  write(pen, formatShare(share.at(-1) ?? 0), box.x + box.width, box.y - 10, {
    size: 15,
    weight: 600,
    colour: 'accent',
    end: true,
  });
  write(pen, `${formatSpan(result.horizonMs)} since start`, box.x + box.width, box.y + box.height + 20, {
    size: 13,
    colour: 'ink-3',
    end: true,
  });
}

function drawRow(pen: Pen, row: ResultRow, y: number, scale: EffectScale): void {
  const { ctx, colours } = pen;
  const left = 520;
  const width = 520;
  const x = (ratio: number) => left + scale.position(ratio) * width;
  const to = row.direction === 'to';
  const colour = to ? colours.toward : colours.away;
  for (const tick of scale.ticks)
    line(
      ctx,
      x(tick.ratio),
      y - ROW / 2,
      x(tick.ratio),
      y + ROW / 2,
      tick.ratio === 1 ? colours['line-strong'] : colours.line,
    );
  write(pen, `${row.rank ?? ''}`, MARGIN + 22, y + 5, { size: 15, colour: 'ink-3', end: true });
  write(pen, describeRow(row), MARGIN + 36, y + 5, { size: 15, weight: 600, width: 410 });
  if (!row.hazard) return;
  line(ctx, x(row.hazard.low), y, x(row.hazard.high), y, colour, 2.5);
  ctx.beginPath();
  ctx.arc(x(row.hazard.ratio), y, 6, 0, 2 * Math.PI);
  ctx.fillStyle = to ? colour : colours.paper;
  ctx.fill();
  ctx.stroke();
  write(pen, formatRatio(row.hazard.ratio), x(row.hazard.high) + 14, y + 5, {
    size: 15,
    weight: 600,
    colour: to ? 'toward' : 'away',
  });
}

function drawTable(pen: Pen, heading: string, rows: readonly ResultRow[], y: number, scale: EffectScale): void {
  write(pen, heading, MARGIN, y, { size: 18, weight: 600, width: 430 });
  for (const tick of scale.ticks) {
    pen.ctx.font = `13px ${pen.colours.font}`;
    const x = 520 + scale.position(tick.ratio) * 520;
    write(pen, tick.label, x + pen.ctx.measureText(tick.label).width / 2, y, { size: 13, colour: 'ink-3', end: true });
  }
  rows.forEach((row, index) => drawRow(pen, row, y + 32 + index * ROW, scale));
}

/**
 * The question, the conversion curve and the strongest findings as one PNG, in the colours of the page.
 *
 * 1,200 points wide at two pixels a point; at most fifteen findings a direction. Null where the browser cannot draw.
 */
export async function drawResultPicture(result: ResultDocument): Promise<Blob | null> {
  const toward = findingsOf(result.rows, 'to').slice(0, MOST);
  const away = findingsOf(result.rows, 'away').slice(0, MOST);
  const scale = createEffectScale([...toward, ...away].flatMap((row) => (row.hazard ? [row.hazard] : [])));
  const tables = [toward, away].filter((rows) => rows.length > 0);
  const height = 400 + tables.reduce((sum, rows) => sum + 76 + rows.length * ROW, 0);

  const canvas = document.createElement('canvas');
  canvas.width = WIDTH * DENSITY;
  canvas.height = height * DENSITY;
  const ctx = canvas.getContext('2d');
  if (!ctx) return null;
  await document.fonts.ready;
  const pen: Pen = { ctx, colours: readChartColours(document.body) };
  ctx.scale(DENSITY, DENSITY);
  ctx.lineJoin = 'round';
  ctx.fillStyle = pen.colours.paper;
  ctx.fillRect(0, 0, WIDTH, height);

  const { start, target } = result.definition;
  write(pen, `What leads from ${start.event} to ${target.event}?`, MARGIN, 78, {
    size: 32,
    weight: 500,
    width: WIDTH - 2 * MARGIN,
  });
  write(pen, result.verdict[0] ?? '', MARGIN, 112, { size: 16, colour: 'ink-2', width: WIDTH - 2 * MARGIN });
  drawCurve(pen, result, { x: MARGIN, y: 160, width: WIDTH - 2 * MARGIN, height: 130 });

  let y = 372;
  for (const rows of tables) {
    drawTable(pen, rows === toward ? `Leads to ${target.event}` : `Leads away from ${target.event}`, rows, y, scale);
    y += 76 + rows.length * ROW;
  }
  write(
    pen,
    'How fast they reach it against equally active people, with 95% intervals. Associations, not proof of cause. Made with Ptero.',
    MARGIN,
    height - 24,
    { size: 13, colour: 'ink-3' },
  );
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
