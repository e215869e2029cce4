/** A small search field over a table. */
export function TableSearch(props: { label: string; onInput: (typed: string) => void }) {
  return (
    <input
      type="search"
      class="input table-search"
      aria-label={props.label}
      placeholder={props.label}
      onInput={(event) => props.onInput(event.currentTarget.value)}
    />
  );
}
