import { Match, Switch } from 'solid-js';
import type { ResultRow } from '#core/predictor/result.ts';
import { joinOf } from '#core/predictor/words/derived-values.ts';

/** A row's name on the screen. Each foreign name is set apart, so that right-to-left names do not turn the rest around. */
export function RowName(props: { row: Pick<ResultRow, 'kind' | 'event' | 'property' | 'value'> }) {
  return (
    <Switch>
      <Match when={props.row.kind === 'behaviour'}>
        <bdi>{props.row.event}</bdi>
      </Match>
      <Match when={props.row.kind === 'attribute'}>
        <bdi>{props.row.property}</bdi>
        {joinOf(props.row.value ?? '')}
        <bdi>{props.row.value}</bdi>
      </Match>
      <Match when={props.row.kind === 'event_property'}>
        <bdi>{props.row.event}</bdi> where <bdi>{props.row.property}</bdi>
        {joinOf(props.row.value ?? '')}
        <bdi>{props.row.value}</bdi>
      </Match>
    </Switch>
  );
}
