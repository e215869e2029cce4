import type { ResultDocument } from '#core/predictor/result.ts';
import { sampleWords } from '#core/sample/user-sample.ts';
import { formatCount } from '../../kit/format.ts';
import { describeDays } from '../question/describe-conditions.ts';

const computedAt = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** The numbers that let somebody else get the same answer, each with its name. */
export function modelCard(result: ResultDocument): readonly (readonly [string, string])[] {
  const { model } = result;
  const always: [string, string][] = [
    ['Data', describeDays(result.dataFromMs, result.dataToMs)],
    ...(result.sample ? [['Users', sampleWords(result.sample)] as [string, string]] : []),
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
        ? `shift ${model.calibration.shift.toFixed(2).replace('-', '−')}, spread ${model.calibration.spread.toFixed(2)}`
        : 'too few candidates to calibrate',
    ],
    ['Expected to be chance', `${model.expectedFalse.toFixed(1)} of the rows shown`],
    ...always,
  ];
}
