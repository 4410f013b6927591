import { closeSync, openSync, readSync } from 'node:fs';
import { fromBufferPromise } from 'yauzl';
import type { PageData } from '../report/html.ts';
import { OVERVIEW_WORDS } from '../report/overview-wording.ts';
import { Titles } from '../report/page/titles.ts';
import type { Lang } from '../report/wording.ts';
import {
  asWideAsPaper,
  type Link,
  rowXml,
  stylesOfRow,
  type WorkbookSheet,
  withFilterAndLinks,
  workbookSheet,
} from '../report/xlsx.ts';
import {
  callCells,
  callColumns,
  elementSheet,
  groupSheet,
  overviewSheet,
  phraseSheet,
  problemSheet,
  type Sheet,
} from '../report/xlsx-sheets.ts';
import { writeWhole } from './durable.ts';
import type { Results } from './results.ts';
import type { RunRow } from './score-piece.ts';
import { ZipWriter } from './zip-writer.ts';

/** Lines of a sheet but the head (Excel has 1,048,576). */
const MOST_ROWS = 1_000_000;
const ROWS_AT_ONCE = 500;
const CALLS = 1;
const PEOPLE = 4;

/**
 * Writes report.xlsx. write-excel-file makes the workbook with its styles and all short sheets; the calls, which may be a hundred
 * thousand, are put into their sheet as it is packed, so that memory does not grow with them. They stand in the order of people, and
 * each person's line leads to his first call.
 */
export async function writeWorkbook(results: Results, data: PageData, lang: Lang): Promise<void> {
  const order = await callsByPerson(results);
  const head: Sheet = {
    name: OVERVIEW_WORDS[lang].sheets[1],
    columns: callColumns(lang),
    rows: [callColumns(lang).map((c) => (c.kind === 'text' ? 'x' : 1))],
  };
  const sheets = [
    overviewSheet(data, lang),
    head,
    phraseSheet(data, lang),
    elementSheet(data, lang),
    groupSheet(data, lang, 'people'),
    groupSheet(data, lang, 'teams'),
    problemSheet(data, lang),
  ];
  const passMark = data.pack.rubric.passMark;
  const rows = Math.min(order.length, MOST_ROWS);
  const parts = await build(
    sheets.map((sheet, i) => workbookSheet(sheet, passMark, i === CALLS ? rows : sheet.rows.length, i === PEOPLE)),
  );
  const people = sheets[PEOPLE]!;
  const links: Link[] = people.rows.flatMap((row, i) => {
    const first = order.firstOf(String(row[0]) === OVERVIEW_WORDS[lang].unknown ? '' : String(row[0]));
    return first === undefined || first >= rows
      ? []
      : [{ cell: `A${i + 2}`, sheet: head.name, target: `A${first + 2}` }];
  });
  await writeWhole(results.path('report.xlsx'), async (file) => {
    const zip = new ZipWriter(file);
    for (const [name, content] of parts) {
      const sheet = Number(/^xl\/worksheets\/sheet(\d+)\.xml$/.exec(name)?.[1] ?? 0) - 1;
      if (sheet < 0) await zip.add(name, [content]);
      else if (sheet === CALLS) await zip.add(name, callsSheet(content.toString(), results, data, lang, order, rows));
      else {
        const { columns, rows: lines } = sheets[sheet]!;
        // Filters on a list of unlike numbers would sort its lines apart.
        const filtered =
          sheet === 0
            ? content.toString()
            : withFilterAndLinks(content.toString(), columns.length, lines.length + 1, sheet === PEOPLE ? links : []);
        await zip.add(name, [Buffer.from(asWideAsPaper(filtered))]);
      }
    }
    await zip.end();
  });
}

/** The workbook's parts by name, unpacked again: its own dates would make every workbook another one. */
async function build(sheets: readonly WorkbookSheet[]): Promise<Map<string, Buffer>> {
  const { default: writeExcel } = await import('write-excel-file/node');
  const bytes = await writeExcel([...sheets] as unknown as Parameters<typeof writeExcel>[0], {
    fontFamily: 'Microsoft YaHei',
    fontSize: 10,
  }).toBuffer();
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  const parts = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) chunks.push(chunk);
    parts.set(entry.fileName, Buffer.concat(chunks));
  }
  return parts;
}

