import { createEffect, on, onCleanup, onMount } from 'solid-js';
import type uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { onThemeChange, readChartColours, type ChartColours } from './chart-colours.ts';
import styles from './charts.module.css';

type Plotter = typeof uPlot;

export interface PlotHostProps {
  /** What the drawing shows, in words. It stands in for the drawing. */
  label: string;
  /** CSS pixels; kept from the first paint on, so that nothing moves when the drawing arrives. */
  height: number;
  data: uPlot.AlignedData;
  /** Everything but the size, in the colours that hold now. */
  options: (colours: ChartColours, plotter: Plotter) => Omit<uPlot.Options, 'width' | 'height'>;
}

/** Calls back once the element comes near the window, after the first paint. Returns the way to stop waiting. */
function whenInView(element: HTMLElement, then: () => void): () => void {
  const seen = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      then();
    },
    { rootMargin: '200px' },
  );
  seen.observe(element);
  return () => seen.disconnect();
}

/** One uPlot drawing: loaded when first needed, as wide as its box, drawn again when the theme or the data change. */
export function PlotHost(props: PlotHostProps) {
  let box!: HTMLDivElement;
  let plot: uPlot | undefined;
  let plotter: Plotter | undefined;

  const draw = () => {
    if (!plotter || box.clientWidth === 0) return;
    plot?.destroy();
    const options = props.options(readChartColours(box), plotter);
    plot = new plotter({ ...options, width: box.clientWidth, height: props.height }, props.data, box);
  };

  onMount(() => {
    // Where nothing can be measured nothing can be drawn; the words remain.
    if (!('ResizeObserver' in window)) return;
    const resized = new ResizeObserver(() => {
      if (!plot) draw();
      else if (box.clientWidth > 0) plot.setSize({ width: box.clientWidth, height: props.height });
    });
    const stopTheme = onThemeChange(draw);
    let gone = false;
    onCleanup(() => {
      gone = true;
      resized.disconnect();
      stopTheme();
      plot?.destroy();
    });
    const load = () =>
      void import('uplot').then((module) => {
        if (gone) return;
        plotter = module.default;
        resized.observe(box);
      });
    const stopWaiting = whenInView(box, load);
    onCleanup(stopWaiting);
  });
  createEffect(on(() => [props.data, props.options], draw, { defer: true }));

  return (
    <div class={styles.plot} ref={box} role="img" aria-label={props.label} style={{ height: `${props.height}px` }} />
  );
}
