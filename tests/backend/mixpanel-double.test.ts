import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mixpanelProject, type PlainEvent } from '../../supabase/local/mixpanel/project.ts';
import { type Mixpanel, startMixpanel } from '../../supabase/local/mixpanel/start-mixpanel.ts';
import { needs, ownServer, type Person } from './context.ts';
import { call, dayRows, projectOf, secret, username } from './mixpanel-people.ts';
import { person, workspaceOf } from './people.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const DAYS = 17;
const today = Math.floor(Date.now() / DAY) * DAY;
const first = today - DAYS * DAY;
const dayBefore = (days: number) => new Date(today - days * DAY).toISOString().slice(0, 10);
const range = { from: dayBefore(DAYS), to: dayBefore(1) };

/** Every hour some of 200 users come, round the clock. */
const events = Array.from({ length: DAYS * 24 * 3 }, (_, n): PlainEvent => {
  const timeMs = first + Math.floor(n / 3) * HOUR + 60_000;
  return {
    event: n % 50 === 0 ? '$identify' : 'Open',
    timeMs,
    distinctId: `user ${(n * 7) % 200}`,
    insertId: `i${n}`,
    processedMs: timeMs + 30_000,
    properties: {},
  };
});

let mixpanel: Mixpanel;
let ada: Person;
let workspace: string;

describe.each([
  ['UTC', false],
  ['the wall clock', true],
])('a project of Mixpanel’s on %s', needs('own server'), (_clock, isWallClock) => {
  beforeAll(async () => {
    const accounts = [{ username, secret, mayExport: true }];
    const zone = 'Europe/Berlin';
    const given = mixpanelProject({ id: '77', region: 'eu', zone, isWallClock, accounts, events, duplicateShare: 0.1 });
    mixpanel = await startMixpanel({ projects: [given], hasLimits: false });
    const ports = Object.fromEntries(
      Object.entries(mixpanel.hosts).map(([region, url]) => [region, new URL(url).port]),
    );
    const body = JSON.stringify({ account: username, ...ports });
    await fetch(ownServer().switchboardUrl, { method: 'POST', body });
    ada = await person('Ada');
    workspace = await workspaceOf(ada);
  });
  // It also fails where anything was asked that Mixpanel does not document.
  afterAll(() => mixpanel?.stop());

  it('is checked, connected and pulled, and each of its days counted as it exports them', async () => {
    const project = await projectOf(ada, workspace);
    const order = {
      action: 'connect',
      project_id: project,
      region: 'us',
      mixpanel_project_id: '77',
      kind: 'service_account',
      username,
      secret,
      time_zone: 'Europe/Berlin',
      created_on: isWallClock ? '2020-01-01' : '2024-01-01',
    };
    const said = async (changed: object) => (await call(ada, 'mixpanel-connect', { ...order, ...changed })).json();
    expect(await said({})).toMatchObject({ verdict: 'wrong-region', region: 'eu' });
    expect(await said({ region: 'eu', secret: 'another' })).toMatchObject({ verdict: 'wrong-secret' });
    expect(await said({ region: 'eu' })).toEqual({ verdict: 'right', region: 'eu', wall_clock: isWallClock });

    let lines = 0;
    for (const [from_date, to_date] of [
      [range.from, dayBefore(11)],
      [dayBefore(10), range.to],
    ]) {
      const response = await call(ada, 'mixpanel-export', { project_id: project, from_date, to_date });
      expect(response.status).toBe(200);
      lines += (await response.text()).split('\n').length - 1;
    }
    const counted = await dayRows(project);
    expect(new Map(counted.map(({ day, events }) => [day, events]))).toEqual(mixpanel.linesOfDays('77', range));
    expect(counted.reduce((sum, { events }) => sum + events, 0)).toBe(lines);
    const { size } = new Set(events.filter(({ event }) => event === 'Open').map(({ distinctId }) => distinctId));
    for (const { users } of counted) expect(users).toBeLessThanOrEqual(size);
    expect(Math.max(...counted.map(({ users }) => users ?? 0))).toBeGreaterThan(55);
  });
});
