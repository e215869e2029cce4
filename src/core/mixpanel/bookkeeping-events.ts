const bookkeepingEvents: ReadonlySet<string> = new Set(['$identify', '$create_alias', '$merge', '$mp_session_record']);

/** True for events that Mixpanel writes for itself: they say who somebody is, not what they did. */
export function isBookkeepingEvent(name: string): boolean {
  return bookkeepingEvents.has(name);
}
