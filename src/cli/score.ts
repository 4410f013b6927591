import { assess } from '../assess/assess.ts';
import type { Rulebook } from '../hear/compile.ts';
import { type EarOptions, type Engine, withEar } from '../host/ear.ts';
import { optimiseAsUsual } from '../host/optimiser.ts';
import { OrderDesk, type OrderOptions } from '../host/orders.ts';
import { Output } from '../host/output.ts';
import { loadRulebook } from '../host/packs.ts';
import { readTranscripts } from '../host/sources.ts';
import { screenWidth, wantsColour } from '../host/terminal.ts';
import type { Assessment } from '../model/assessment.ts';
import { type Problem, problem } from '../model/problem.ts';
import type { Role, Transcript } from '../model/transcript.ts';
import { suggestion } from '../read/suggestion.ts';
import { REPORTERS, type Reporter, type ReporterName, type ReportOptions, type Scored } from '../report/index.ts';
import { wordProblem } from '../report/problems.ts';
import type { Lang } from '../report/wording.ts';
import { fragilityOf } from '../verify/fragility.ts';
import { columnsOf } from './columns.ts';

export interface ScoreOptions extends OrderOptions {
  readonly lang: Lang;
  readonly pack?: string[];
  /** `false`: no model; a file: another one than the package's. */
  readonly model?: boolean | string;
  readonly engine?: Engine;
  readonly embeddingModel?: string;
  /** How often a call is scored again under corruptions of speech recognition, and the seed of these. */
  readonly fragility?: number;
  readonly seed?: number;
  readonly script?: string[];
  readonly role?: string[];
  readonly columns?: string[];
  readonly format: ReporterName;
  readonly out?: string;
  readonly failOn: FailOn;
}
type FailOn = 'never' | 'suspected' | 'minor' | 'major' | 'critical' | 'missed' | 'failed';

/** Prints Problems to the error stream; returns how many of them are errors. */
export function tell(problems: readonly Problem[], lang: Lang): number {
  for (const p of problems) console.error(wordProblem(p, lang));
  return problems.filter((p) => p.severity === 'error').length;
}

/** `huashu score`: reads, scores and reports one call after the other, so that a long run shows its first results at once. */
export async function score(paths: readonly string[], options: ScoreOptions): Promise<void> {
  const modelFile = typeof options.model === 'string' ? options.model : undefined;
  const loaded = await loadRulebook({ packs: options.pack ?? [], withModel: options.model !== false, modelFile });
  if (tell(loaded.problems, options.lang) > 0 || !loaded.value) return fail();
  const heard = await withEar(loaded.value, earOptions(options, modelFile));
  if (tell(heard.problems, options.lang) > 0 || !heard.value) return fail();
  const { rulebook, settle } = heard.value;
  const scripts = scriptIds(rulebook, options.script);
  const roles = rolesOf(options.role ?? []);
  const desk = await OrderDesk.open(options);
  const columns = columnsOf(options.columns);
  const given = [...scripts.problems, ...roles.problems, ...columns.problems, ...desk.problems];
  if (tell(given, options.lang) > 0 || !desk.value) return fail();

  const output = new Output(options.out);
  const reporter: Reporter = REPORTERS[options.format];
  const scored: Scored[] = [];
  /** By id, the file that it was met in first. */
  const seen = new Map<string, string>();
  const failed = new Set<string>();
  let matched = false;
  const report = (skipped: number): ReportOptions => ({
    rulebook,
    lang: options.lang,
    width: options.out ? 100 : screenWidth(),
    colour: !options.out && wantsColour(),
    skipped,
  });
  const written = async (text: string) =>
    tell(
      [await output.write(text)].filter((p) => p !== null),
      options.lang,
    ) === 0;
  if (!(await written(reporter.before?.(report(0)) ?? ''))) return fail();
  let count = 0;
  for await (const item of readTranscripts(paths, {
    ...(scripts.ids ? { scripts: scripts.ids } : {}),
    roles: roles.value,
    ...(columns.value ? { columns: columns.value } : {}),
  })) {
    if ('problem' in item) {
      if (tell([item.problem], options.lang) > 0)
        failed.add(`${item.problem.place.file}:${item.problem.place.line ?? ''}`);
      continue;
    }
    const { value: transcript, problems } = await desk.value.attach(item.transcript);
    const faults = [
      ...problems,
      ...metAgain(transcript, seen.get(transcript.id)),
      ...unknownScripts(rulebook, transcript.scripts, transcript.source),
    ];
    if (tell(faults, options.lang) > 0) {
      failed.add(`${transcript.source} ${transcript.id}`);
      continue;
    }
    if (!seen.has(transcript.id)) seen.set(transcript.id, transcript.source);
    const assessment = await settle(() => assessed(rulebook, transcript, options));
    matched ||= reaches(assessment, options.failOn);
    const one = { assessment, transcript };
    if (!(await written(reporter.call(one, report(failed.size), count)))) return fail();
    if (count === 0) optimiseAsUsual();
    count += 1;
    // Only what the summary needs is kept: a run over a folder may be long.
    if (reporter.after) scored.push({ assessment, transcript: { ...transcript, turns: [] } });
  }
  tell(desk.value.unused(), options.lang);
  await output.write(reporter.after?.(scored, report(failed.size)) ?? '');
  if (
    tell(
      [await output.end()].filter((p) => p !== null),
      options.lang,
    ) > 0
  )
    return fail();
  process.exitCode = count === 0 ? 2 : matched ? 1 : 0;
}

