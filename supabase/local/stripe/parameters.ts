import type { Raw } from './form.ts';
import { refusal } from './refusal.ts';

/** What a parameter may be. A list of texts is an enumeration; an object is an object with these parameters. */
export type Kind =
  | 'text'
  | 'integer'
  | 'boolean'
  | 'metadata'
  | readonly string[]
  | { readonly each: Kind }
  | { readonly of: Readonly<Record<string, Kind>> };

/** The parameters a route knows; the ones marked in `must` are asked for. */
export interface Parameters {
  readonly knows: Readonly<Record<string, Kind>>;
  readonly must?: readonly string[];
}

/**
 * Checks and converts the parameters of a request; `T` is the SDK's type for them.
 *
 * @throws Stripe's own refusal for a parameter that is unknown, missing or malformed.
 */
export function readParameters<T>({ knows, must = [] }: Parameters, raw: Readonly<Record<string, Raw>>): T {
  for (const name of must) {
    if (raw[name] === undefined || raw[name] === '') {
      throw refusal(400, `Missing required param: ${name}.`, { code: 'parameter_missing', param: name });
    }
  }
  return readObject(knows, raw, '') as T;
}

function readObject(
  knows: Readonly<Record<string, Kind>>,
  raw: Readonly<Record<string, Raw>>,
  path: string,
): Record<string, unknown> {
  const within = (name: string) => (path === '' ? name : `${path}[${name}]`);
  return Object.fromEntries(
    Object.entries(raw).map(([name, value]) => {
      const kind = Object.hasOwn(knows, name) ? knows[name] : undefined;
      const param = within(name);
      if (kind === undefined) {
        throw refusal(400, `Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
      }
      return [name, readValue(kind, value, param)];
    }),
  );
}

function readValue(kind: Kind, value: Raw, param: string): unknown {
  if (kind === 'metadata' || (typeof kind === 'object' && 'of' in kind)) {
    if (value === '') return kind === 'metadata' ? {} : null;
    if (typeof value !== 'object' || Array.isArray(value)) throw invalid('object', param);
    const object = value as Readonly<Record<string, Raw>>;
    if (kind !== 'metadata') return readObject(kind.of, object, param);
    return Object.fromEntries(
      Object.entries(object).map(([name, text]) => [name, readText(text, `${param}[${name}]`)]),
    );
  }
  if (typeof kind === 'object' && 'each' in kind) {
    if (value === '') return [];
    if (!Array.isArray(value)) throw invalid('array', param);
    return (value as readonly Raw[]).map((item, index) => readValue(kind.each, item, `${param}[${index}]`));
  }
  const text = readText(value, param);
  if (kind === 'text') return text;
  if (kind === 'integer') {
    if (!/^-?\d+$/.test(text)) {
      throw refusal(400, `Invalid integer: ${text}`, { code: 'parameter_invalid_integer', param });
    }
    return Number(text);
  }
  if (kind === 'boolean') {
    if (text !== 'true' && text !== 'false') throw refusal(400, `Invalid boolean: ${text}`, { param });
    return text === 'true';
  }
  if (!kind.includes(text)) {
    throw refusal(400, `Invalid ${param}: must be one of ${kind.join(', ')}`, { param });
  }
  return text;
}

function readText(value: Raw, param: string): string {
  if (typeof value !== 'string') throw invalid('string', param);
  return value;
}

const invalid = (what: string, param: string) => refusal(400, `Invalid ${what}`, { param });
