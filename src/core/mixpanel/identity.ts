/** Mixpanel puts this in place of an id that sends too much; the real one is in `mp_original_distinct_id`. */
const HOT_SHARD = '$hotshard_events';

/**
 * True when a `distinct_id` names a user.
 *
 * An event with no id, an empty one, or Mixpanel's collective id for overloaded senders belongs to nobody: it
 * is counted and set aside.
 */
export function namesUser(distinctId: string | null): boolean {
  return distinctId !== null && distinctId !== '' && distinctId !== HOT_SHARD;
}
