import type { PageData } from '../../report/html.ts';
import { OVERVIEW_WORDS } from '../../report/overview-wording.ts';
import type { Lang } from '../../report/wording.ts';
import { workbookSheet } from '../../report/xlsx.ts';
import { elementSheet, groupSheet, overviewSheet, phraseSheet } from '../../report/xlsx-sheets.ts';
import type { BoardCount } from '../board/board.ts';
import type { People } from '../masked.ts';
import { MINIMUM } from './board-view.ts';

/**
 * The board as a workbook, with the sheets of report.xlsx but its calls. Texts are texts: whatever they begin with, no program computes
 * them.
 * @param masks who stands for whom; `null`: people are named
 */
export async function boardWorkbook(
  { overview, elementsOf }: BoardCount,
  about: Pick<PageData, 'pack' | 'version' | 'rulebook'>,
  lang: Lang,
  masks: People | null,
): Promise<Buffer> {
  const groups = (of: 'people' | 'teams') =>
    elementsOf(
      overview[of].map((g) => g.key),
      of,
    );
  const people = groups('people').map((p) => (masks ? { ...p, key: masks.of(p.key), name: null } : p));
  const data: PageData = {
    ...about,
    overview: { ...overview, people, teams: groups('teams') },
    worst: [],
    best: [],
    list: [],
    problems: { errors: 0, warnings: 0, counts: {}, first: [] },
    minimum: MINIMUM,
  };
  const whole = overviewSheet(data, lang);
  // A desk keeps no files that could not be read.
  const rows = whole.rows.filter(([name]) => name !== OVERVIEW_WORDS[lang].problems);
  const sheets = [
    { ...whole, rows },
    phraseSheet(data, lang),
    elementSheet(data, lang),
    groupSheet(data, lang, 'people'),
    groupSheet(data, lang, 'teams'),
  ].map((sheet) => workbookSheet(sheet, about.pack.rubric.passMark));
  const { default: writeExcel } = await import('write-excel-file/node');
  return writeExcel(sheets as unknown as Parameters<typeof writeExcel>[0], {
    fontFamily: 'Microsoft YaHei',
    fontSize: 10,
  }).toBuffer();
}
