/** Events that do not make somebody a monthly active user, as src/core/metering/qualifying-events.ts has them. Version 2026-11. */
export const nonQualifyingEvents: readonly string[] = [
  '$identify',
  '$create_alias',
  '$merge',
  '$opt_in',
  '$mp_session_record',
  '$campaign_delivery',
  '$campaign_received',
  '$campaign_bounced',
  '$campaign_marked_spam',
  '$message_suppressed',
  '$unsubscribe',
  '$journey_entered',
  '$experiment_started',
];
