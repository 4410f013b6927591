import type { Meta } from '../model/transcript.ts';
import type { Faults } from './faults.ts';
import { unitInName } from './field-names.ts';
import { nameOf } from './fields.ts';
import { type MetaName, metaColumns, metaFrom } from './meta.ts';
import { PER_SECOND } from './times.ts';
import { dateOfSerial } from './xlsx.ts';

const SECONDS_PER_DAY = 86_400;
const MINUTES = /分钟|minutes|[（(]\s?(?:分|min)\s?[)）]|[_\s-]min$/i;
const NUMBER = /^\d{1,9}(?:\.\d{1,20})?(?:E-\d{1,2})?$/i;

/**
 * Reads what a table beside the calls tells of each: its number, whose it is, when it was and how long.
 * @param names of the table's columns
 * @returns reads one row's values by the names of their columns
 */
export function metaReader(
  names: readonly string[],
): (values: Readonly<Record<string, unknown>>, faults: Faults, line?: number) => Meta {
  const columns = Object.entries(metaColumns(names)) as [MetaName, string][];
  return (values, faults, line) => {
    const told: Partial<Record<MetaName, unknown>> = {};
    for (const [meta, name] of columns) {
      const value = values[name];
      if (value === undefined || value === '') continue;
      if (meta === 'date') told.date = dateOfSerial(nameOf(value) ?? '') ?? value;
      else told[meta] = meta === 'duration' ? secondsOf(value, name) : value;
    }
    return metaFrom(told, faults, '', line);
  };
}

/** Whether a column holds what a call may be found by: a number of its own or of its order, the name of its file. */
export function isNumberOfCall(column: string): boolean {
  const { callId, orderId } = metaColumns([column]);
  return callId !== undefined || orderId !== undefined;
}

/** A bare number counts what its column's name says, else seconds; a spreadsheet keeps a time of day as a part of one day. */
function secondsOf(value: unknown, column: string): unknown {
  const text = nameOf(value) ?? '';
  if (!NUMBER.test(text)) return value;
  const number = Number(text);
  if (MINUTES.test(column)) return number * 60;
  const unit = unitInName(column);
  if (unit) return number / PER_SECOND[unit];
  return number > 0 && number < 1 ? Math.round(number * SECONDS_PER_DAY) : number;
}
