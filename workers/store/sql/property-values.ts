import { isOneOf, type PropertyTables, type Statement } from './statement.ts';

/** A property's values with their cells and users, most frequent first; of all events (null) or of some. */
export function propertyValues(
  { cells, texts }: PropertyTables,
  events: readonly number[] | null,
  limit: number,
): Statement {
  const among = isOneOf(events);
  return {
    sql: `
      with of_user as (
        select kind, code, number, user, count(*) as cells
        from ${cells}
        where ${among.sql}
        group by kind, code, number, user
      ), counted as (
        select kind, code, number, sum(cells) as cells, count(*) as users
        from of_user
        group by kind, code, number
      )
      select kind, coalesce(text, '') as text, number, cells::double as cells, users::double as users
      from counted left join ${texts} using (code)
      order by cells desc, kind, text, number
      limit ?::integer`,
    values: [...among.values, limit],
  };
}
