import { isOneOf, type Statement } from './statement.ts';

/** Events and users on each UTC day that has any; of all events (null) or of some. Days count from 1 January 1970. */
export function days(events: readonly number[] | null): Statement {
  const among = isOneOf(events);
  return {
    sql: `
      with of_user as (
        select floor(time / 86400000)::integer as day, user, count(*) as events
        from events
        where ${among.sql}
        group by day, user
      )
      select day, sum(events)::double as events, count(*)::double as users
      from of_user
      group by day
      order by day`,
    values: among.values,
  };
}
