import { Chalk } from 'chalk';
import { loadRulebook } from '../host/packs.ts';
import { wantsColour } from '../host/terminal.ts';
import { problem } from '../model/problem.ts';
import { padEnd } from '../report/columns.ts';
import type { Lang } from '../report/wording.ts';
import { type CaseOutcome, type CaseResult, verifyPack } from '../verify/cases.ts';
import { tell } from './score.ts';

const RESULTS: readonly CaseResult[] = ['caught', 'clean', 'silent', 'noisy'];
const HEAD = {
  zh: {
    rule: '规则',
    caught: '抓到',
    clean: '放过',
    silent: '漏报',
    noisy: '误报',
    all: (n: number) => `${n} 条例句全部通过`,
    wrong: (n: number, of: number) => `${of} 条例句中 ${n} 条没有通过`,
    none: '没有这条规则',
  },
  en: {
    rule: 'rule',
    caught: 'caught',
    clean: 'clean',
    silent: 'silent',
    noisy: 'noisy',
    all: (n: number) => `all ${n} cases are caught and clean`,
    wrong: (n: number, of: number) => `${n} of ${of} cases fail`,
    none: 'no such rule',
  },
} as const;

/** `huashu test`: a pack proves itself. Exit code 1 when a case fails. */
export async function test(
  rules: readonly string[],
  options: { readonly lang: Lang; readonly pack?: string[]; readonly model?: boolean | string; readonly all?: boolean },
): Promise<void> {
  const { value: rulebook, problems } = await loadRulebook({
    packs: options.pack ?? [],
    withModel: options.model !== false,
    modelFile: typeof options.model === 'string' ? options.model : undefined,
    withCases: true,
  });
  if (tell(problems, options.lang) > 0 || !rulebook) {
    process.exitCode = 2;
    return;
  }
  const words = HEAD[options.lang];
  const c = new Chalk({ level: wantsColour() ? 1 : 0 });
  const outcomes = verifyPack(rulebook).filter(
    (o) => rules.length === 0 || rules.some((r) => o.rule === r || o.rule === `#${r}`),
  );
  if (outcomes.length === 0) {
    console.error(`${words.none}: ${rules.join(' ')}\n→ huashu list`);
    process.exitCode = 2;
    return;
  }
  const byRule = new Map<string, CaseOutcome[]>();
  for (const o of outcomes) byRule.set(o.rule, [...(byRule.get(o.rule) ?? []), o]);
  console.log(`${padEnd(words.rule, 28)}${RESULTS.map((r) => padEnd(words[r], 8)).join('')}`);
  for (const [rule, of] of byRule) {
    const counts = RESULTS.map((r) => of.filter((o) => o.result === r).length);
    const bad = counts[2]! + counts[3]! > 0;
    const line = `${padEnd(rule, 28)}${counts.map((n) => padEnd(String(n), 8)).join('')}`;
    console.log(bad ? c.red(line) : line);
    if (options.all) for (const o of of) console.log(c.dim(`    ${words[o.result]}  ${o.text}`));
  }
  const wrong = outcomes.filter((o) => o.result === 'silent' || o.result === 'noisy');
  for (const o of wrong)
    tell(
      [
        problem(
          'CASE_FAILED',
          { file: o.file, line: o.line },
          { rule: o.rule, expected: o.expected, got: o.got, text: o.text },
        ),
      ],
      options.lang,
    );
  console.log(
    wrong.length === 0 ? c.green(words.all(outcomes.length)) : c.red(words.wrong(wrong.length, outcomes.length)),
  );
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
