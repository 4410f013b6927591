import { isTerminal } from '../host/lines.ts';
import { defaultProfileFile, freshSeed, momentNow, ProfileFault, readProfile, updateProfile } from '../host/profile.ts';
import type { Scene } from '../model/customers.ts';
import { emptyProfile, type Profile, withCalls } from '../practice/profile.ts';
import { parseRound } from '../practice/result.ts';
import { makeRound, personasOf, type Round } from '../practice/round.ts';
import { padEnd } from '../report/columns.ts';
import { wordProblem } from '../report/problems.ts';
import { inLang, type Lang } from '../report/wording.ts';
import { FAULT_WORDS } from './practice-fault-words.ts';
import {
  complain,
  type Opened,
  openAll,
  type PracticeOptions,
  personaNamed,
  readSmall,
  sceneNamed,
} from './practice-open.ts';
import { PRACTICE_WORDS } from './practice-words.ts';
import { choosePersona, chooseScene, wantsToGoOn } from './practise-choose.ts';
import { drill } from './practise-drills.ts';
import { missesFrom } from './practise-misses.ts';
import { playRound, type Session } from './practise-round.ts';
import { screenOf } from './practise-screen.ts';

export interface PractiseOptions extends PracticeOptions {
  readonly persona?: string;
  readonly seed?: number;
  readonly provoke?: number[];
  readonly passMark?: number;
  readonly round?: string;
  readonly out?: string;
  readonly drill?: number;
  readonly from?: string;
  readonly agent?: string;
  readonly profile?: string;
  readonly format: 'pretty' | 'json';
  readonly list?: boolean;
}

/** `huashu practise`: a round with a customer that the program plays, or drills of what was missed. */
export async function practise(script: string | undefined, options: PractiseOptions): Promise<void> {
  const opened = await openAll(options);
  if (!opened) {
    process.exitCode = 2;
    return;
  }
  if (options.list) {
    list(opened, options.lang);
    return;
  }
  try {
    await start(opened, script, options);
  } catch (error) {
    if (!(error instanceof ProfileFault)) throw error;
    const w = FAULT_WORDS[options.lang];
    complain(error.file, 'UNREADABLE_FILE', w.unreadable(error.reason), w.checkPath);
  }
}

async function start(opened: Opened, script: string | undefined, options: PractiseOptions): Promise<void> {
  const { lang } = options;
  const interactive = isTerminal();
  // A script that plays rounds leaves no traces in anybody's progress unless it is told to.
  const file = options.profile ?? (interactive ? defaultProfileFile() : null);
  const profile = file === null ? emptyProfile : await readTold(file, lang);
  const session: Session = {
    opened,
    screen: screenOf(opened.rulebook, lang),
    profile: file,
    interactive,
    format: options.format,
    out: options.out ?? null,
  };
  const seed = options.seed ?? (interactive ? freshSeed() : 1);

  if (options.drill !== undefined || options.from !== undefined) {
    const with_ = options.from === undefined ? profile : await imported(profile, options, file);
    if (with_) await drill(session, with_, options.drill ?? 5, seed);
    return;
  }
  if (options.round !== undefined) {
    const round = await roundFrom(options.round, opened, lang);
    if (round)
      await playRound(
        { ...session, out: options.out ?? `${options.round.replace(/\.json$/i, '')}.result.json` },
        round,
      );
    return;
  }
  const { unfinished } = profile;
  if (
    script === undefined &&
    interactive &&
    unfinished &&
    opened.practice.fits(unfinished.round, file ?? '').length === 0
  ) {
    const scene = opened.cast.scenes.find((s) => s.id === unfinished.round.scene)!;
    const goesOn = await wantsToGoOn(inLang(scene.title, lang), unfinished.lines.length, lang);
    if (goesOn === null) return;
    if (goesOn) {
      await playRound(session, unfinished.round, unfinished.lines, unfinished.hints);
      return;
    }
  }
  const round = await roundOf(opened, script, options, profile, seed, interactive);
  if (round) await playRound(session, round);
}

async function roundOf(
  opened: Opened,
  script: string | undefined,
  options: PractiseOptions,
  profile: Profile,
  seed: number,
  interactive: boolean,
): Promise<Round | null> {
  const { cast, rulebook } = opened;
  const { lang } = options;
  const w = FAULT_WORDS[lang];
  if (script === undefined && !interactive)
    return complain('huashu practise', 'MISSING_SCRIPT', w.needScene, cast.scenes.map((s) => s.id).join(', '));
  const scene: Scene | null = script === undefined ? await chooseScene(cast, lang) : sceneNamed(cast, script, lang);
  if (!scene) return null;
  const unknown = options.provoke?.find((no) => !cast.provocations.some((p) => p.phrase === no));
  if (unknown !== undefined) return complain('--provoke', 'UNKNOWN_PHRASE', w.unknownPhrase(unknown), 'huashu list');
  const asks = script === undefined && options.persona === undefined;
  const persona =
    options.persona === undefined
      ? asks
        ? await choosePersona(cast, scene, lang)
        : 'any'
      : personaNamed(cast, scene, options.persona, lang);
  if (persona === null) return null;
  return makeRound(cast, {
    scene,
    persona: persona === 'any' ? null : persona,
    seed,
    passMark: options.passMark ?? rulebook.pack.rubric.passMark,
    installer: profile.installer,
    provoke: options.provoke ?? null,
  });
}

async function roundFrom(file: string, { practice }: Opened, lang: Lang): Promise<Round | null> {
  const w = FAULT_WORDS[lang];
  const text = await readSmall(file, lang);
  if (text === null) return null;
  const round = parseRound(text);
  if (typeof round === 'string') return complain(file, 'WRONG_SHAPE', w.notARound(round), w.makeRound);
  const problems = practice.fits(round, file);
  for (const p of problems) console.error(wordProblem(p, lang));
  if (problems.length === 0) return round;
  process.exitCode = 2;
  return null;
}

/** Reads the profile; tells where one that could not be used was put. */
export async function readTold(file: string, lang: Lang): Promise<Profile> {
  const { profile, aside } = await readProfile(file);
  if (aside) {
    const [what, way] = FAULT_WORDS[lang].aside[aside.why](aside.detail, aside.to);
    console.error(`${file}  ${aside.why === 'newer' ? 'NEWER_PROFILE' : 'BROKEN_PROFILE'}\n  ${what}\n  → ${way}`);
  }
  return profile;
}

async function imported(profile: Profile, options: PractiseOptions, file: string | null): Promise<Profile | null> {
  const found = await missesFrom(options.from!, options.agent, options.lang);
  if (!found) return null;
  const now = momentNow();
  if (options.format === 'pretty') console.log(PRACTICE_WORDS[options.lang].imported(found.misses.size, found.calls));
  return file === null
    ? withCalls(profile, found.misses, now)
    : updateProfile(file, (p) => withCalls(p, found.misses, now));
}

function list({ cast }: Opened, lang: Lang): void {
  const w = PRACTICE_WORDS[lang];
  for (const scene of cast.scenes) {
    console.log(`${padEnd(scene.id, 22)}${inLang(scene.title, lang)}`);
    for (const p of personasOf(cast, scene))
      console.log(
        `  ${padEnd(p.id, 20)}${padEnd(w.level[p.level] ?? '', lang === 'zh' ? 4 : 8)}${inLang(p.title, lang)}`,
      );
  }
}
