import { For, Match, Switch } from 'solid-js';
import type { HelpBlock } from './help-page.ts';
import styles from './help.module.css';

const marks = /(\*\*[^*]+\*\*|`[^`]+`|\[[^\]]+\]\([^)]+\))/;

function Piece(props: { piece: string }) {
  const link = () => /^\[([^\]]+)\]\(([^)]+)\)$/.exec(props.piece);
  return (
    <Switch fallback={props.piece}>
      <Match when={props.piece.startsWith('**')}>
        <b>{props.piece.slice(2, -2)}</b>
      </Match>
      <Match when={props.piece.startsWith('`')}>
        <code>{props.piece.slice(1, -1)}</code>
      </Match>
      <Match when={link()}>{(found) => <a href={found()[2] ?? ''}>{found()[1]}</a>}</Match>
    </Switch>
  );
}

/** A text with its marks shown as bold, code and links. */
function Marked(props: { text: string }) {
  return <For each={props.text.split(marks)}>{(piece) => <Piece piece={piece} />}</For>;
}

const as = <K extends HelpBlock['kind']>(block: HelpBlock, kind: K) =>
  block.kind === kind ? (block as Extract<HelpBlock, { kind: K }>) : undefined;

function Items(props: { items: readonly string[] }) {
  return (
    <For each={props.items}>
      {(item) => (
        <li>
          <Marked text={item} />
        </li>
      )}
    </For>
  );
}

/** One block of a help page. */
export function HelpBlockView(props: { block: HelpBlock }) {
  return (
    <Switch>
      <Match when={as(props.block, 'text')}>
        {(block) => (
          <p>
            <Marked text={block().text} />
          </p>
        )}
      </Match>
      <Match when={as(props.block, 'steps')}>
        {(block) => (
          <ol>
            <Items items={block().items} />
          </ol>
        )}
      </Match>
      <Match when={as(props.block, 'list')}>
        {(block) => (
          <ul>
            <Items items={block().items} />
          </ul>
        )}
      </Match>
      <Match when={as(props.block, 'code')}>
        {(block) => (
          // A long line scrolls inside its box; the box takes the focus so that keys can scroll it.
          <pre class={styles.code} tabIndex={0} role="group" aria-label="To copy">
            <code>{block().text}</code>
          </pre>
        )}
      </Match>
      <Match when={as(props.block, 'table')}>
        {(block) => (
          <table>
            <thead>
              <tr>
                <For each={block().head}>{(cell) => <th scope="col">{cell}</th>}</For>
              </tr>
            </thead>
            <tbody>
              <For each={block().rows}>
                {(cells) => (
                  <tr>
                    <For each={cells}>
                      {(cell, index) => (index() === 0 ? <th scope="row">{cell}</th> : <td>{cell}</td>)}
                    </For>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        )}
      </Match>
    </Switch>
  );
}
