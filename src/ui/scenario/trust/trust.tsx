import { For, Show } from 'solid-js';
import type { ResultDocument } from '#core/predictor/result.ts';
import { isolate } from '../../kit/isolate.ts';
import { later } from '../../kit/later.tsx';
import { WhenNear } from '../../kit/when-near.tsx';
import { HelpLink, type HelpLinkProps } from '../help-link.tsx';
import { modelCard } from './model-card.ts';
import { Section } from '../section.tsx';
import styles from './trust.module.css';
import { calibrationSentence, chanceSentence, flowSentence, secondOpinionSentence } from './trust-sentences.ts';

const QUALITY_ROOM = 420;
const Quality = later(
  () => import('./quality.tsx').then((module) => module.Quality),
  () => <div style={{ height: `${QUALITY_ROOM}px` }} />,
);

interface Part {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly help?: HelpLinkProps & { readonly words: string };
}

function parts(result: ResultDocument): readonly Part[] {
  const { model } = result;
  const isWhole = result.stage === 'complete';
  const second = isWhole ? secondOpinionSentence(result.rows) : '';
  return [
    { title: 'Who was counted', sentences: [flowSentence(result)] },
    {
      title: 'How much of it is chance',
      sentences: [chanceSentence(result), calibrationSentence(result)].filter(Boolean),
      help: { page: 'the-method', section: 'calibration', words: 'Calibration' },
    },
    ...(second === ''
      ? []
      : [
          {
            title: 'A second opinion',
            sentences: [second],
            help: { page: 'the-method', section: 'second-opinion', words: 'The second model' } as const,
          },
        ]),
    {
      title: 'What it cannot tell',
      sentences: [
        'Effects are associations among equally active people, not proof of cause. People who lose interest at different speeds can bend a ratio by up to 10%, above all where a product has few event names.',
        ...(!model || model.converged || !isWhole
          ? []
          : ['The fit did not settle. Treat the ranking as a first look.']),
        ...(model?.notes ?? []),
      ],
      help: { page: 'the-method', section: 'limits', words: 'Where it ends' },
    },
  ];
}

/** How far the answer can be trusted: in sentences, in a test on people it has not seen, and in the numbers to repeat it. */
export function Trust(props: { result: ResultDocument }) {
  return (
    <Section id="trust" title="How far to trust this" help={{ page: 'the-method' }} ask="How it is worked out">
      <div class={styles.trust}>
        <div class={styles.columns}>
          <div class={styles.parts}>
            <For each={parts(props.result)}>
              {(part) => (
                <div class={styles.words}>
                  <h3>{part.title}</h3>
                  <For each={part.sentences}>{(sentence) => <p>{isolate(sentence)}</p>}</For>
                  <Show when={part.help}>
                    {(help) => (
                      <p class={styles.more}>
                        <HelpLink {...help()}>{help().words}</HelpLink>
                      </p>
                    )}
                  </Show>
                </div>
              )}
            </For>
          </div>
          <div>
            <h3>Model card</h3>
            <dl class={styles.card}>
              <For each={modelCard(props.result)}>
                {([term, value]) => (
                  <div>
                    <dt>{term}</dt>
                    <dd>{value}</dd>
                  </div>
                )}
              </For>
            </dl>
          </div>
        </div>
        <Show
          when={props.result.quality}
          fallback={
            <Show when={props.result.stage === 'complete' && props.result.model}>
              <div class={styles.words}>
                <h3>How well can it be foretold?</h3>
                <p>Too few people converted late enough to test it on people it has not seen.</p>
              </div>
            </Show>
          }
        >
          {(quality) => (
            <WhenNear height={QUALITY_ROOM}>
              <Quality quality={quality()} targetEvent={props.result.definition.target.event} />
            </WhenNear>
          )}
        </Show>
      </div>
    </Section>
  );
}
