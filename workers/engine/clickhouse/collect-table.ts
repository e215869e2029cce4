import type { Data, RecordBatch } from 'apache-arrow';
import { canonicalTable, type TableData } from '#core/predictor/canonical/canonical-table.ts';
import { createCells } from './cells.ts';
import { growing } from './growing.ts';
import { createTextCodes } from './text-codes.ts';

/** The rows of the users drawn, put together. Row numbers are those of `table.events.row`. */
export interface CollectedTable {
  readonly table: TableData;
  readonly userKeys: Uint16Array;
  readonly starts: Uint32Array;
  readonly reaches: Uint32Array;
}

/** Collects the batches of `rowsStatement`, which come sorted by user, moment and name. */
export interface TableCollector {
  readonly rows: number;
  add(batch: RecordBatch): void;
  /** @param eventNames, propertyNames - all of the data, so that names nobody drawn has done or carries are known too. */
  done(eventNames: readonly string[], propertyNames: readonly string[]): CollectedTable;
}

/** Make an empty collector. Users get no ids: `''` stands for one that many share, `#n` for any other. */
export function createTableCollector(): TableCollector {
  const names = createTextCodes();
  const cells = createCells();
  const time = growing((length) => new Float64Array(length));
  const event = growing((length) => new Uint32Array(length));
  const starts = growing((length) => new Uint32Array(length));
  const reaches = growing((length) => new Uint32Array(length));
  const keys = growing((length) => new Uint16Array(length));
  const userStart = growing((length) => new Uint32Array(length));
  const userIds: string[] = [];
  let last = -1;

  return {
    get rows() {
      return time.length;
    },
    add(batch) {
      const data = (name: string): Data => batch.getChild(name)!.data[0]!;
      const [user, key, shared, moment] = ['user', 'key', 'shared', 'moment'].map((name) => data(name).values) as [
        Uint32Array,
        Uint16Array,
        Uint8Array,
        Float64Array,
      ];
      const [passA, passB] = [data('starts').values, data('reaches').values] as [Uint8Array, Uint8Array];
      const name = data('name');
      const properties = data('names');
      const ofName = properties.children[0]!;
      const ofText = data('texts').children[0]!;
      for (let k = 0; k < batch.numRows; k += 1) {
        const row = time.length;
        if (user[k] !== last) {
          last = user[k]!;
          userStart.push(row);
          keys.push(key[k]!);
          userIds.push(shared[k] === 1 ? '' : `#${userIds.length}`);
        }
        time.push(moment[k]!);
        event.push(names.codeOf(name.values, name.valueOffsets[k]!, name.valueOffsets[k + 1]!));
        if (passA[k] === 1) starts.push(row);
        if (passB[k] === 1) reaches.push(row);
        for (let c = properties.valueOffsets[k]!; c < properties.valueOffsets[k + 1]!; c += 1) {
          cells.add(
            row,
            ofName.values,
            ofName.valueOffsets[c]!,
            ofName.valueOffsets[c + 1]!,
            ofText.values,
            ofText.valueOffsets[c]!,
            ofText.valueOffsets[c + 1]!,
          );
        }
      }
    },
    done(eventNames, propertyNames) {
      const rows = time.length;
      userStart.push(rows);
      const events = {
        eventNames: [...names.texts, ...eventNames.filter((one) => !names.texts.includes(one))],
        userCount: userIds.length,
        userStart: userStart.done(),
        time: time.done(),
        event: event.done(),
        row: Uint32Array.from({ length: rows }, (_, row) => row),
      };
      const inOrder = Uint32Array.from(userIds.keys());
      return {
        table: canonicalTable({ events, columns: cells.done(propertyNames), userIds }, inOrder),
        userKeys: keys.done(),
        starts: starts.done(),
        reaches: reaches.done(),
      };
    },
  };
}
