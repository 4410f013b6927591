import { fillSentence } from '../assess/sentence.ts';
import type { Rulebook } from '../hear/compile.ts';
import { loadRulebook } from '../host/packs.ts';
import { screenWidth } from '../host/terminal.ts';
import type { Case, Element, ForbiddenPhrase } from '../model/pack.ts';
import { suggestion } from '../read/suggestion.ts';
import { wrap } from '../report/columns.ts';
import { inLang, type Lang, WORDS } from '../report/wording.ts';
import { tell } from './score.ts';

const LABELS = {
  zh: {
    source: '出处',
    manual: '手册原话',
    say: '这样说',
    why: '为什么',
    better: '改说',
    variants: '变形',
    allow: '不算忌语的说法',
    guards: '排除规则',
    when: '什么时候要说',
    always: '总要说',
    flagged: '算忌语的例子',
    clean: '不算的例子',
    met: '算说到的例子',
    notMet: '不算的例子',
    none: (id: string) => `没有「${id}」这个要素或忌语`,
  },
  en: {
    source: 'source',
    manual: 'manual',
    say: 'say',
    why: 'why',
    better: 'better',
    variants: 'variants',
    allow: 'harmless wordings',
    guards: 'guards',
    when: 'when',
    always: 'always',
    flagged: 'flagged',
    clean: 'clean',
    met: 'met',
    notMet: 'not met',
    none: (id: string) => `there is no element or phrase "${id}"`,
  },
} as const;

export interface ExplainOptions {
  readonly lang: Lang;
  readonly pack?: string[];
  readonly model?: boolean | string;
  readonly script?: string[];
  readonly role?: string[];
  readonly format?: 'pretty' | 'json';
}

/** `call.txt#8`, not `#9`: something stands before the last `#`, and a number after it. */
const namesTurn = (id: string): boolean => /.#\d+$/s.test(id);

/** `huashu explain`: of a rule the manual's sentence, why it matters, better wording, cases; of a turn why it was judged as it was. */
export async function explain(id: string, options: ExplainOptions): Promise<void> {
  if (namesTurn(id)) return (await import('./explain-turn.ts')).explainTurnOf(id, options);
  const { value: rulebook, problems } = await loadRulebook({
    packs: options.pack ?? [],
    withModel: false,
    withCases: true,
  });
  if (tell(problems, options.lang) > 0 || !rulebook) {
    process.exitCode = 2;
    return;
  }
  const text = explainRule(rulebook, id, options.lang, screenWidth());
  if (text !== null) {
    console.log(text);
    return;
  }
  const ids = [
    ...rulebook.pack.scripts.flatMap((s) => s.elements.map((e) => e.id)),
    ...rulebook.pack.phrases.flatMap((p) => [p.id, String(p.no)]),
  ];
  const { suggestion: near } = suggestion(id, ids);
  console.error(`${LABELS[options.lang].none(id)}\n→ ${near ? `huashu explain ${near}` : 'huashu list'}`);
  process.exitCode = 2;
}

/** A rule in words, or `null` when there is none of that id or number. */
export function explainRule(rulebook: Rulebook, id: string, lang: Lang, width: number): string | null {
  const bare = id.replace(/^#/, '');
  const phrase = rulebook.pack.phrases.find((p) => String(p.no) === bare || p.id === bare);
  if (phrase) return phraseText(rulebook, phrase, lang, width);
  const element = rulebook.pack.scripts.flatMap((s) => s.elements).find((e) => e.id === bare);
  return element ? elementText(rulebook, element, lang, width) : null;
}

const line = (label: string, text: string, width: number): string => wrap(`${label}: ${text}`, width, '  ');
const examples = (label: string, cases: readonly Case[]): string[] =>
  cases.length === 0
    ? []
    : [
        `${label}:`,
        ...cases.map(
          (c) =>
            `  · ${c.turns.map((t) => (c.alone ? t.text : `${{ agent: '装维', customer: '客户', other: '旁人' }[t.role]}：${t.text}`)).join(' / ')}`,
        ),
      ];

function phraseText(rulebook: Rulebook, p: ForbiddenPhrase, lang: Lang, width: number): string {
  const l = LABELS[lang];
  const words = WORDS[lang];
  const guards = rulebook.pack.guards
    .filter((g) => g.always || p.guards.includes(g.id))
    .map((g) => inLang(g.title, lang));
  return [
    `${words.phrases} ${p.no}「${p.phrase}」 ${words.severity[p.severity]} −${words.points(rulebook.pack.rubric.deductions[p.severity])}`,
    line(l.source, p.source, width),
    line(l.why, inLang(p.why, lang), width),
    line(l.better, lang === 'en' ? `${p.better.zh} (${p.better.en})` : p.better.zh, width),
    line(l.variants, p.variants.join('；'), width),
    line(l.allow, p.allow.join('；'), width),
    line(l.guards, guards.join('；'), width),
    ...examples(l.flagged, p.cases.flagged),
    ...examples(l.clean, p.cases.clean),
  ].join('\n');
}

function elementText(rulebook: Rulebook, e: Element, lang: Lang, width: number): string {
  const l = LABELS[lang];
  const questions = rulebook.pack.scripts.flatMap((s) => s.questions);
  const conditions = Object.entries(e.when).map(([q, answers]) => {
    const question = questions.find((x) => x.id === q);
    return `${question ? inLang(question.title, lang) : q} = ${answers.join(' / ')}`;
  });
  return [
    `${e.id}  ${inLang(e.title, lang)}  ×${rulebook.pack.rubric.weights[e.id] ?? 1}`,
    line(l.source, e.source, width),
    line(l.manual, e.manual, width),
    line(l.say, fillSentence(inLang(e.say, lang), null), width),
    line(l.why, inLang(e.why, lang), width),
    line(l.when, conditions.join('；') || l.always, width),
    ...examples(l.met, e.cases.met),
    ...examples(l.notMet, e.cases.notMet),
  ].join('\n');
}