const fail = (): void => {
  process.exitCode = 2;
};

/**
 * An id that was there before: twice in one file is a fault of the file; two files may well have one name in two folders, and are two calls.
 * @param first the file that it was met in before
 */
function metAgain({ id, source }: Transcript, first: string | undefined): Problem[] {
  if (first === undefined) return [];
  return [
    first === source
      ? problem('DUPLICATE_ID', { file: source }, { id })
      : problem('SHARED_ID', { file: source }, { id }, 'warning'),
  ];
}

/** The assessment, with its fragility where that was asked for. */
function assessed(
  rulebook: Rulebook,
  transcript: Transcript,
  { fragility: runs = 0, seed = 1 }: ScoreOptions,
): Assessment {
  const assessment = assess(rulebook, transcript);
  return runs > 0
    ? { ...assessment, fragility: fragilityOf(rulebook, transcript, assessment, { runs, seed }) }
    : assessment;
}

const PREPARING = {
  zh: (count: number) => `第一次用这个模型：先算 ${count} 条例句的向量，存起来以后再用`,
  en: (count: number) => `the first time with this model: ${count} examples are embedded, and kept for later`,
} as const;

function earOptions({ engine, embeddingModel, lang }: ScoreOptions, model: string | undefined): EarOptions {
  return {
    ...(engine ? { engine } : {}),
    ...(embeddingModel === undefined ? {} : { embeddingModel }),
    ...(model === undefined ? {} : { model }),
    onMake: (count) => console.error(PREPARING[lang](count)),
  };
}

function unknownScripts(rulebook: Rulebook, ids: readonly string[] | null | undefined, file: string): Problem[] {
  const legal = rulebook.pack.scripts.map((s) => s.id);
  return (ids ?? [])
    .filter((id) => !legal.includes(id))
    .map((id) => problem('UNKNOWN_SCRIPT', { file }, { id, legal: legal.join(', '), ...suggestion(id, legal) }));
}

/** `--script greeting,booking` and `--script greeting booking` alike. */
function scriptIds(
  rulebook: Rulebook,
  given: readonly string[] | undefined,
): { ids: string[] | null; problems: Problem[] } {
  const ids = given?.flatMap((g) => g.split(/[,，]/)).filter(Boolean) ?? null;
  return { ids, problems: unknownScripts(rulebook, ids, '--script') };
}

function rolesOf(given: readonly string[]): { value: Record<string, Role>; problems: Problem[] } {
  const value: Record<string, Role> = {};
  const problems: Problem[] = [];
  for (const pair of given) {
    const at = pair.lastIndexOf('=');
    const role = pair.slice(at + 1);
    if (at > 0 && (role === 'agent' || role === 'customer' || role === 'other')) value[pair.slice(0, at)] = role;
    else
      problems.push(
        problem(
          'WRONG_VALUE',
          { file: '--role' },
          { where: '--role', received: pair, expected: 'LABEL=agent, LABEL=customer, LABEL=other' },
        ),
      );
  }
  return { value, problems };
}

const RANK = { minor: 1, major: 2, critical: 3 } as const;

/** Whether a call has something at or above the level. */
export function reaches({ violations, elements, score }: Assessment, level: FailOn): boolean {
  switch (level) {
    case 'never':
      return false;
    case 'suspected':
      return violations.some((v) => v.status !== 'excused');
    case 'missed':
      return elements.some((e) => e.outcome === 'missed' || e.outcome === 'partial');
    case 'failed':
      return score.passed === false;
    default:
      return violations.some((v) => v.status === 'hit' && RANK[v.severity] >= RANK[level]);
  }
}
