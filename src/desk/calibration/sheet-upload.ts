import { readTableBytes } from '../../host/table-file.ts';
import { type CalibrationSet, isBlind, type Judgeable } from '../calibrations.ts';
import { type DeskProblem, deskProblem } from '../store/faults.ts';
import type { Sheet } from './sheet.ts';
import { type ReadSheet, readSheetTable } from './sheet-file.ts';

/** Bytes of a part of a workbook, unpacked: the sheet of 500 calls for 30 trainers takes less. */
const MOST_UNPACKED = 32 * 2 ** 20;
const MOST_RATERS = 30;
const MOST_NAME = 100;

/** Who brings a sheet. */
export interface Bringer {
  readonly name: string;
  /** He may bring what others filled in. */
  readonly all: boolean;
}

/** A file that was sent. */
export interface SentSheet {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads a sheet that was sent from a page: .csv or .xlsx. One fault, and nothing is used. Whoever is to judge blind is done with his sheet, and is shown
 * everything then: his own must be filled in for every element, as on the desk.
 */
export async function readSentSheet(
  sent: SentSheet,
  set: CalibrationSet,
  calls: ReadonlyMap<number, Judgeable>,
  by: Bringer,
): Promise<ReadSheet> {
  const file = sent.name;
  const table = await readTableBytes(sent.bytes, file, MOST_UNPACKED);
  let read = readSheetTable(table, file, calls);
  // A column that names nobody is of who brings it.
  if (read.problems.some((p) => p.code === 'SHEET_WITHOUT_RATERS')) read = readSheetTable(table, file, calls, by.name);
  if (read.problems.length > 0) return { ...read, problems: read.problems.map(onPage) };
  const problems = problemsOf(read.sheet, file, set, calls, by);
  return problems.length > 0 ? { sheet: new Map(), problems } : read;
}

/** What to do about it is told as one does it on the page, not at a terminal. */
const onPage = (problem: DeskProblem): DeskProblem => ({ ...problem, args: { ...problem.args, page: 1 } });

function problemsOf(
  sheet: Sheet,
  file: string,
  set: CalibrationSet,
  calls: ReadonlyMap<number, Judgeable>,
  by: Bringer,
): DeskProblem[] {
  const names = [...sheet.keys()];
  if (names.length > MOST_RATERS || names.some((n) => n.length > MOST_NAME))
    return [deskProblem('SHEET_RATERS', { file }, { most: MOST_RATERS, length: MOST_NAME })];
  const others = names.filter((n) => n !== by.name);
  if (!by.all && others.length > 0) return [deskProblem('OTHER_RATER', { file }, { rater: others.join(', ') })];
  const done = set.raters.filter((r) => r.done && sheet.has(r.name)).map((r) => r.name);
  if (done.length > 0) return [deskProblem('RATER_DONE', { file }, { rater: done.join(', ') })];
  const own = sheet.get(by.name);
  if (!own || !isBlind(set, by.name)) return [];
  return [...calls].flatMap(([no, { elements }]) => {
    const left = elements.filter((e) => own.get(no)?.elements[e] === undefined);
    return left.length > 0 ? [deskProblem('SHEET_UNFINISHED', { file }, { call: no, left: left.length })] : [];
  });
}
