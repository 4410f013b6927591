import { hashRulebook, modelsOf } from '../batch/manifest.ts';
import { duration, ProgressDisplay } from '../batch/progress.ts';
import { importBytes, importCalls } from '../desk/intake/import.ts';
import { rulesOf } from '../desk/intake/rules.ts';
import { AGAIN_HOURS } from '../desk/people/links.ts';
import { loadStage } from '../desk/practice/stage.ts';
import { type ListenOptions, listen } from '../desk/server/listen.ts';
import { backup, restore } from '../desk/store/archive.ts';
import { audit, type Fault } from '../desk/store/audit.ts';
import { exportLines } from '../desk/store/export.ts';
import { DeskFault, deskProblem } from '../desk/store/faults.ts';
import { forget, rewrite } from '../desk/store/forget.ts';
import type { Store } from '../desk/store/store.ts';
import { Output } from '../host/output.ts';
import { loadRulebook } from '../host/packs.ts';
import { count } from '../report/overview-wording.ts';
import type { Lang } from '../report/wording.ts';
import type { DeskPlace, DeskServeOptions } from './desk-commands.ts';
import { complain, fail, whoIs, withStore } from './desk-open.ts';
import { DESK_WORDS } from './desk-words.ts';
import { packOptions, type ReadingGiven, readingOf } from './given.ts';
import { tell } from './score.ts';

/** Stopped by Ctrl-C: as shells have it. */
const STOPPED = 130;

/** `huashu desk import`: brings results and transcripts into the desk. */
export async function intake(
  paths: readonly string[],
  options: DeskPlace &
    ReadingGiven & { readonly pack?: string[]; readonly model?: boolean | string; readonly as?: string },
): Promise<void> {
  const { lang } = options;
  const packs = packOptions(options);
  const { value: rulebook, problems } = await loadRulebook(packs);
  if (tell(problems, lang) > 0 || !rulebook) return fail();
  const reading = await readingOf(rulebook, options);
  if (tell(reading.problems, lang) > 0) return fail();
  const hash = hashRulebook(rulebook.pack, await modelsOf(packs));
  await withStore(options, true, async (store) => {
    const stop = new AbortController();
    const onSignal = () => stop.abort();
    process.once('SIGINT', onSignal);
    const display = new ProgressDisplay(importBytes(paths), lang, process.stderr);
    const started = performance.now();
    try {
      const { added, known, problems, stopped } = await importCalls({
        store,
        paths,
        rulebook,
        hash,
        reading: reading.value,
        who: whoIs(options.as),
        signal: stop.signal,
        onProgress: (progress) => display.update(progress),
        onProblem: (problem) => complain(problem, lang),
      });
      display.stop();
      const w = DESK_WORDS[lang];
      console.log(
        w.imported(count(added), duration((performance.now() - started) / 1000, lang), count(known), count(problems)),
      );
      if (stopped) console.error(w.stopped);
      process.exitCode = stopped ? STOPPED : added + known === 0 ? 2 : 0;
    } finally {
      display.stop();
      process.off('SIGINT', onSignal);
    }
  });
}

/** `huashu desk audit`: whether anything that is kept for good was changed. */
export async function check(options: DeskPlace): Promise<void> {
  await withStore(options, false, async (store) => {
    const result = await audit(store.engine.db);
    const w = DESK_WORDS[options.lang];
    if (result.sound) {
      console.log(w.sound(count(result.events), count(result.assessments)));
      const { calls, events } = result.forgotten;
      if (calls > 0) console.log(w.forgotten(count(calls), events));
      console.log(w.head(result.head));
      return;
    }
    const what = w.fault[result.fault as Fault](result.detail);
    throw new DeskFault(deskProblem('BROKEN_CHAIN', { file: store.engine.place }, { seq: result.seq, what }));
  });
}

/** `huashu desk forget`: deletes the words of old calls. */
export async function forgetOld(
  options: DeskPlace & { readonly olderThan: number; readonly as?: string },
): Promise<void> {
  await withStore(options, false, async (store) => {
    const calls = await forget(store, options.olderThan, whoIs(options.as));
    if (calls > 0) await rewrite(store);
    console.log(DESK_WORDS[options.lang].forgot(count(calls), options.olderThan));
  });
}

