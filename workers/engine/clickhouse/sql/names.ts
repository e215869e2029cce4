/** A table as it is written in a query, each part in backticks. @throws nothing: whatever is given is made harmless. */
export const tableName = (table: string): string =>
  table
    .split('.')
    .map((part) => `\`${part.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``)
    .join('.');

/** A text as a literal. */
export const literal = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** Events whose id names a user, as Ptero's own import reads it. */
export const NAMES_A_USER = `distinct_id NOT IN ('', '$hotshard_events')`;

/** The moment of an event in epoch milliseconds. */
export const MOMENT = 'toFloat64(toUnixTimestamp64Milli(toDateTime64(time, 3)))';
