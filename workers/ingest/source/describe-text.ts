const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The JSON a text begins with: all of it, or its first line. Undefined when neither parses. */
function leadingJson(text: string): unknown {
  const whole = parsed(text);
  return whole === undefined ? parsed(text.split('\n').find((line) => line.trim() !== '') ?? '') : whole;
}

function quoted(names: readonly string[]): string {
  return names
    .slice(0, 4)
    .map((name) => `“${name.length > 40 ? `${name.slice(0, 40)}…` : name}”`)
    .join(', ');
}

function describeObject(value: Record<string, unknown>): string {
  const { error, event, properties } = value;
  if (error !== undefined && event === undefined) {
    const said = typeof error === 'string' ? `: “${error.slice(0, 200)}”` : '';
    return `an error message from a server instead of events${said}`;
  }
  const profiles = Array.isArray(value['results']) ? (value['results'] as unknown[])[0] : value;
  if (isObject(profiles) && '$distinct_id' in profiles) {
    return 'an export of user profiles; export the events instead';
  }
  if (event !== undefined || properties !== undefined) {
    return 'JSON in which “event” is not a name or “properties” is not an object';
  }
  const names = Object.keys(value);
  return names.length === 0 ? 'an empty JSON object' : `JSON that is not events: it has ${quoted(names)}`;
}

function describeJson(value: unknown): string {
  if (!Array.isArray(value)) return isObject(value) ? describeObject(value) : 'JSON that is not events';
  const first: unknown = value[0];
  return isObject(first) ? describeObject(first) : 'a JSON list of something other than events';
}

/** True when the first lines have the same number of commas, semicolons or tabs: one or more. */
function isTable(lines: readonly string[]): boolean {
  const rows = lines.filter((line) => line.trim() !== '').slice(0, 5);
  return [',', ';', '\t', '|'].some((separator) => {
    const counts = rows.map((row) => row.replaceAll(/"[^"]*"/g, '').split(separator).length);
    return counts[0]! > 1 && counts.every((count) => count === counts[0]);
  });
}

/** Say what a text without events looks like; completes “It looks like …”. Null when it began as JSON and broke. */
export function describeText(text: string): string | null {
  const start = text.trimStart();
  if (/^<(!doctype html|html|head|body)/i.test(start)) return 'a web page (HTML)';
  if (start.startsWith('<')) return 'an XML or HTML document';
  const json = leadingJson(start);
  if (json !== undefined) return describeJson(json);
  if (start.startsWith('{') || start.startsWith('['))
    return /"(event|properties)"/.test(start) ? null : 'text in braces that is not JSON';
  return isTable(start.split(/\r?\n/, 6)) ? 'a table (CSV)' : 'plain text';
}
