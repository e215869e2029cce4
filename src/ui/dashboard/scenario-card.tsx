import { createMemo, createSignal, Show, Suspense } from 'solid-js';
import type { SavedScenario } from '#contract/saved.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import { type ScenarioColour, scenarioColours } from '#core/scenario/definition.ts';
import { describeEnd, scenarioTitle } from '#core/scenario/scenario-title.ts';
import { isReadOnly } from '../billing/read-only.ts';
import { useApp } from '../kit/app-context.ts';
import { IconButton } from '../kit/button.tsx';
import { formatMoment } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { isolate } from '../kit/isolate.ts';
import { Menu, MenuChoices, MenuItem, MenuLine } from '../kit/menu.tsx';
import { showToast } from '../kit/toast.tsx';
import { CardFigures } from './card-figures.tsx';
import { colourNames } from './colour-names.ts';
import { later } from '../kit/later.tsx';

const TeamCardWhen = later(() => import('../team-dashboard/team-card.tsx').then((module) => module.TeamCardWhen));
const TeamCardPin = later(() => import('../team-dashboard/team-card.tsx').then((module) => module.TeamCardPin));
const RenameScenario = later(() => import('./rename-scenario.tsx').then((module) => module.RenameScenario));

/** One scenario in a list: its colour, question, rate, top rows, freshness, pin and menu. */
export function ScenarioCard(props: { scenario: SavedScenario; now: number }) {
  const app = useApp();
  const [renaming, setRenaming] = createSignal(false);
  const run = createMemo(() => app.scenarios.run(props.scenario.id));
  const title = () => props.scenario.name ?? scenarioTitle(props.scenario.definition);
  const stale = () => {
    const state = run();
    return state.kind === 'idle' && state.stale;
  };

  const fixed = () => isReadOnly(app, props.scenario);
  const why = () => (fixed() ? 'read-only' : undefined);

  const attempt = async (deed: () => Promise<unknown>) => {
    try {
      await deed();
    } catch (cause) {
      const error = PteroError.from(cause);
      const { describeTeamError } = await import('../team/describe-team-error.ts');
      showToast(describeTeamError(error));
    }
  };
  const patch = (change: Partial<Pick<SavedScenario, 'colour' | 'pinned'>>) =>
    attempt(() => app.scenarios.update(props.scenario.id, change));
  const remove = () =>
    attempt(async () => {
      const name = title();
      const undo = await app.scenarios.remove(props.scenario.id);
      showToast(`${name} deleted`, { label: 'Undo', run: () => void attempt(undo) });
    });

  return (
    <li class="card">
      <Menu
        placement="bottom-start"
        label={`Colour of ${title()}: ${props.scenario.colour}`}
        triggerClass={`card-bar ${props.scenario.colour}`}
        trigger={<i />}
      >
        <MenuChoices<ScenarioColour>
          value={props.scenario.colour}
          onChange={(colour) => void patch({ colour })}
          options={scenarioColours.map((colour) => ({
            value: colour,
            label: (
              <>
                <i class={`swatch ${colour}`} aria-hidden="true" /> {colourNames[colour]}
              </>
            ),
          }))}
        />
      </Menu>
      <div class="card-name">
        <a href={`/scenario/${props.scenario.id}`} class="card-link" title={title()}>
          <Show when={props.scenario.name}>
            {(name) => (
              <b class="cut" dir="auto">
                {name()}
              </b>
            )}
          </Show>
          <span class="card-ends" classList={{ second: props.scenario.name !== null }}>
            <bdi class="cut">{describeEnd(props.scenario.definition.start)}</bdi>
            <span class="quiet" aria-label="to" role="img">
              →
            </span>
            <bdi class="cut">{describeEnd(props.scenario.definition.target)}</bdi>
            <Show when={props.scenario.suggestedBecause !== null}>
              <span class="card-spark" role="img" aria-label="suggested">
                <Icon name="spark" size={12} />
              </span>
            </Show>
          </span>
        </a>
        <Show when={props.scenario.suggestedBecause !== null && props.scenario.openedAt <= props.scenario.createdAt}>
          <small class="card-because">{isolate(props.scenario.suggestedBecause ?? '')}</small>
        </Show>
      </div>
      <CardFigures run={run()} summary={props.scenario.shared?.summary} />
      <span class="card-when small">
        <Show
          when={props.scenario.shared}
          fallback={<Show when={run().result}>{(result) => formatMoment(result().computedAt, props.now)}</Show>}
        >
          {(shared) => <TeamCardWhen shared={shared()} now={props.now} />}
        </Show>
        <Show when={stale()}>
          <span class="card-stale" title="The data or the question changed since">
            stale
          </span>
        </Show>
      </span>
      <span class="card-end">
        <Show when={props.scenario.shared}>{(shared) => <TeamCardPin shared={shared()} />}</Show>
        <IconButton
          label={`${props.scenario.pinned ? 'Unpin' : 'Pin'} ${title()}`}
          title={props.scenario.pinned ? 'Unpin' : 'Pin'}
          aria-pressed={props.scenario.pinned}
          onClick={() => void patch({ pinned: !props.scenario.pinned })}
        >
          <Icon name={props.scenario.pinned ? 'pinned' : 'pin'} size={15} />
        </IconButton>
        <Menu label={`More for ${title()}`} trigger={<Icon name="more" />}>
          <Show when={props.scenario.shared?.hasEvents !== false}>
            <MenuItem
              icon="refresh"
              disabled={fixed()}
              end={why()}
              onSelect={() => app.scenarios.explore(props.scenario.id)}
            >
              Refresh
            </MenuItem>
          </Show>
          <MenuItem icon="edit" onSelect={() => setRenaming(true)}>
            Rename…
          </MenuItem>
          <MenuItem
            icon="copy"
            disabled={fixed()}
            end={why()}
            onSelect={() => void attempt(() => app.scenarios.duplicate(props.scenario.id))}
          >
            Duplicate
          </MenuItem>
          <Show when={props.scenario.shared?.mayDelete !== false}>
            <MenuLine />
            <MenuItem icon="trash" danger disabled={fixed()} end={why()} onSelect={() => void remove()}>
              Delete
            </MenuItem>
          </Show>
        </Menu>
      </span>
      <Suspense>
        <Show when={renaming()}>
          <RenameScenario scenario={props.scenario} onClose={() => setRenaming(false)} />
        </Show>
      </Suspense>
    </li>
  );
}
