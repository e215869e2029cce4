const names = [
  'paper',
  'surface',
  'line',
  'line-strong',
  'ink',
  'ink-2',
  'ink-3',
  'accent',
  'accent-soft',
  'toward',
  'toward-soft',
  'away',
  'away-soft',
] as const;

/** The colours of tokens.css as a canvas understands them. */
export type ChartColours = Readonly<Record<(typeof names)[number], string>> & { readonly font: string };

/** Reads the colours that hold at an element now. A custom property is only resolved where it is used, hence the probe. */
export function readChartColours(at: HTMLElement): ChartColours {
  const probe = document.createElement('span');
  // A colour on its way to another would be read as the one it comes from.
  probe.style.transition = 'none';
  at.append(probe);
  const style = getComputedStyle(probe);
  const entries = names.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, style.color] as const;
  });
  const font = style.fontFamily;
  probe.remove();
  return { ...(Object.fromEntries(entries) as Record<(typeof names)[number], string>), font };
}

/** Calls back when the theme may have changed: by the system, or by an attribute of the root element. Returns the way to stop. */
export function onThemeChange(listener: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', listener);
  const root = new MutationObserver(listener);
  root.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'style', 'data-theme'] });
  return () => {
    system.removeEventListener('change', listener);
    root.disconnect();
  };
}

/** The same colour, see-through. `colour` is what a browser computes: `rgb(r, g, b)`. */
export const faded = (colour: string, alpha: number): string =>
  colour.replace(/^rgb\(([^)]+)\)$/, (_all, parts: string) => `rgb(${parts.replaceAll(', ', ' ')} / ${alpha})`);