/** The sheet of the calls: its only line, which carries the styles, gives way to all of them. */
async function* callsSheet(
  xml: string,
  results: Results,
  data: PageData,
  lang: Lang,
  order: CallOrder,
  rows: number,
): AsyncGenerator<Uint8Array> {
  const columns = callColumns(lang);
  const styles = stylesOfRow(xml, 2, columns.length);
  const framed = asWideAsPaper(withFilterAndLinks(xml, columns.length, rows + 1, []));
  const start = framed.indexOf('<row r="2"');
  const end = framed.indexOf('</row>', start) + '</row>'.length;
  yield Buffer.from(framed.slice(0, start));
  const titles = new Titles(data.pack);
  const ids = results.manifest.elements;
  let block: string[] = [];
  let row = 2;
  for (const call of order.read(results.path('run/calls.jsonl'), rows)) {
    block.push(rowXml(callCells(call, titles, ids, lang), row, styles));
    row += 1;
    if (block.length === ROWS_AT_ONCE) {
      yield Buffer.from(block.join(''));
      block = [];
    }
  }
  yield Buffer.from(block.join(''));
  yield Buffer.from(framed.slice(end));
}

/** In which order the calls stand, and where each person's begin: some numbers a call, not the calls. */
class CallOrder {
  readonly #order: Uint32Array;
  readonly #starts: Float64Array;
  readonly #first: ReadonlyMap<string, number>;

  constructor(order: Uint32Array, starts: Float64Array, first: ReadonlyMap<string, number>) {
    this.#order = order;
    this.#starts = starts;
    this.#first = first;
  }

  get length(): number {
    return this.#order.length;
  }

  /** Place of a person's first call. */
  firstOf(person: string): number | undefined {
    return this.#first.get(person);
  }

  *read(path: string, most: number): Generator<RunRow> {
    const file = openSync(path, 'r');
    try {
      for (const call of this.#order.subarray(0, most)) {
        const start = this.#starts[call]!;
        const line = Buffer.alloc(this.#starts[call + 1]! - start);
        if (readSync(file, line, 0, line.length, start) !== line.length) throw new Error('unexpected end of file');
        yield JSON.parse(line.toString()) as RunRow;
      }
    } finally {
      closeSync(file);
    }
  }
}

async function callsByPerson(results: Results): Promise<CallOrder> {
  const { calls } = results.manifest;
  const starts = new Float64Array(calls + 1);
  const person = new Uint32Array(calls);
  const day = new Uint32Array(calls);
  const people = new Map<string, number>();
  let at = 0;
  for await (const { row, length } of results.rowLines()) {
    const { call } = row;
    starts[call] = at;
    at += length;
    starts[call + 1] = at;
    const key = row.agent ?? '';
    let number = people.get(key);
    if (number === undefined) {
      number = people.size;
      people.set(key, number);
    }
    person[call] = number;
    day[call] = Number((row.day ?? '').replace(/\D/g, '').slice(0, 8));
  }
  const order = Uint32Array.from({ length: calls }, (_, i) => i);
  // People by their names, as somebody who looks one up expects; unknown ones last.
  const ranks = new Uint32Array(people.size);
  [...people]
    .sort(([a], [b]) => Number(a === '') - Number(b === '') || (a < b ? -1 : 1))
    .forEach(([, number], rank) => {
      ranks[number] = rank;
    });
  order.sort((a, b) => ranks[person[a]!]! - ranks[person[b]!]! || day[a]! - day[b]! || a - b);
  const first = new Map<string, number>();
  const names = [...people.keys()];
  order.forEach((call, place) => {
    const key = names[person[call]!]!;
    if (!first.has(key)) first.set(key, place);
  });
  return new CallOrder(order, starts, first);
}
