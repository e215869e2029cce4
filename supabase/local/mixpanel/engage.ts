import type { ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';
import type { MixpanelProject } from './project.ts';

const PAGE = 1000;

/** These end an answer in its midst. */
const cutting: ReadonlySet<Fault | null> = new Set<Fault>(['reset', 'cut', 'terminated']);

/** Answers a page of profiles: the first begins a session, the others name it. */
export function engagePage(
  response: ServerResponse,
  project: MixpanelProject,
  fields: URLSearchParams,
  fault: Fault | null,
): void {
  const page = Number(fields.get('page') ?? 0);
  const session = `session-${project.id}-${project.profiles.length}`;
  const refuse = (words: string): void => {
    response.writeHead(400, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ error: words, status: 'error' }));
  };
  if (!Number.isInteger(page) || page < 0) return refuse('page is not a number');
  if (page > 0 && fields.get('session_id') !== session) return refuse('a page after the first needs its session_id');
  const wanted = fields.get('output_properties');
  const names = wanted === null ? null : new Set(JSON.parse(wanted) as string[]);
  const results = project.profiles.slice(page * PAGE, (page + 1) * PAGE).map(({ distinctId, properties }) => ({
    $distinct_id: distinctId,
    $properties: Object.fromEntries(Object.entries(properties).filter(([name]) => names?.has(name) ?? true)),
  }));
  response.writeHead(200, { 'Content-Type': 'application/json' });
  const total = project.profiles.length;
  const text = JSON.stringify({ results, page, page_size: PAGE, session_id: session, total, status: 'ok' });
  if (cutting.has(fault)) response.write(text.slice(0, text.length / 2), () => response.destroy());
  else response.end(text);
}
