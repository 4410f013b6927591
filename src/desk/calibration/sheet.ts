import type { Place, Problem } from '../../model/problem.ts';
import { suggestion } from '../../read/suggestion.ts';
import type { Row } from '../../read/table.ts';
import type { Heard, Judgeable, Judgement, Rating } from '../calibrations.ts';
import { type DeskProblem, deskProblem } from '../store/faults.ts';
import type { SheetProblemCode } from './sheet-problems.ts';

/** What each trainer says in a sheet, by call. */
export type Sheet = ReadonlyMap<string, ReadonlyMap<number, Judgement>>;

/** Names that the columns may have. */
const CALL = ['call', 'no', '通话', '编号', '通话编号'];
const ITEM = ['item', 'element', '要素', '项目', '要素编号'];
/** Columns that are there for people to read. */
const READING = ['title', 'name', 'id', '名称', '要素名称', '通话名', ''];
/** A column of one trainer whose name is told otherwise. */
const VERDICT = ['verdict', 'rating', '判定', '结果'];

/** Ways to write a rating. */
const WAYS: Readonly<Record<Rating, readonly string[]>> = {
  met: ['met', 'present', '做到', '是', '√', '1'],
  partial: ['partial', 'half', '只做到一半', '一半', '0.5'],
  missed: ['missed', 'absent', '漏项', '没做到', '否', '×', '0'],
  'not-applicable': ['not-applicable', 'na', 'n/a', '不适用'],
};
const RATINGS = new Map(
  Object.entries(WAYS).flatMap(([rating, ways]) => ways.map((way) => [way, rating as Rating] as const)),
);
const PHRASE = /^phrase:(\d{1,6})$/;
const NOT_HEARD = ['0', 'no', '没有', '没', '否', '无', 'absent'];
const HEARD = ['yes', '有', '是', '说了'];
/** So many faults are told; the rest are their like. */
const MOST_TOLD = 20;

interface Columns {
  readonly call: number;
  readonly item: number;
  readonly raters: readonly { readonly name: string; readonly at: number }[];
}

/**
 * Reads a sheet of calibration: rows are an element or a phrase of a call, columns trainers. One fault, and nothing of it is used.
 * @param calls what can be judged in each call of the set
 * @param rater whose sheet it is, where its only column does not say
 */
export function readCalibrationSheet(
  rows: readonly Row[],
  file: string,
  calls: ReadonlyMap<number, Judgeable>,
  rater?: string,
): { readonly sheet: Sheet; readonly problems: readonly DeskProblem[] } {
  const reader = new SheetReader(file, calls);
  const columns = reader.columns(rows[0], rater);
  if (columns) for (const row of rows.slice(1)) reader.row(row, columns);
  if (columns) reader.empty(columns);
  return { sheet: reader.problems.length > 0 ? new Map() : reader.sheet, problems: reader.problems };
}

interface Cell {
  readonly call: number;
  readonly item: string;
  readonly name: string;
  readonly value: string;
  readonly line: number;
  readonly turns: number;
}

class SheetReader {
  readonly problems: DeskProblem[] = [];
  readonly sheet = new Map<string, Map<number, { elements: Record<string, Rating>; phrases: Record<string, Heard> }>>();
  readonly #file: string;
  readonly #calls: ReadonlyMap<number, Judgeable>;
  readonly #seen = new Map<string, number>();

  constructor(file: string, calls: ReadonlyMap<number, Judgeable>) {
    this.#file = file;
    this.#calls = calls;
  }

