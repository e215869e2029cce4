import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

const events = ['Page Viewed', 'Search', 'Item Opened', 'Item Added', 'Checkout Started', 'Order Paid', 'Signed In'];
const browsers = ['Chrome', 'Firefox', 'Safari', 'Edge'];
const systems = ['Windows', 'Mac OS X', 'Android', 'iOS', 'Linux'];
const cities = ['Köln', 'São Paulo', 'New York', '東京', 'Saint-Étienne', 'Leeds'];
const notes = ['said \\"yes\\" twice', 'C:\\\\Temp\\\\list', 'first\\nsecond', 'plain words, nothing special here'];
const START = 1_767_225_600;

/** Equal numbers give equal lines. A plain multiplicative generator is enough to vary them. */
export function createDice() {
  let state = 12_345;
  return (/** @type {number} */ sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** One line as Mixpanel exports it, about 400 bytes: some values escaped, missing, in lists or nested. */
export function exportLine(/** @type {number} */ i, /** @type {(sides: number) => number} */ dice) {
  const seconds = START + i * 4 + dice(4);
  const user = `user-${String(dice(40_000)).padStart(7, '0')}`;
  const id = `${dice(2 ** 31)
    .toString(16)
    .padStart(8, '0')}${i.toString(16).padStart(8, '0')}`;
  const city = dice(10) === 0 ? '' : `,"$city":"${cities[dice(cities.length)]}"`;
  const price = dice(3) === 0 ? `,"price":${dice(20_000) / 100}` : ',"price":null';
  return (
    `{"event":"${events[dice(events.length)]}","properties":{"time":${seconds},"distinct_id":"${user}",` +
    `"$insert_id":"${id}","mp_processing_time_ms":${seconds * 1000 + 300 + dice(900)},` +
    `"$browser":"${browsers[dice(browsers.length)]}","$os":"${systems[dice(systems.length)]}"${city}${price},` +
    `"$current_url":"https://shop.example/items/${dice(5000)}?sort=price&view=list&page=${dice(20)}",` +
    `"note":"${notes[dice(notes.length)]}","tags":["t${dice(9)}","t${dice(9)}"],` +
    `"utm":{"source":"newsletter-${dice(50)}","medium":"email"}}}\n`
  );
}

/**
 * Writes an NDJSON export made up of `lines` events.
 *
 * @param {string} path
 * @param {number} lines
 * @param {number} first number of the first event: events follow each other in time, 21,600 a day
 * @returns {Promise<number>} bytes written
 */
export async function writeExport(path, lines, first = 0) {
  const out = createWriteStream(path);
  const dice = createDice();
  let bytes = 0;
  for (let from = 0; from < lines; from += 5000) {
    let text = '';
    for (let i = from; i < Math.min(from + 5000, lines); i += 1) text += exportLine(first + i, dice);
    const packed = Buffer.from(text);
    bytes += packed.length;
    if (!out.write(packed)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return bytes;
}
