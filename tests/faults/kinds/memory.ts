import { createLedger, type Ledger } from '../ledger.ts';
import { type Plant, sweep } from '../sweep.ts';

const arrays = ['ArrayBuffer', 'Uint8Array', 'Uint16Array', 'Uint32Array', 'Float64Array', 'Map'] as const;
type Constructor = new (...args: never[]) => object;

/** Makes one allocation fail as an engine does when there is no memory, whichever array it is for. */
const allocationFails: Plant = {
  at(_, from, fire) {
    const globals = globalThis as unknown as Record<(typeof arrays)[number], Constructor>;
    const real = arrays.map((name) => [name, globals[name]] as const);
    let seen = 0;
    for (const [name, original] of real) {
      globals[name] = new Proxy(original, {
        construct(target, args, newTarget) {
          if (seen++ === from) {
            fire();
            throw new RangeError(name === 'Map' ? 'Map maximum size exceeded' : 'Array buffer allocation failed');
          }
          return Reflect.construct(target, args, newTarget) as object;
        },
      });
    }
    return () => real.forEach(([name, original]) => (globals[name] = original));
  },
};

/** Out of memory at any allocation. */
export async function outOfMemory(stride: number): Promise<Ledger> {
  const ledger = createLedger('out of memory at any allocation');
  await sweep(ledger, allocationFails, stride);
  return ledger;
}
