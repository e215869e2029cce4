import type { RefusalReason } from '#contract/ingest.ts';
import type { PteroErrorCode, PteroErrorData } from '#core/errors/ptero-error.ts';

type Describe = (error: PteroErrorData) => string;

const detail = (error: PteroErrorData, key: string): string => {
  const value = error.details[key];
  return value === undefined || value === null ? '' : String(value);
};
const quoted = (error: PteroErrorData, key: string, otherwise: string): string => {
  const value = detail(error, key);
  return value === '' ? otherwise : `“${value}”`;
};
/** Refusals of the scanner know file, line and look of what they met, and say it themselves. */
const own: Describe = (error) => error.message;

/** What the server says where a plan allows nothing new. */
export const readOnlyRefusal =
  'This workspace is read-only until it is paid for: results stay readable, nothing new is asked or fetched. An admin can change that under Billing and usage.';

const words: Record<PteroErrorCode, Describe> = {
  'input/invalid': (error) =>
    `Something in this question cannot be computed: ${error.message}. Change it and try again.`,
  'import/not-an-export': own,
  'import/empty': own,
  'import/damaged': own,
  'import/unreadable': own,
  'import/busy': () =>
    'Another import is under way, and only one can run at a time. Wait until it is done or cancel it, then try the sample again.',
  'import/too-large': own,
  'job/cancelled': () => 'Cancelled. What was there before is untouched.',
  'store/damaged': (error) =>
    `The stored events of ${quoted(error, 'project', 'this project')} are damaged, so no numbers are shown from them. Import the export again to repair it.`,
  'store/profiles-damaged': (error) =>
    `The stored user profiles of ${quoted(error, 'project', 'this project')} are damaged; its events are not. Fetch the profiles again under Settings, Mixpanel.`,
  'store/locked': () =>
    'Another tab is importing into this project. Wait until it is done, or close that tab, then try again.',
  'store/full': () =>
    'This browser has no space left for these events. Delete a project on the Data screen or free some disk space, then try again.',
  'store/missing': () => 'These events are no longer in this browser. Import the export again.',
  'store/changed': () => 'An import finished while this was computed, so it was stopped. Try again.',
  'store/unavailable': () =>
    'This browser does not let Ptero keep data, so nothing would survive a reload. Leave private browsing or allow site data for this address, then reload.',
  'store/failed': () =>
    'The browser could not use its own storage just now. What was stored before is unchanged. Try again; if it stays, restart the browser.',
  'query/failed': () => 'This question to the stored events did not work. Try again; if it stays, reload the page.',
  'query/unavailable': () =>
    'The part that answers questions about properties could not be loaded. Connect to the network once and try again; after that it works offline.',
  'scenario/unknown-event': (error) =>
    `There is no event ${quoted(error, 'event', 'with this name')} in this project. Choose another one, or import data that holds it.`,
  'scenario/nobody': (error) =>
    `Nobody did ${quoted(error, 'event', 'the start event')} here, so there is nothing to compare. Choose another start event, or loosen its filters.`,
  'analysis/failed': () =>
    'The analysis stopped because of a fault in Ptero. Your data is safe. Try again; if it stays, reload the page.',
  'memory/full': () =>
    'This tab ran out of memory, so it stopped before anything was changed. Close other tabs and try again, or import fewer days or fewer events.',
  'worker/ended': () =>
    'The browser ended the part of Ptero that was at work, so nothing came of it. What was stored before is untouched. Try again; if it stays, close other tabs and reload the page.',
  'worker/unavailable': () =>
    'A part of Ptero could not be loaded. Connect to the network and try again; what was loaded once works offline.',
  'engine/unreachable': (error) =>
    `The browser could not reach ${detail(error, 'address') || 'the server'}, or the server does not let this page read its answers: a browser cannot tell the two apart. Check the address and port, that the server is up, and that add_http_cors_header is on (Help, ClickHouse, CORS).`,
  'engine/refused-login': (error) =>
    `The server does not know the user ${quoted(error, 'user', 'given')} with this password. Check both, then try again; after several tries some servers make you wait.`,
  'engine/not-allowed': (error) =>
    `The user ${quoted(error, 'user', 'given')} may not read ${quoted(error, 'table', 'this table')}. Grant it: GRANT SELECT ON ${detail(error, 'table') || 'the table'} TO ${detail(error, 'user') || 'the user'}.`,
  'engine/no-table': (error) =>
    `There is no table or view ${quoted(error, 'table', 'of this name')} on the server. Check the spelling, with the database before the point.`,
  'engine/no-column': (error) =>
    `${quoted(error, 'table', 'The table')} lacks ${detail(error, 'columns') || 'a column that Ptero reads'}. Ptero needs event, distinct_id, time and properties: give it a view with these names (Help, ClickHouse, The table).`,
  'engine/old-version': (error) =>
    `The server is too old${detail(error, 'version') ? ` (${detail(error, 'version')})` : ''}: Ptero needs ClickHouse ${detail(error, 'oldest') || '24.3'} or later. Update it, or export the events to a file and open that here.`,
  'engine/timed-out': () =>
    'The server took longer than it is allowed to, so the question was given up. Raise max_execution_time of the user, or ask a narrower question: a rarer start event, or filters on it.',
  'engine/limit': (error) =>
    `The server reached a limit of the user ${quoted(error, 'user', 'given')}: ${error.message} Raise the limit, or ask a narrower question.`,
  'engine/killed': () =>
    'Somebody ended this question on the server. Nothing was lost. Ask whoever looks after the server, then try again.',
  'engine/no-password': (error) =>
    `The password of ${quoted(error, 'user', 'this connection')} is not kept, as you wished. Enter it again on the Data screen, under Connection.`,
  'engine/no-ids': () =>
    'Ptero reads no user ids from a server, so it cannot list who is likely next. Export the events to a file and open that here to see the list.',
  'engine/failed': (error) =>
    `The server could not answer: ${error.message}. Try again; if it stays, show these words to whoever looks after it.`,
  'team/refused': (error) =>
    detail(error, 'reason') === 'plan/read-only'
      ? readOnlyRefusal
      : 'Your workspace did not take this. Try again; if it stays, reload the page.',
  'team/no-events': (error) =>
    `The events of ${quoted(error, 'project', 'this project')} are not in this browser. Import them here, then try again.`,
  'team/answer-not-here': () => 'This answer was never opened in this browser. Connect to the network, then try again.',
  'mixpanel/refused': () =>
    'The events could not be brought over from Mixpanel. What was there before is untouched. Look at the connection in the settings, then try again.',
  'internal/unexpected': () => 'Something went wrong in Ptero. Your data is safe. Reload the page and try again.',
};

/** What went wrong, where, and what to do about it, in words for the reader. */
export function describeError(error: PteroErrorData): string {
  return words[error.code](error);
}

const refusals: Record<RefusalReason, string> = {
  'not-json': 'Not readable as JSON',
  'not-an-event': 'JSON, but not an event: the name or the properties are missing',
  'no-time': 'Without a time',
  'bad-time': 'With a time that makes no sense',
  'too-long': 'Longer than 10 MB',
  'terminated-early': 'Mixpanel stopped in the middle: “terminated early”',
};

/** Why a line was refused, in words for the reader. */
export const describeRefusal = (reason: RefusalReason): string => refusals[reason];
