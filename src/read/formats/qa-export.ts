import type { Problem } from '../../model/problem.ts';
import type { Transcript, WorkOrder } from '../../model/transcript.ts';
import { type Layout, layoutOf } from '../columns.ts';
import { isDialogue, segmentsOfDialogue } from '../dialogue-cell.ts';
import { Faults } from '../faults.ts';
import { metaFrom } from '../meta.ts';
import { transcriptFrom } from '../segments.ts';
import type { Row } from '../table.ts';
import { metaIn } from './csv.ts';
import type { TextFormat } from './format.ts';

/** The columns of a table with whole dialogues in its cells of words, `null` for any other text. */
const layoutIn = (...[text, context, whole]: Parameters<typeof layoutOf>): Layout | null => {
  const layout = layoutOf(text, context, whole);
  if (!layout || 'missing' in layout || layout.columns.speaker !== undefined) return null;
  const cells = layout.rows.slice(0, 20).map((row) => row.cells[layout.columns.text] ?? '');
  const full = cells.filter((cell) => cell.trim() !== '');
  return full.length > 0 && full.filter(isDialogue).length * 2 >= full.length ? layout : null;
};

/**
 * Exports of installer inspection: one call a row, its dialogue in the cell 转写文本; 工单编号, 录音编号, 录音时间, 机构名称, 装维工号, 装维手机号
 * beside it.
 */
export const qaExport: TextFormat = {
  id: 'qa-export',
  title: { zh: '装维质检导出表（一行一通）', en: 'inspection export, one call a row' },
  recognise: ({ text }, context) => layoutIn(text, context, false) !== null,
  read({ text }, context) {
    const layout = layoutIn(text, context, true)!;
    const value: Transcript[] = [];
    const problems: Problem[] = [];
    for (const [i, row] of layout.rows.entries()) {
      const faults = new Faults(context.place);
      if (i === 0 && layout.openQuote !== null) faults.warn('UNCLOSED_QUOTE', {}, layout.openQuote);
      if (row.cells.length > layout.header.length)
        faults.warn('UNEVEN_ROW', { cells: row.cells.length, columns: layout.header.length }, row.line);
      const meta = metaFrom(metaIn(layout, row, true), faults, '', row.line);
      const cell = row.cells[layout.columns.text] ?? '';
      const segments = segmentsOfDialogue(cell, '', row.line);
      if (segments.length === 0) {
        const start = cell.trim().slice(0, 24);
        faults.fail(
          start === '' ? 'NO_TURNS' : 'NO_SPEAKERS',
          { start, format: this.id, expected: layout.header[layout.columns.text] ?? '' },
          row.line,
        );
        problems.push(...faults.list());
        continue;
      }
      const id = meta.callId ?? meta.orderId ?? `${context.id}-${i + 1}`;
      const plan = {
        format: this.id,
        unit: 's' as const,
        textKey: '',
        id,
        meta,
        workOrder: orderOf(layout, row),
        keepSilent: true,
      };
      const read = transcriptFrom(segments, plan, context, faults);
      value.push(...read.value);
      problems.push(...read.problems);
    }
    return { value, problems };
  },
};

/** What such a table knows of a work order: the installer's number and telephone. */
function orderOf({ header }: Layout, row: Row): WorkOrder | null {
  const cell = (name: string) => row.cells[header.indexOf(name)]?.trim() || undefined;
  const staffId = cell('装维工号');
  const staffPhone = cell('装维手机号');
  if (staffId === undefined && staffPhone === undefined) return null;
  return { ...(staffId === undefined ? {} : { staffId }), ...(staffPhone === undefined ? {} : { staffPhone }) };
}
