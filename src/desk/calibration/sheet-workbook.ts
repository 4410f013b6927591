import { type Lang, WORDS } from '../../report/wording.ts';
import { workbookSheet } from '../../report/xlsx.ts';
import { type SheetCall, sheetHead, sheetRows } from './sheet-file.ts';

const WIDTHS = [10, 24, 26, 40];
const RATER_WIDTH = 16;

/** An empty sheet to be filled in, as a workbook. Texts are texts: whatever they begin with, no program computes them. */
export async function emptyWorkbook(
  calls: readonly SheetCall[],
  raters: readonly string[],
  lang: Lang,
): Promise<Buffer> {
  const columns = sheetHead(raters).map((title, i) => ({
    title,
    kind: i === 0 ? ('number' as const) : ('text' as const),
    width: WIDTHS[i] ?? RATER_WIDTH,
  }));
  const sheet = workbookSheet({ name: WORDS[lang].elements, columns, rows: [...sheetRows(calls, raters, lang)] }, 0);
  const { default: writeExcel } = await import('write-excel-file/node');
  return writeExcel([sheet] as unknown as Parameters<typeof writeExcel>[0], {
    fontFamily: 'Microsoft YaHei',
    fontSize: 10,
  }).toBuffer();
}
