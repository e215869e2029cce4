import { For } from 'solid-js';
import type { ResultDocument } from '#core/predictor/result.ts';
import { formatCount } from '../kit/format.ts';
import { describeDays } from './describe-conditions.ts';
import { HelpLink } from './help-link.tsx';
import styles from './trust.module.css';

const computedAt = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

function card(result: ResultDocument): readonly (readonly [string, string])[] {
  const { model } = result;
  const always: [string, string][] = [
    ['Data', describeDays(result.dataFromMs, result.dataToMs)],
    ['Worked out', computedAt.format(result.computedAt)],
    ['Data fingerprint', result.fingerprint],
    ['Seed', String(result.seed)],
  ];
  if (!model) return always;
  return [
    ['Method', model.method],
    ['Conversions used', formatCount(model.cases)],
    ['People compared with each', formatCount(model.controlsPerCase)],
    ['Rows compared', formatCount(model.riskSetRows)],
    ['Candidates tried', formatCount(model.candidatesTried)],
    ['Fitted together', formatCount(model.candidatesFitted)],
    ['Parameters', formatCount(model.parameters)],
    ['Steps of the fit', `${model.iterations}${model.converged ? '' : ', not converged'}`],
    [
      'Calibration',
      model.calibration
        ? `shift ${model.calibration.shift.toFixed(2)}, spread ${model.calibration.spread.toFixed(2)}`
        : 'too few candidates to calibrate',
    ],
    ['Expected to be chance', `${model.expectedFalse.toFixed(1)} of the rows shown`],
    ...always,
  ];
}

function sentences(result: ResultDocument): readonly string[] {
  const { model } = result;
  if (!model) return ['Nothing was fitted, so nothing is claimed. The figures and the curve above are plain counts.'];
  const chance =
    model.expectedFalse < 0.5
      ? 'Of the rows shown, probably none is chance.'
      : `Of the rows shown, about ${Math.round(model.expectedFalse)} may be chance.`;
  const calibration =
    model.calibration === null
      ? ''
      : Math.abs(model.calibration.shift) < 0.5
        ? ' The calibration against chance moved little.'
        : ' The calibration against chance moved everything; read small effects with care.';
  return [
    `${formatCount(model.candidatesTried)} behaviours and attributes were tried. ${chance}${calibration}`,
    'Effects are associations among equally active people, not proof of cause. People who lose interest at different speeds can bend a ratio by 10 to 15%.',
    ...(model.converged || result.stage === 'screen'
      ? []
      : ['The fit did not settle. Treat the ranking as a first look.']),
    ...model.notes,
  ];
}

/** How far the answer can be trusted: in sentences, and in the numbers that let somebody else get the same. */
export function Trust(props: { result: ResultDocument }) {
  return (
    <section class={styles.trust}>
      <div class={styles.words}>
        <h2>How far to trust this</h2>
        <For each={sentences(props.result)}>{(sentence) => <p dir="auto">{sentence}</p>}</For>
        <p>
          <HelpLink page="the-method">How it is worked out</HelpLink>
        </p>
      </div>
      <div>
        <h3>Model card</h3>
        <dl class={styles.card}>
          <For each={card(props.result)}>
            {([term, value]) => (
              <div>
                <dt>{term}</dt>
                <dd>{value}</dd>
              </div>
            )}
          </For>
        </dl>
      </div>
    </section>
  );
}
