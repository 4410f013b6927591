import { basename } from 'node:path';
import { readTableFile, type TableFile } from '../../host/table-file.ts';
import type { Place, Read } from '../../model/problem.ts';
import { type Row, readTable, withoutSepLine } from '../../read/table.ts';
import { CSV_START, csvLine } from '../../report/csv.ts';
import { Titles } from '../../report/page/titles.ts';
import { inLang, type Lang, WORDS } from '../../report/wording.ts';
import type { Cell } from '../../report/xlsx-sheets.ts';
import type { CalibratedCall } from '../calibration-figures.ts';
import type { Judgeable } from '../calibrations.ts';
import { type DeskProblem, deskProblem } from '../store/faults.ts';
import { readCalibrationSheet, type Sheet } from './sheet.ts';

const SEPARATORS = [',', '\t', ';'];

/** What an empty sheet is made of, and what a filled one is held against. */
export interface SheetCall extends CalibratedCall {
  readonly turns: number;
}

/** What can be judged in each call. */
export const judgeables = (calls: readonly SheetCall[]): ReadonlyMap<number, Judgeable> =>
  new Map(
    calls.map(({ no, assessment, pack, turns }) => [
      no,
      { elements: assessment.elements.map((e) => e.id), phrases: pack.phrases.map((p) => p.no), turns },
    ]),
  );

/** What was read of sheets: with a fault nothing. */
export interface ReadSheet {
  readonly sheet: Sheet;
  readonly problems: readonly DeskProblem[];
}

/** Reads the table of one file. @param rater whose sheet it is, where its only column does not say */
export function readSheetTable(
  table: Read<TableFile | null>,
  file: string,
  calls: ReadonlyMap<number, Judgeable>,
  rater?: string,
): ReadSheet {
  const problems: DeskProblem[] = table.problems.filter((p) => p.severity === 'error' || !table.value);
  if (!table.value) return { sheet: new Map(), problems };
  const rows = 'rows' in table.value ? table.value.rows : rowsOf(table.value.text, { file }, problems);
  const one = readCalibrationSheet(rows, file, calls, rater);
  problems.push(...one.problems);
  return { sheet: problems.length > 0 ? new Map() : one.sheet, problems };
}

/**
 * Reads sheets that were filled in elsewhere: .csv or .xlsx, trainers in columns of one file or each in his own. One fault, and nothing is used.
 * @param rater whose sheet it is, where its only column does not say
 */
export async function readSheetFiles(
  files: readonly string[],
  calls: ReadonlyMap<number, Judgeable>,
  rater?: string,
): Promise<ReadSheet> {
  const sheet = new Map<string, Sheet extends ReadonlyMap<string, infer V> ? V : never>();
  const problems: DeskProblem[] = [];
  const from = new Map<string, string>();
  for (const file of files) {
    const one = readSheetTable(await readTableFile(file), file, calls, rater);
    problems.push(...one.problems);
    for (const [name, judgements] of one.sheet) {
      const before = from.get(name);
      if (before !== undefined)
        problems.push(deskProblem('RATER_TWICE', { file }, { rater: name, file: basename(before) }));
      from.set(name, file);
      sheet.set(name, judgements);
    }
  }
  return { sheet: problems.length > 0 ? new Map() : sheet, problems };
}

/** Rows of a text: by the separator that cuts its head into the most cells. */
function rowsOf(given: string, place: Place, problems: DeskProblem[]): readonly Row[] {
  const { text, lines, separator } = withoutSepLine(given);
  const head = text.slice(0, text.indexOf('\n') < 0 ? undefined : text.indexOf('\n'));
  const best = separator ?? [...SEPARATORS].sort((a, b) => head.split(b).length - head.split(a).length)[0]!;
  const { rows, openQuote } = readTable(text, best);
  if (openQuote !== null)
    problems.push({
      code: 'UNCLOSED_QUOTE',
      place: { ...place, line: openQuote + lines },
      args: {},
      severity: 'error',
    });
  return lines === 0 ? rows : rows.map((row) => ({ ...row, line: row.line + lines }));
}

/** Titles of a sheet's columns. */
export const sheetHead = (raters: readonly string[]): string[] => ['call', 'id', 'item', 'title', ...raters];

/** Rows of an empty sheet: one for each element of each call, and for each phrase; nothing of what the program or anybody said. */
export function* sheetRows(calls: readonly SheetCall[], raters: readonly string[], lang: Lang): Generator<Cell[]> {
  for (const { no, assessment, pack } of calls) {
    const titles = new Titles(pack);
    const row = (item: string, title: string) => [no, assessment.id, item, title, ...raters.map(() => null)];
    for (const { id } of assessment.elements) yield row(id, inLang(titles.elementTitle(id), lang));
    for (const phrase of pack.phrases)
      yield row(
        `phrase:${phrase.no}`,
        `${WORDS[lang].phrases} ${phrase.no} ${inLang(titles.phraseTitle(phrase.no), lang)}`,
      );
  }
}

/** An empty sheet to be filled in, as CSV. */
export function* emptySheet(calls: readonly SheetCall[], raters: readonly string[], lang: Lang): Generator<string> {
  yield CSV_START + csvLine(sheetHead(raters));
  for (const row of sheetRows(calls, raters, lang)) yield csvLine(row);
}
