import { For } from 'solid-js';
import type { Tier } from '#core/predictor/result.ts';
import styles from './evidence.module.css';

const tiers: Readonly<Record<Tier, { readonly dots: number; readonly word: string; readonly meaning: string }>> = {
  strong: {
    dots: 3,
    word: 'Strong',
    meaning: 'Very unlikely to be chance, and seen again in the later half of the people.',
  },
  likely: { dots: 2, word: 'Likely', meaning: 'Unlikely to be chance.' },
  suggestive: { dots: 1, word: 'Suggestive', meaning: 'Could well be chance; worth a second look.' },
  fragile: {
    dots: 0,
    word: 'Fragile',
    meaning: 'Points the other way in one half of the people, or by another method.',
  },
};

/** What a tier means, as a sentence. */
export const evidenceMeaning = (tier: Tier): string => tiers[tier].meaning;

/** How well a row is supported: three dots and a word. */
export function Evidence(props: { tier: Tier }) {
  const tier = () => tiers[props.tier];
  return (
    <span class={styles.evidence}>
      <svg width="33" height="9" viewBox="0 0 33 9" aria-hidden="true">
        <For each={[0, 1, 2]}>
          {(index) => (
            <circle
              cx={4.5 + index * 12}
              cy="4.5"
              r="3.5"
              classList={{ [styles.full as string]: index < tier().dots }}
            />
          )}
        </For>
      </svg>
      {tier().word}
    </span>
  );
}
