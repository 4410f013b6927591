import type { Problem, Read } from '../../model/problem.ts';
import type { Guess, Transcript } from '../../model/transcript.ts';
import { type Layout, layoutOf, type NoColumn } from '../columns.ts';
import { isDialogue } from '../dialogue-cell.ts';
import { Faults } from '../faults.ts';
import type { FieldName } from '../field-names.ts';
import { type MetaName, metaFrom } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import { suggestion } from '../suggestion.ts';
import type { Row } from '../table.ts';
import type { TextContext, TextFormat } from './format.ts';

/** A table with one turn a row: `说话人,内容,开始时间`; with a column for the call, several calls in one file. Commas, tabs, semicolons or bars. */
export const csv: TextFormat = {
  id: 'csv',
  title: { zh: '表格 CSV/TSV（一行一句）', en: 'CSV/TSV, one turn a row' },
  recognise({ text }, context) {
    const layout = layoutOf(text, context, false);
    // Columns that the user named for a folder do not make tables of the other texts in it.
    return layout !== null && !('missing' in layout && isDialogue(text));
  },
  read({ text }, context) {
    const layout = layoutOf(text, context, true)!;
    if ('missing' in layout) return noColumn(layout, context.place.file);
    const value: Transcript[] = [];
    const problems: Problem[] = [];
    for (const [call, rows] of callsOf(layout)) {
      const faults = new Faults(context.place);
      if (value.length === 0 && layout.openQuote !== null) faults.warn('UNCLOSED_QUOTE', {}, layout.openQuote);
      const read = transcriptFrom(
        rows.map((row) => segmentOf(row, layout, faults)),
        {
          format: this.id,
          unit: layout.unit,
          textKey: '',
          id: call ?? undefined,
          meta: metaFrom(metaIn(layout, rows[0]!, false), faults, '', rows[0]!.line),
          guesses: [columnsTaken(layout)],
        },
        context,
        faults,
      );
      value.push(...read.value);
      problems.push(...read.problems);
    }
    return layout.rows.length === 0 ? noRows(this.id, layout, context) : { value, problems };
  },
};

/** A table that ends with its header. */
export function noRows(format: string, { header, columns }: Layout, { place }: TextContext): Read<Transcript[]> {
  const faults = new Faults(place);
  faults.fail('NO_TURNS', { format, expected: header[columns.text] ?? 'text' }, 1);
  return { value: [], problems: faults.list() };
}

/** The Problem of a column that the user named and the table lacks. */
export function noColumn({ missing, header }: NoColumn, file: string): Read<Transcript[]> {
  const faults = new Faults({ file });
  faults.fail(
    'NO_COLUMN',
    { column: missing, columns: header.slice(0, 30).join(', '), ...suggestion(missing, header) },
    1,
  );
  return { value: [], problems: faults.list() };
}

/** The columns that were taken, by their headers. */
export function columnsTaken({ columns, header }: Layout): Guess {
  const args: Record<string, string> = {};
  for (const field of ['text', 'speaker', 'channel', 'start', 'end', 'callId'] as const)
    if (columns[field] !== undefined) args[field] = header[columns[field]] ?? String(columns[field] + 1);
  return { code: 'FIELDS', args };
}

/** What a row says of its call. */
export function metaIn({ columns }: Layout, row: Row, wholeCall: boolean): Partial<Record<MetaName, string>> {
  const meta: Partial<Record<MetaName, string>> = {};
  for (const name of [
    'callId',
    'orderId',
    'agent',
    'team',
    'date',
    ...(wholeCall ? ['duration' as const] : []),
  ] as const) {
    const cell = columns[name] === undefined ? undefined : row.cells[columns[name]]?.trim();
    if (cell) meta[name] = cell;
  }
  return meta;
}

function callsOf({ columns, rows }: Layout): Map<string | null, Row[]> {
  const key = columns.callId ?? columns.orderId;
  const calls = new Map<string | null, Row[]>();
  for (const row of rows) {
    const call = key === undefined ? null : row.cells[key]?.trim() || null;
    const list = calls.get(call);
    if (list) list.push(row);
    else calls.set(call, [row]);
  }
  return calls;
}

function segmentOf(row: Row, { columns, header }: Layout, faults: Faults): Segment {
  const cell = (field: FieldName) => (columns[field] === undefined ? undefined : row.cells[columns[field]]);
  let text = cell('text');
  if (row.cells.length > header.length && columns.text === header.length - 1)
    // Commas of the words themselves, unquoted.
    text = row.cells.slice(columns.text).join(',');
  else if (row.cells.length > header.length || text === undefined)
    faults.warn('UNEVEN_ROW', { cells: row.cells.length, columns: header.length }, row.line);
  return {
    where: '',
    text: text ?? '',
    speaker: cell('speaker'),
    channel: cell('channel'),
    start: cell('start'),
    ...(columns.end === undefined && columns.duration !== undefined
      ? { duration: cell('duration') }
      : { end: cell('end') }),
    line: row.line,
  };
}
