/** SQL that plants a fault: one function of `private` with some of its text replaced. */
export const replaced = (name: string, from: string, to: string) => `do $do$
  declare
    body text := pg_get_functiondef('private.${name}'::regproc);
  begin
    if position($x$${from}$x$ in body) = 0 then raise 'nothing to plant in ${name}'; end if;
    execute replace(body, $x$${from}$x$, $x$${to}$x$);
  end $do$;`;
