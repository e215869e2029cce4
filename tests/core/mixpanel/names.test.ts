import { describe, expect, it } from 'vitest';
import { isBookkeepingEvent } from '#core/mixpanel/bookkeeping-events.ts';
import { namesUser } from '#core/mixpanel/identity.ts';
import { isTransportProperty } from '#core/mixpanel/transport-properties.ts';

describe('names Mixpanel gives', () => {
  it.each(['$identify', '$create_alias', '$merge'])('%s is bookkeeping', (name) =>
    expect(isBookkeepingEvent(name)).toBe(true),
  );
  it.each(['identify', '$Identify', '$mp_web_page_view', 'Sign up', 'toString'])('%s is something a user did', (name) =>
    expect(isBookkeepingEvent(name)).toBe(false),
  );

  it.each([
    '$insert_id',
    'mp_processing_time_ms',
    '$mp_api_timestamp_ms',
    '$mp_api_endpoint',
    '$import',
    '$mp_event_size',
    '$is_reshuffled',
    'mp_sent_by_lib_version',
    'time',
    'distinct_id',
  ])('%s is transport', (name) => expect(isTransportProperty(name)).toBe(true));
  it.each(['insert_id', 'Time', '$browser', 'mp_country_code', '$user_id', '__proto__'])('%s is a property', (name) =>
    expect(isTransportProperty(name)).toBe(false),
  );

  it.each([null, '', '$hotshard_events'])('%j names nobody', (id) => expect(namesUser(id)).toBe(false));
  it.each(['ann', '$device:1', ' ', '0'])('%j names a user', (id) => expect(namesUser(id)).toBe(true));
});
