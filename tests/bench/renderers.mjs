import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const read = (/** @type {string} */ path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** The processes with a page among those this one has started, as far as the system tells. */
export function findRenderers() {
  let names;
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
  const parentOf = new Map(
    names.map((id) => [Number(id), Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${id}/status`))?.[1] ?? 0)]),
  );
  const isOurs = (/** @type {number} */ id) => {
    let at = parentOf.get(id) ?? 0;
    while (at > 1 && at !== process.pid) at = parentOf.get(at) ?? 0;
    return at === process.pid;
  };
  return [...parentOf.keys()].filter((id) => isOurs(id) && read(`/proc/${id}/cmdline`).includes('--type=renderer'));
}

/**
 * Resident memory of a process, MB: the most there ever was, or now; null where the system does not tell.
 *
 * @param {number} id
 * @param {'VmHWM' | 'VmRSS'} field
 */
export function memoryOf(id, field) {
  const kiloBytes = new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(read(`/proc/${id}/status`))?.[1];
  return kiloBytes ? (Number(kiloBytes) * 1024) / 1e6 : null;
}

/** Begins the count of the most memory anew, where the system can. */
export function forgetPeak(/** @type {number} */ id) {
  try {
    writeFileSync(`/proc/${id}/clear_refs`, '5');
  } catch {
    // Then the peak is that of the process's whole life, which is no less.
  }
}
