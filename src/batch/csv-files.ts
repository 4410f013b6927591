import { CSV_START, csvHead, csvLine } from '../report/csv.ts';
import type { PageData } from '../report/html.ts';
import { Titles } from '../report/page/titles.ts';
import type { Lang } from '../report/wording.ts';
import { callCells, callColumns, elementSheet, groupSheet, phraseSheet, type Sheet } from '../report/xlsx-sheets.ts';
import { writeWhole } from './durable.ts';
import type { Results } from './results.ts';

const ROWS_AT_ONCE = 1_000;

/** Writes the tables as CSV files, for those who have no use for a workbook. Calls stand in the order of the input. */
export async function writeTables(results: Results, data: PageData, lang: Lang): Promise<void> {
  const columns = callColumns(lang);
  const titles = new Titles(data.pack);
  const ids = results.manifest.elements;
  await writeWhole(results.path('calls.csv'), async (file) => {
    let block = CSV_START + csvHead(columns);
    let held = 0;
    for await (const row of results.rows()) {
      block += csvLine(callCells(row, titles, ids, lang), columns);
      held += 1;
      if (held % ROWS_AT_ONCE === 0) {
        await file.appendFile(block);
        block = '';
      }
    }
    await file.appendFile(block);
  });
  const table = (name: string, sheet: Sheet) =>
    writeWhole(results.path(name), async (file) => {
      const lines = sheet.rows.map((row) => csvLine(row, sheet.columns));
      await file.writeFile(CSV_START + csvHead(sheet.columns) + lines.join(''));
    });
  await table('people.csv', groupSheet(data, lang, 'people'));
  await table('elements.csv', elementSheet(data, lang));
  await table('phrases.csv', phraseSheet(data, lang));
}
