import { type Credentials, isRegion, type Region } from '../_shared/mixpanel.ts';
import { isDay, isUuid, readFields } from '../_shared/refuse.ts';

/** What an admin asks for. */
export interface Order extends Credentials {
  readonly action: 'check' | 'connect';
  readonly project_id: string;
  readonly region: Region;
  readonly time_zone: string | null;
  readonly created_on: string | null;
}

const names = [
  'action',
  'project_id',
  'region',
  'mixpanel_project_id',
  'kind',
  'username',
  'secret',
  'time_zone',
  'created_on',
] as const;

const isName = (value: unknown): value is string => typeof value === 'string' && /^[^\s:\p{Cc}]{1,200}$/u.test(value);
const isSecret = (value: unknown): value is string => typeof value === 'string' && /^[\x21-\x7e]{1,200}$/.test(value);

function isZone(value: unknown): value is string {
  if (typeof value !== 'string' || !/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(value)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The order a body holds; null when anything about it is not as documented. */
export function readOrder(text: string): Order | null {
  const body = readFields(text, names);
  if (!body) return null;
  const { action, project_id, region, mixpanel_project_id, kind, username, secret, time_zone, created_on } = body;
  if (action !== 'check' && action !== 'connect') return null;
  if (!isUuid(project_id) || !isRegion(region) || !isSecret(secret)) return null;
  if (typeof mixpanel_project_id !== 'string' || !/^[0-9]{1,20}$/.test(mixpanel_project_id)) return null;
  if (time_zone !== null && !isZone(time_zone)) return null;
  if (created_on !== null && !isDay(created_on)) return null;
  const rest = { action, project_id, region, mixpanel_project_id, secret, time_zone, created_on } as const;
  if (kind === 'service_account' && isName(username)) return { ...rest, kind, username };
  if (kind === 'project_secret' && username === null) return { ...rest, kind, username };
  return null;
}
