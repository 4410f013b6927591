import { assess } from '../assess/assess.ts';
import type { Rulebook } from '../hear/compile.ts';
import { Output } from '../host/output.ts';
import { loadRulebook } from '../host/packs.ts';
import { readTranscripts } from '../host/sources.ts';
import { screenWidth, wantsColour } from '../host/terminal.ts';
import type { Assessment } from '../model/assessment.ts';
import { type Problem, problem } from '../model/problem.ts';
import type { Role } from '../model/transcript.ts';
import { suggestion } from '../read/suggestion.ts';
import { REPORTERS, type Reporter, type ReporterName, type ReportOptions, type Scored } from '../report/index.ts';
import { wordProblem } from '../report/problems.ts';
import type { Lang } from '../report/wording.ts';

export interface ScoreOptions {
  readonly lang: Lang;
  readonly pack?: string[];
  readonly script?: string[];
  readonly role?: string[];
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
  const loaded = await loadRulebook({ packs: options.pack ?? [] });
  const rulebook = loaded.value;
  if (tell(loaded.problems, options.lang) > 0 || !rulebook) return fail();
  const scripts = scriptIds(rulebook, options.script);
  const roles = rolesOf(options.role ?? []);
  if (tell([...scripts.problems, ...roles.problems], options.lang) > 0) return fail();

  const output = new Output(options.out);
  const reporter: Reporter = REPORTERS[options.format];
  const scored: Scored[] = [];
  const seen = new Set<string>();
  const failed = new Set<string>();
  let matched = false;
  const report = (skipped: number): ReportOptions => ({
    rulebook,
    lang: options.lang,
    width: options.out ? 100 : screenWidth(),
    colour: !options.out && wantsColour(),
    skipped,
  });
  await output.write(reporter.before?.(report(0)) ?? '');
  let count = 0;
  for await (const item of readTranscripts(paths, {
    ...(scripts.ids ? { scripts: scripts.ids } : {}),
    roles: roles.value,
  })) {
    if ('problem' in item) {
      if (tell([item.problem], options.lang) > 0)
        failed.add(`${item.problem.place.file}:${item.problem.place.line ?? ''}`);
      continue;
    }
    const { transcript } = item;
    const faults = [
      ...(seen.has(transcript.id) ? [problem('DUPLICATE_ID', { file: transcript.source }, { id: transcript.id })] : []),
      ...unknownScripts(rulebook, transcript.scripts, transcript.source),
    ];
    if (tell(faults, options.lang) > 0) {
      failed.add(`${transcript.source} ${transcript.id}`);
      continue;
    }
    seen.add(transcript.id);
    const assessment = assess(rulebook, transcript);
    matched ||= reaches(assessment, options.failOn);
    const one = { assessment, transcript };
    await output.write(reporter.call(one, report(failed.size), count));
    count += 1;
    // Only what the summary needs is kept: a run over a folder may be long.
    if (reporter.after) scored.push({ assessment, transcript: { ...transcript, turns: [] } });
  }
  await output.write(reporter.after?.(scored, report(failed.size)) ?? '');
  await output.end();
  process.exitCode = count === 0 ? 2 : matched ? 1 : 0;
}

const fail = (): void => {
  process.exitCode = 2;
};

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