  columns(head: Row | undefined, rater: string | undefined): Columns | null {
    const names = head?.cells.map((cell) => cell.normalize('NFKC').trim()) ?? [];
    const lower = names.map((n) => n.toLowerCase());
    const find = (known: readonly string[]) => lower.findIndex((n) => known.includes(n));
    const [call, item] = [find(CALL), find(ITEM)];
    const missing = [...(call < 0 ? ['call'] : []), ...(item < 0 ? ['item'] : [])];
    if (missing.length > 0) {
      this.#tell('SHEET_COLUMNS', head?.line, { missing: missing.join(', ') });
      return null;
    }
    const others = names
      .map((name, at) => ({ name, at }))
      .filter(({ at }) => at !== call && at !== item && !READING.includes(lower[at]!));
    const one = others.length === 1 && rater !== undefined ? [{ name: rater, at: others[0]!.at }] : others;
    const unnamed = one.some(({ name }) => VERDICT.includes(name.toLowerCase()));
    if (one.length === 0 || unnamed) {
      this.#tell('SHEET_WITHOUT_RATERS', head?.line);
      return null;
    }
    const twice = one.find(({ name }, i) => one.findIndex((o) => o.name === name) < i);
    if (twice) this.#tell('RATER_TWICE', head?.line, { rater: twice.name, file: this.#file });
    for (const { name } of one) this.sheet.set(name, new Map());
    return { call, item, raters: one };
  }

  row({ cells, line }: Row, columns: Columns): void {
    const [call, item] = [cells[columns.call]?.trim() ?? '', cells[columns.item]?.trim() ?? ''];
    // A row of a heading or a note says nothing of a call.
    if (call === '' && item === '') return;
    const judgeable = this.#judgeable(call, item, line);
    if (!judgeable) return;
    for (const { name, at } of columns.raters) {
      const value = cells[at]?.normalize('NFKC').trim() ?? '';
      if (value !== '') this.#cell({ call: Number(call), item, name, value, line, turns: judgeable.turns });
    }
  }

  /** What can be judged in the call of a row; `null` where there is no such call or item in the set, or it was there before. */
  #judgeable(call: string, item: string, line: number): Judgeable | null {
    const judgeable = /^\d{1,15}$/.test(call) ? this.#calls.get(Number(call)) : undefined;
    const phrase = PHRASE.exec(item)?.[1];
    const before = this.#seen.get(`${call} ${item}`);
    this.#seen.set(`${call} ${item}`, before ?? line);
    if (!judgeable) this.#tell('SHEET_CALL', line, { call });
    else if (!(phrase ? judgeable.phrases.includes(Number(phrase)) : judgeable.elements.includes(item)))
      this.#tell('SHEET_ITEM', line, { call, item, ...suggestion(item, judgeable.elements) });
    else if (before !== undefined) this.#tell('SHEET_TWICE', line, { call, item, before });
    else return judgeable;
    return null;
  }

  #cell({ call, item, name, value, line, turns }: Cell): void {
    const phrase = PHRASE.exec(item)?.[1];
    const judgements = this.sheet.get(name)!;
    const judgement = judgements.get(call) ?? { elements: {}, phrases: {} };
    judgements.set(call, judgement);
    const heard = phrase ? heardOf(value, turns) : null;
    const rating = phrase ? undefined : RATINGS.get(value.toLowerCase());
    if (phrase && heard) judgement.phrases[phrase] = heard;
    else if (rating) judgement.elements[item] = rating;
    else this.#tell('SHEET_VALUE', line, { value: value.slice(0, 40), rater: name, ...(phrase ? { phrase } : {}) });
  }

  empty(columns: Columns): void {
    if (this.problems.length > 0) return;
    for (const { name } of columns.raters)
      if (this.sheet.get(name)!.size === 0) this.#tell('SHEET_EMPTY', undefined, { rater: name });
  }

  #tell(code: SheetProblemCode, line: number | undefined, args: Problem['args'] = {}): void {
    const place: Place = line === undefined ? { file: this.#file } : { file: this.#file, line };
    if (this.problems.length < MOST_TOLD) this.problems.push(deskProblem(code, place, args));
  }
}

/** Turns in which a phrase was heard, from 0. A sheet counts them from 1. `null`: it cannot be read. */
function heardOf(value: string, turns: number): Heard | null {
  const lower = value.toLowerCase();
  if (NOT_HEARD.includes(lower)) return [];
  if (HEARD.includes(lower)) return [null];
  const numbers = lower
    .replace(/[第句]/g, ' ')
    .trim()
    .split(/[\s,，、;；]+/);
  if (!numbers.every((n) => /^\d{1,6}$/.test(n) && Number(n) >= 1 && Number(n) <= turns)) return null;
  return [...new Set(numbers.map((n) => Number(n) - 1))];
}
