export interface ComboboxOption {
  /** What is chosen and shown. */
  readonly value: string;
  /** Quiet words at the right, such as a count. */
  readonly detail?: string;
}

/**
 * Options that contain the typed text, best first: the text itself, then what begins with it, then a word that begins with it, then the rest.
 * Upper and lower case are the same. Within a class the given order stays.
 *
 * Cost: O(n) in the number of options.
 */
export function matchOptions<T extends ComboboxOption>(options: readonly T[], typed: string): readonly T[] {
  const wanted = typed.trim().toLocaleLowerCase();
  if (wanted === '') return options;
  const classes: [T[], T[], T[], T[]] = [[], [], [], []];
  for (const option of options) {
    const name = option.value.toLocaleLowerCase();
    const at = name.indexOf(wanted);
    if (at < 0) continue;
    if (option.value === typed) classes[0].push(option);
    else if (at === 0) classes[1].push(option);
    else if (/[\s_\-.:/$]/u.test(name[at - 1] ?? '')) classes[2].push(option);
    else classes[3].push(option);
  }
  return classes.flat();
}
