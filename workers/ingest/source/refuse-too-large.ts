import { mostEvents, tooManyEvents } from '../../shared/most-events.ts';
import type { OpenedFile } from './open-file.ts';

/** How much larger the text of a gzip file is at least. Exports are eight to fifteen times as large. */
const LEAST_GZIP = 4;

/** Events in a file at least, judging by the length of its first ones. */
function expectedEvents({ bytes, format, members }: OpenedFile): number {
  const longest = Math.max(...members.map(({ bytesPerRecord }) => bytesPerRecord));
  return (bytes * (format === 'gzip' ? LEAST_GZIP : 1)) / longest;
}

/**
 * Refuse files that hold more events than fit, before they are read. `oneIn`: only one in so many users is kept.
 *
 * @throws PteroError `import/too-large`; the message says how many there are, how many fit and what to do.
 */
export function refuseTooLarge(opened: readonly OpenedFile[], oneIn = 1, most = mostEvents()): void {
  const events = opened.reduce((sum, file) => sum + expectedEvents(file), 0);
  if (events / oneIn <= most) return;
  const names = opened.map(({ name }) => `“${name}”`).join(', ');
  const holds = opened.length === 1 ? `${names} holds` : `These files together hold`;
  throw tooManyEvents(holds, events, most);
}
