/** Where a process dies: at its n-th call to the outside, before or after that call was carried out. */
export interface Crash {
  readonly step: number;
  readonly when: 'before' | 'after';
}

export interface Mortal {
  /** The same thing, whose calls are counted; after the crash none of them does anything. */
  wrap<T extends object>(target: T): T;
  /** The calls, in order. */
  readonly calls: readonly string[];
  readonly died: () => boolean;
}

/** Wraps what a function calls, so that it dies at a certain step; null lets it live, and counts. */
export function mortal(crash: Crash | null): Mortal {
  const calls: string[] = [];
  let dead = false;
  const die = () => {
    dead = true;
    return new Error('the process died');
  };
  const step = async (name: string, call: () => unknown): Promise<unknown> => {
    if (dead) throw new Error('the process is dead');
    calls.push(name);
    const here = crash?.step === calls.length;
    if (here && crash.when === 'before') throw die();
    const value = await call();
    if (here) throw die();
    return value;
  };
  const wrap = <T extends object>(target: T, path = ''): T =>
    new Proxy(target, {
      get(holder, name) {
        const value: unknown = Reflect.get(holder, name);
        const whole = `${path}${String(name)}`;
        if (typeof value === 'function') {
          return (...args: unknown[]) => step(whole, () => Reflect.apply(value, holder, args));
        }
        return typeof value === 'object' && value !== null ? wrap(value, `${whole}.`) : value;
      },
    });
  return { wrap: (target) => wrap(target), calls, died: () => dead };
}
