/** Properties that say how an event travelled or whose it is. */
export const transportPropertyNames: readonly string[] = [
  'time',
  'distinct_id',
  '$insert_id',
  'mp_processing_time_ms',
  '$mp_api_timestamp_ms',
  '$mp_api_endpoint',
  '$import',
  '$mp_event_size',
  '$is_reshuffled',
  'mp_sent_by_lib_version',
  '$distinct_id_before_identity',
  'mp_original_distinct_id',
];

const transportProperties: ReadonlySet<string> = new Set(transportPropertyNames);

/** True for properties that say how an event travelled or whose it is. They are used at import and never stored. */
export function isTransportProperty(name: string): boolean {
  return transportProperties.has(name);
}
