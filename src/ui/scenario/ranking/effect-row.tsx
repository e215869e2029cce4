import { createUniqueId, Show, type ParentProps } from 'solid-js';
import type { Direction, ResultRow } from '#core/predictor/result.ts';
import { timesOrMore } from '#core/predictor/words/describe-row.ts';
import type { EffectScale } from '../../charts/effect-scale.ts';
import { formatWholeShare } from '../../charts/format-share.ts';
import { IntervalGlyph } from '../../charts/interval-glyph.tsx';
import styles from './effect-table.module.css';
import { Evidence } from './evidence.tsx';
import { RowName } from './row-name.tsx';

export interface EffectRowProps {
  row: ResultRow;
  direction: Direction;
  scale: EffectScale;
  open: boolean;
  /** It was no finding before the last refresh. */
  fresh: boolean;
  onToggle: () => void;
}

const ofProfile = (kind: NonNullable<ResultRow['profile']>): string =>
  kind === 'fixed' ? 'profile (today’s value)' : 'profile (today’s value): it may be a result';

/** Below the name: how often, or that it is an attribute; and what moves with it. */
function secondLine(row: ResultRow): string {
  const how = row.profile
    ? ofProfile(row.profile)
    : row.kind === 'attribute' || row.minCount === null
      ? 'attribute at the start'
      : timesOrMore(row.minCount);
  if (row.twins.length === 0) return how;
  const [first, ...others] = row.twins;
  return `${how} · moves with ${first}${others.length > 0 ? ` and ${others.length} more` : ''}`;
}

/** The places it takes in nearly all samples: `1–9`; nothing where it is always the same one. */
const places = ({ rankInterval }: ResultRow): string | undefined =>
  rankInterval && rankInterval.low < rankInterval.high ? `${rankInterval.low}–${rankInterval.high}` : undefined;

/** One finding. Its name is the button that opens the rest in place, below it. */
export function EffectRow(props: ParentProps<EffectRowProps>) {
  const detailId = createUniqueId();
  return (
    <>
      <tr class={styles.row} classList={{ [styles.open as string]: props.open }} data-row={props.row.id}>
        <td class={styles.n}>
          {props.row.rank}
          <Show when={places(props.row)}>
            {(range) => (
              <small>
                <span class="visually-hidden"> by power, in nearly all samples </span>
                {range()}
              </small>
            )}
          </Show>
        </td>
        <th scope="row" class={styles.what}>
          <button
            type="button"
            aria-expanded={props.open}
            aria-controls={props.open ? detailId : undefined}
            onClick={() => props.onToggle()}
          >
            <b>
              <RowName row={props.row} />
            </b>
            <small dir="auto">
              <Show when={props.fresh}>
                <span class={styles.fresh}>New</span>
              </Show>
              {secondLine(props.row)}
            </small>
          </button>
        </th>
        <td class={styles.effect}>
          <Show when={props.row.hazard} fallback="not estimated">
            {(hazard) => <IntervalGlyph estimate={hazard()} direction={props.direction} scale={props.scale} />}
          </Show>
        </td>
        <td class={styles.rate}>
          <Show when={props.row.rateWith !== null && props.row.rateWithout !== null} fallback="–">
            <b>{formatWholeShare(props.row.rateWith ?? 0)}</b>{' '}
            <span class="quiet">vs {formatWholeShare(props.row.rateWithout ?? 0)}</span>
          </Show>
        </td>
        <td class={styles.reach}>
          <span class={styles.label}>did it: </span>
          {formatWholeShare(props.row.usersWith / Math.max(1, props.row.usersWith + props.row.usersWithout))}
        </td>
        <td class={styles.tier}>
          <Show when={props.row.tier} fallback="–">
            {(tier) => <Evidence tier={tier()} />}
          </Show>
        </td>
      </tr>
      <Show when={props.open}>
        <tr class={styles.detail} id={detailId}>
          <td colSpan={6}>{props.children}</td>
        </tr>
      </Show>
    </>
  );
}
