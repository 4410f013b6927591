import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { hashRulebook, modelsOf } from '../batch/manifest.ts';
import { BatchFault } from '../batch/problems.ts';
import { duration, ProgressDisplay } from '../batch/progress.ts';
import { importBytes, importCalls } from '../desk/intake/import.ts';
import { listen } from '../desk/server/listen.ts';
import { backup, restore } from '../desk/store/archive.ts';
import { audit, type Fault } from '../desk/store/audit.ts';
import type { Where } from '../desk/store/engine.ts';
import { exportLines } from '../desk/store/export.ts';
import { DeskFault, type DeskProblem, deskProblem, wordDeskProblem } from '../desk/store/faults.ts';
import { Store } from '../desk/store/store.ts';
import { Output } from '../host/output.ts';
import { loadRulebook } from '../host/packs.ts';
import { count } from '../report/overview-wording.ts';
import type { Lang } from '../report/wording.ts';
import type { DeskPlace, DeskServeOptions } from './desk-commands.ts';
import { DESK_WORDS } from './desk-words.ts';
import { packOptions, type ReadingGiven, readingOf } from './given.ts';
import { tell } from './score.ts';

/** Stopped by Ctrl-C: as shells have it. */
const STOPPED = 130;

const fail = (): void => {
  process.exitCode = 2;
};

/** Beside the profile of practice, unless the user says where. */
function whereOf({ data, database }: DeskPlace): Where {
  if (database !== undefined) return { database };
  const { XDG_DATA_HOME, APPDATA } = process.env;
  const home = XDG_DATA_HOME || (process.platform === 'win32' && APPDATA) || join(homedir(), '.local', 'share');
  return { data: data ?? join(home, 'huashu', 'desk') };
}

const whoIs = (as: string | undefined): string => as?.trim() || userInfo().username;

/** Opens the store for a command and closes it; faults are told as Problems. */
async function withStore(options: DeskPlace, create: boolean, work: (store: Store) => Promise<void>): Promise<void> {
  let store: Store | null = null;
  try {
    store = await Store.open(whereOf(options), create);
    await work(store);
  } catch (error) {
    if (!(error instanceof DeskFault) && !(error instanceof BatchFault)) throw error;
    complain(error.problem, options.lang);
    fail();
  } finally {
    await store?.close();
  }
}

const complain = (problem: DeskProblem, lang: Lang): void => console.error(wordDeskProblem(problem, lang));

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
      console.log(w.head(result.head));
      return;
    }
    const what = w.fault[result.fault as Fault](result.detail);
    throw new DeskFault(deskProblem('BROKEN_CHAIN', { file: store.engine.place }, { seq: result.seq, what }));
  });
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
export async function give(options: DeskPlace & { readonly out?: string }): Promise<void> {
  await withStore(options, false, async (store) => {
    const output = new Output(options.out);
    for await (const line of exportLines(store)) {
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

/** `huashu desk`: opens the desk in the browser of this machine until it is stopped. */
export async function serve(options: DeskServeOptions): Promise<void> {
  await withStore(options, true, async (store) => {
    const { host, port, lang } = options;
    const { address, close } = await listen(store, { host, port, lang, who: whoIs(options.as) });
    console.log(DESK_WORDS[lang].open(address));
    if (!(await store.latestPack())) console.log(DESK_WORDS[lang].empty);
    await new Promise<void>((resolve) => {
      process.once('SIGINT', () => resolve());
      process.once('SIGTERM', () => resolve());
    });
    await close();
  });
}
