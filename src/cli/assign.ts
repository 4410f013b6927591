import { freshSeed } from '../host/profile.ts';
import { type PracticeResult, parseResult, scoredAgain, signedText } from '../practice/result.ts';
import { makeRound } from '../practice/round.ts';
import { wordProblem } from '../report/problems.ts';
import { inLang, type Lang, WORDS } from '../report/wording.ts';
import { ASSIGN_WORDS } from './assign-words.ts';
import { FAULT_WORDS } from './practice-fault-words.ts';
import {
  complain,
  type Opened,
  openAll,
  type PracticeOptions,
  personaNamed,
  readSmall,
  save,
  sceneNamed,
} from './practice-open.ts';
import { signed } from './practise-round.ts';

export interface AssignOptions extends PracticeOptions {
  readonly persona?: string;
  readonly seed?: number;
  readonly provoke?: number[];
  readonly passMark?: number;
  readonly out?: string;
  readonly check?: string[];
}

/** `huashu assign`: makes a round as a file; with `--check`, scores results again. Exit code 1 when one comes out otherwise. */
export async function assign(script: string | undefined, options: AssignOptions): Promise<void> {
  const opened = await openAll(options);
  if (!opened) {
    process.exitCode = 2;
    return;
  }
  if (options.check) {
    for (const file of options.check) await check(file, opened, options.lang);
    return;
  }
  const { cast, rulebook } = opened;
  const w = FAULT_WORDS[options.lang];
  if (script === undefined) {
    complain('huashu assign', 'MISSING_SCRIPT', w.needScene, cast.scenes.map((s) => s.id).join(', '));
    return;
  }
  const scene = sceneNamed(cast, script, options.lang);
  if (!scene) return;
  const unknown = options.provoke?.find((no) => !cast.provocations.some((p) => p.phrase === no));
  if (unknown !== undefined) {
    complain('--provoke', 'UNKNOWN_PHRASE', w.unknownPhrase(unknown), 'huashu list');
    return;
  }
  const persona = options.persona === undefined ? null : personaNamed(cast, scene, options.persona, options.lang);
  if (options.persona !== undefined && persona === null) return;
  const round = makeRound(cast, {
    scene,
    persona,
    seed: options.seed ?? freshSeed(),
    passMark: options.passMark ?? rulebook.pack.rubric.passMark,
    provoke: options.provoke ?? null,
  });
  const text = `${JSON.stringify(round, null, 1)}\n`;
  if (options.out === undefined) {
    process.stdout.write(text);
    return;
  }
  if (!(await save(options.out, text, options.lang))) return;
  const title = inLang(cast.personas.find((p) => p.id === round.persona)!.title, options.lang);
  console.log(ASSIGN_WORDS[options.lang].made(options.out, inLang(scene.title, options.lang), title, round.seed));
}

async function check(file: string, { practice, scoredBy }: Opened, lang: Lang): Promise<void> {
  const text = await readSmall(file, lang);
  if (text === null) return;
  const given = parseResult(text);
  if (typeof given === 'string') {
    complain(file, 'WRONG_SHAPE', FAULT_WORDS[lang].notAResult(given), 'huashu practise --round …');
    return;
  }
  const problems = practice.fits(given.round, file);
  if (problems.length > 0) {
    for (const p of problems) console.error(wordProblem(p, lang));
    process.exitCode = 2;
    return;
  }
  const again = signed(scoredAgain(practice, given, scoredBy));
  const differs = differences(given, again);
  const w = ASSIGN_WORDS[lang];
  const points = again.assessment.score.percent;
  const score = points === null ? WORDS[lang].notScored : WORDS[lang].points(points);
  if (differs.length === 0) console.log(`${file}: ${w.same(score, again.passed)}`);
  else {
    console.log(`${file}: ${w.differs(differs.map((d) => w.part[d]).join(lang === 'zh' ? '、' : ', '), score)}`);
    if (process.exitCode !== 2) process.exitCode = 1;
  }
}

type Differing = 'scoredBy' | 'transcript' | 'assessment' | 'rest' | 'digest';

/** Parts of a result that are not what its lines come to, byte for byte. */
function differences(given: PracticeResult, again: PracticeResult): Differing[] {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const found: Differing[] = [];
  if (!same(given.scoredBy, again.scoredBy)) found.push('scoredBy');
  if (!same(given.transcript, again.transcript)) found.push('transcript');
  if (!same(given.assessment, again.assessment)) found.push('assessment');
  if (given.ended !== again.ended || given.passed !== again.passed || !same(given.next, again.next)) found.push('rest');
  // The file was changed after it was written, wherever that was.
  if (found.length === 0 && (given.digest !== again.digest || signedText(given) !== signedText(again)))
    found.push('digest');
  return found;
}
