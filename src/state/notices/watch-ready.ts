import { createEffect, createMemo, mapArray, on } from 'solid-js';
import type { ProjectsState, SuggestionsState } from '../app-state.ts';
import type { NoticesState } from './notices-state.ts';
import type { TeamState } from '../team/team-state.ts';

export interface ReadyDeps {
  readonly notices: Pick<NoticesState, 'add'>;
  readonly projects: Pick<ProjectsState, 'current'>;
  readonly suggestions: Pick<SuggestionsState, 'progress'>;
  readonly team: TeamState;
}

/**
 * Gives notice when the first import of a connected project is done, when the first results of the project it became are
 * there, and when a pull needs a person. Call inside a Solid root.
 */
export function watchReady({ notices, projects, suggestions, team }: ReadyDeps): void {
  const isPulled = (localId: string) =>
    team.mixpanel?.connections()?.some(({ projectId }) => team.shared?.localOf(projectId) === localId) ?? false;

  createEffect(
    on(suggestions.progress, (now, before) => {
      const project = projects.current();
      if (now !== null || !before || !project || !isPulled(project.id)) return;
      notices.add({
        kind: 'results-ready',
        title: `First results of ${project.name} are ready`,
        words: `Ptero proposed ${before.total === 1 ? 'a question' : `${before.total} questions`} and answered ${before.total === 1 ? 'it' : 'them'}.`,
        path: '/',
      });
    }),
  );

  const ids = createMemo(() => (team.mixpanel?.connections() ?? []).map(({ projectId }) => projectId), [], {
    equals: (a, b) => a.join() === b.join(),
  });
  const watched = mapArray(ids, (projectId) => {
    const nameOf = () => team.shared?.projects().find(({ id }) => id === projectId)?.name ?? 'Your project';
    createEffect(
      on(
        () => {
          const pull = team.pull?.of(projectId);
          return pull && { kind: pull.kind, isFirst: pull.isFirst };
        },
        (now, before) => {
          if (before?.kind === 'pulling' && before.isFirst && now?.isFirst === false) {
            notices.add({
              kind: 'data-ready',
              title: `The data of ${nameOf()} are here`,
              words: 'The last six months are in this browser. First results are being worked out.',
              path: '/data',
            });
          }
          if (now?.kind === 'failed' && before && before.kind !== 'failed') {
            notices.add({
              kind: 'pull-failed',
              title: `${nameOf()} cannot be refreshed`,
              words: 'Mixpanel or the server refused. The Data screen says why, and what to do.',
              path: '/data',
            });
          }
        },
      ),
    );
  });
  createEffect(watched);
}