const SIX_HOURS_MS = 6 * 3_600_000;

/** Forgets now and four times a day. @returns what ends it */
async function keepForgetting(store: Store, days: number, who: string, lang: Lang): Promise<() => Promise<void>> {
  let work = Promise.resolve();
  const now = async (): Promise<void> => {
    try {
      const calls = await forget(store, days, who);
      if (calls > 0) console.log(DESK_WORDS[lang].forgot(count(calls), days));
    } catch (error) {
      // A database that is away now is asked again in six hours.
      if (!(error instanceof DeskFault)) throw error;
      complain(error.problem, lang);
    }
  };
  await now();
  const timer = setInterval(() => {
    work = work.then(now);
  }, SIX_HOURS_MS);
  return () => {
    clearInterval(timer);
    return work;
  };
}

/** `huashu desk backup`: everything that is kept, in one packed file. */
export async function save(file: string, options: DeskPlace): Promise<void> {
  await withStore(options, false, async (store) => {
    await backup(store.engine, file);
    console.log(DESK_WORDS[options.lang].saved(file));
  });
}

/** `huashu desk restore`: a backup into an empty place. */
export async function bringBack(file: string, options: DeskPlace): Promise<void> {
  await withStore(options, true, async (store) => {
    const { events, assessments } = await restore(store.engine, file);
    console.log(DESK_WORDS[options.lang].restored(count(assessments), count(events)));
  });
}

/** `huashu desk export`: what the program and what people said of each call. */
export async function give(options: DeskPlace & { readonly out?: string; readonly unmasked?: boolean }): Promise<void> {
  await withStore(options, false, async (store) => {
    const output = new Output(options.out);
    for await (const line of exportLines(store, options.unmasked === true)) {
      const problem = await output.write(line);
      if (!problem) continue;
      tell([problem], options.lang);
      return fail();
    }
    const problem = await output.end();
    if (problem) tell([problem], options.lang);
    if (problem) fail();
  });
}

/**
 * Rules of one's own, read before anybody is let in: what is wrong with them is told here, and not to who drops the first transcript.
 * @returns nothing where none are given; `null` where they cannot be used
 */
async function ownRules(options: DeskServeOptions): Promise<Pick<ListenOptions, 'rules' | 'stage'> | null> {
  const { pack = [], model = true, lang } = options;
  if (pack.length === 0 && model === true) return {};
  const packs = packOptions(options);
  const { value, problems } = await loadRulebook(packs);
  if (tell(problems, lang) > 0 || !value) return null;
  return { rules: () => rulesOf(value, packs), stage: () => loadStage(value) };
}

/** `huashu desk`: opens the desk in the browser, of this machine or of those who have an account, until it is stopped. */
export async function serve(options: DeskServeOptions): Promise<void> {
  const rules = await ownRules(options);
  if (!rules) return fail();
  await withStore(options, true, async (store) => {
    const { lang, as, keep, data: _, database: __, pack: ___, model: ____, ...where } = options;
    const stopForgetting = keep === undefined ? null : await keepForgetting(store, keep, whoIs(as), lang);
    const { address, firstLink, over, close } = await listen(store, { ...where, ...rules, lang, who: whoIs(as) });
    const w = DESK_WORDS[lang];
    if (over !== null) complain(deskProblem('TLS_OVER', { file: options.tlsCert! }, { until: over }, 'warning'), lang);
    console.log(w.open(address));
    if (firstLink !== null) console.log(w.firstLink(firstLink, AGAIN_HOURS));
    if (!(await store.latestPack())) console.log(w.empty);
    await new Promise<void>((resolve) => {
      process.once('SIGINT', () => resolve());
      process.once('SIGTERM', () => resolve());
    });
    await close();
    await stopForgetting?.();
  });
}

export { calibrationImport, calibrationSheet, calibrations, calibrationTable } from './desk-calibrate.ts';
export { change, invite, people, reset, shut } from './desk-people.ts';
