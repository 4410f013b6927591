import { sheetCalls } from '../desk/calibration/sheet-calls.ts';
import { emptySheet, judgeables, readSheetFiles } from '../desk/calibration/sheet-file.ts';
import { Calibrations } from '../desk/calibration/store.ts';
import { type BothAgreements, figuresOf } from '../desk/calibration-figures.ts';
import type { CalibrationSet } from '../desk/calibrations.ts';
import { titleOfRule } from '../desk/server/call-view.ts';
import { DeskFault, deskProblem } from '../desk/store/faults.ts';
import { Output } from '../host/output.ts';
import { widthOf } from '../report/columns.ts';
import { Titles } from '../report/page/titles.ts';
import { harmless } from '../report/problems.ts';
import { inLang } from '../report/wording.ts';
import type { Agreement, Coefficient } from '../verify/agreement.ts';
import { CALIBRATE_WORDS } from './desk-calibrate-words.ts';
import type { DeskPlace } from './desk-commands.ts';
import { complain, fail, whoIs, withStore } from './desk-open.ts';
import { tell } from './score.ts';

/** The set of that number. @throws DeskFault NO_CALIBRATION */
async function setOf(calibrations: Calibrations, id: number): Promise<CalibrationSet> {
  const sets = await calibrations.sets();
  const set = sets.get(id);
  if (!set)
    throw new DeskFault(
      deskProblem('NO_CALIBRATION', { file: String(id) }, { id, known: [...sets.keys()].join(', ') }),
    );
  return set;
}

/** `huashu desk calibrate`: which there are, and how far the trainers are. */
export const calibrations = (options: DeskPlace): Promise<void> =>
  withStore(options, false, async (store) => {
    const w = CALIBRATE_WORDS[options.lang];
    const sets = [...(await new Calibrations(store).sets()).values()];
    if (sets.length === 0) console.log(w.none);
    for (const { id, name, calls, raters } of sets) {
      const who = raters.map((r) => w.rater(r.name, r.judgements.size, r.done)).join(', ');
      console.log(harmless(w.set(id, name, calls.length, who)));
    }
  });

/** `huashu desk calibrate sheet`: an empty sheet. */
export const calibrationSheet = (
  id: number,
  options: DeskPlace & { readonly out?: string; readonly rater?: string[] },
): Promise<void> =>
  withStore(options, false, async (store) => {
    const all = new Calibrations(store);
    const set = await setOf(all, id);
    const output = new Output(options.out);
    const raters = options.rater ?? set.raters.map((r) => r.name);
    for (const line of emptySheet(await sheetCalls(store, all, set), raters, options.lang)) {
      const problem = await output.write(line);
      if (!problem) continue;
      tell([problem], options.lang);
      return fail();
    }
    const problem = await output.end();
    if (!problem) return;
    tell([problem], options.lang);
    fail();
  });

/** `huashu desk calibrate import`: sheets that were filled in elsewhere, all of them or nothing. */
export const calibrationImport = (
  id: number,
  files: readonly string[],
  options: DeskPlace & { readonly rater?: string; readonly as?: string },
): Promise<void> =>
  withStore(options, false, async (store) => {
    const all = new Calibrations(store);
    const set = await setOf(all, id);
    const { sheet, problems } = await readSheetFiles(
      files,
      judgeables(await sheetCalls(store, all, set)),
      options.rater,
    );
    for (const problem of problems) complain(problem, options.lang);
    if (problems.length > 0) return fail();
    const done = set.raters.filter((r) => r.done && sheet.has(r.name)).map((r) => r.name);
    if (done.length > 0)
      throw new DeskFault(deskProblem('RATER_DONE', { file: files[0]! }, { rater: done.join(', ') }));
    await all.bringIn(id, whoIs(options.as), sheet, files.join(', '));
    const judged = [...sheet.values()].reduce((sum, of) => sum + of.size, 0);
    console.log(harmless(CALIBRATE_WORDS[options.lang].imported([...sheet.keys()].join(', '), judged)));
  });

/** `huashu desk calibrate table`: agreement on each element and phrase. */
export const calibrationTable = (id: number, options: DeskPlace): Promise<void> =>
  withStore(options, false, async (store) => {
    const { lang } = options;
    const w = CALIBRATE_WORDS[lang];
    const all = new Calibrations(store);
    const set = await setOf(all, id);
    const calls = await all.calls(set);
    const titles = calls[0] ? new Titles(calls[0].pack) : null;
    const { items, elements, phrases, disagreements } = figuresOf(set, calls);
    const row = (title: string, of: BothAgreements) => [
      title,
      String(of.people.calls),
      cell(of.people),
      cell(of.huashu),
    ];
    const rows = [
      [...w.heads],
      row(w.allElements, elements),
      row(w.allPhrases, phrases),
      ...items.map((item) => row(titles ? inLang(titleOfRule(titles, item.rule), lang) : item.rule, item)),
    ];
    const widths = rows[0]!.map((_, i) => Math.max(...rows.map((cells) => widthOf(cells[i]!))));
    for (const cells of rows)
      console.log(harmless(cells.map((text, i) => text + ' '.repeat(widths[i]! - widthOf(text))).join('  ')).trimEnd());
    console.log(w.intervals);
    console.log(w.disagreed(disagreements.length));
  });

const two = (n: number): string => n.toFixed(2).replace(/^-0\.00$/, '0.00');
const coefficient = ({ value, low, high }: Coefficient): string =>
  value === null ? '–' : `${two(value)} [${two(low)}, ${two(high)}]`;
const cell = ({ observed, kappa, ac1 }: Agreement): string =>
  observed === null ? '–' : `${Math.round(observed * 100)}%  ${coefficient(kappa)}  ${coefficient(ac1)}`;
