import type { Statement } from './statement.ts';

/** Events and users on each UTC day that has any; of all events (null) or of one. Days count from 1 January 1970. */
export function days(event: number | null): Statement {
  return {
    sql: `
      with of_user as (
        select floor(time / 86400000)::integer as day, user, count(*) as events
        from events
        where ${event === null ? 'true' : 'event = ?'}
        group by day, user
      )
      select day, sum(events)::double as events, count(*)::double as users
      from of_user
      group by day
      order by day`,
    values: event === null ? [] : [event],
  };
}
