import { Chalk } from 'chalk';
import type { AlignmentStep, Assessment } from '../model/assessment.ts';
import type { FindingExplained, ReadingExplained, TurnExplained } from '../verify/explain-turn.ts';
import type { NearExample, Nearest } from '../verify/nearest.ts';
import { padEnd, widthOf, wrap } from './columns.ts';
import { EXPLAIN_WORDS } from './explain-words.ts';
import type { ReportOptions } from './index.ts';
import { harmless } from './problems.ts';
import { elementTitle } from './shared.ts';
import { decisionTitle, inLang, WORDS } from './wording.ts';

const clean = (text: string): string => harmless(text.replace(/\s+/g, ' '));
const share = (n: number): string => n.toFixed(2);
/** A turn longer than this is shown from its middle: the words that count are quoted below it. */
const MOST_TEXT = 400;
const MOST_EXAMPLE = 60;
/** Below this the network's likeliest phrase is no more than the first of many. */
const LEAST_TOLD = 0.01;
const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text);

/** Why a turn was judged as it was, for a person at a terminal. */
export function wordTurn(explained: TurnExplained, { id }: Assessment, options: ReportOptions): string {
  const c = new Chalk({ level: options.colour ? 1 : 0 });
  const words = EXPLAIN_WORDS[options.lang];
  const { turn, role, text, together, findings, likeliest } = explained;
  const lines = [
    c.bold(`${clean(id)}  ${WORDS[options.lang].turn(turn + 1)}  ${words.role[role]}`),
    wrap(`  ${clean(shortened(text, MOST_TEXT))}`, options.width, '  '),
  ];
  if (together[0] !== together[1]) lines.push(c.dim(`  ${words.together(together[0] + 1, together[1] + 1)}`));
  if (role !== 'agent') lines.push(c.dim(`  ${words.notTheAgents}`));
  if (role === 'agent' && !options.rulebook.ear) lines.push(c.dim(`  ${words.noEar}`));
  for (const finding of findings) lines.push('', ...findingLines(finding, options));
  if (likeliest) {
    const { reading, wording, nearest } = likeliest;
    lines.push('', `  ${words.nothingFound}`);
    if (wording)
      lines.push(...alignmentLines(wording.wording, wording.phrase, wording.similarity, wording.alignment, options));
    lines.push(...(reading ? readingLines(reading, options) : []), ...nearestLines(nearest, options));
  }
  lines.push('', ...elementLines(explained, options));
  return `${lines.join('\n')}\n`;
}

function titleOf(no: number, { rulebook, lang }: ReportOptions): string {
  const phrase = rulebook.pack.phrases.find((p) => p.no === no);
  const title = phrase ? inLang(phrase.title, lang).replace(/。$/, '') : '';
  return lang === 'zh' ? `${no}「${title}」` : `${no} ${title}`;
}

function findingLines({ violation: v, reading, nearest, guards }: FindingExplained, options: ReportOptions): string[] {
  const c = new Chalk({ level: options.colour ? 1 : 0 });
  const words = WORDS[options.lang];
  const own = EXPLAIN_WORDS[options.lang];
  const colour = { hit: c.red, suspected: c.yellow, excused: c.dim }[v.status];
  const mark = { hit: '✗', suspected: '?', excused: '–' }[v.status];
  const head = `${words.status[v.status]} ${titleOf(v.phrase, options)} ${words.kind[v.kind]} ${share(v.confidence)}`;
  const lines = [
    colour(wrap(`  ${mark} ${head}`, options.width, '    ')),
    wrap(`    【${clean(v.evidence.quote)}】`, options.width, '    '),
  ];
  if (v.alignment.length > 0) lines.push(...alignmentLines(v.wording, v.phrase, v.similarity, v.alignment, options));
  if (reading) lines.push(...readingLines(reading, options));
  else if (v.runnersUp.length > 0) {
    const others = v.runnersUp.map((r) => `${titleOf(r.phrase, options)} ${share(r.similarity)}`);
    lines.push(labelled(own.instead, others.join(own.semicolon), options));
  }
  return [...lines, ...nearestLines(nearest, options), ...guardLines(guards, options)];
}

const labelled = (label: string, text: string, { width }: ReportOptions): string =>
  wrap(`    ${label}: ${text}`, width, '      ');

/** What was said above the wording, character over character, and what was done to each below. */
function alignmentLines(
  wording: string,
  phrase: number,
  similarity: number,
  steps: readonly AlignmentStep[],
  options: ReportOptions,
): string[] {
  const own = EXPLAIN_WORDS[options.lang];
  const lines = [
    labelled(`${titleOf(phrase, options)}`, `「${wording}」 ${own.similarity(share(similarity))}`, options),
  ];
  const label = Math.max(widthOf(own.said), widthOf(own.wanted)) + 2;
  const perLine = Math.max(4, Math.floor((options.width - 6 - label) / 2));
  for (let at = 0; at < steps.length; at += perLine) {
    const row = steps.slice(at, at + perLine);
    const cells = (of: (step: AlignmentStep) => string) => row.map((s) => padEnd(of(s), 2)).join('');
    lines.push(
      `      ${padEnd(own.said, label)}${cells((s) => clean(s.said) || '·')}`,
      `      ${padEnd(own.wanted, label)}${cells((s) => s.wanted || '·')}`,
      `      ${' '.repeat(label)}${cells((s) => own.step[s.type])}`.trimEnd(),
    );
  }
  const used = [...new Set(steps.map((s) => s.type))].map((type) => own.legend[type]).filter((l) => l !== '');
  return used.length > 0 ? [...lines, `      ${used.join('  ')}`] : lines;
}

function readingLines(reading: ReadingExplained, options: ReportOptions): string[] {
  const own = EXPLAIN_WORDS[options.lang];
  const nothing = reading.others.find((o) => o.phrase === 0);
  if (reading.told < LEAST_TOLD && nothing) return [`    ${own.meansNothing(share(nothing.told))}`];
  const { hit, suspected } = reading.limits;
  const judged =
    reading.probability === null ? own.notJudged : own.judged(share(reading.probability), share(hit), share(suspected));
  const heaviest = reading.words.map((w) => `「${clean(w.quote)}」 ${own.fall(share(w.fall))}`);
  const others = reading.others.map(
    (o) => `${o.phrase === 0 ? own.none : titleOf(o.phrase, options)} ${share(o.told)}`,
  );
  const lines = [
    wrap(
      `    ${own.meaning(titleOf(reading.phrase, options), share(reading.told), reading.toldInOrder === null ? null : share(reading.toldInOrder))}${own.semicolon}${judged}`,
      options.width,
      '      ',
    ),
    labelled(own.weighed, heaviest.join(own.semicolon) || own.noSingleWords, options),
  ];
  return others.length > 0 ? [...lines, labelled(own.instead, others.join(own.semicolon), options)] : lines;
}

function nearestLines({ forbidden, harmless: clear }: Nearest, options: ReportOptions): string[] {
  const own = EXPLAIN_WORDS[options.lang];
  if (forbidden.length + clear.length === 0) return [`    ${own.noExamples}`];
  const line = (e: NearExample): string => {
    const other =
      e.twin === null ? '' : ` ⇄ ${e.phrase === 0 ? own.violationOf : own.twin}「${shortened(e.twin, MOST_EXAMPLE)}」`;
    const no = e.phrase === 0 ? '' : `${e.phrase} `;
    return wrap(
      `      ${share(e.likeness)} ${no}「${shortened(e.text, MOST_EXAMPLE)}」${other}`,
      options.width,
      '        ',
    );
  };
  const list = (label: string, examples: readonly NearExample[]) =>
    examples.length > 0 ? [`    ${label}:`, ...examples.map(line)] : [];
  return [...list(own.nearestForbidden, forbidden), ...list(own.nearestHarmless, clear)];
}

function guardLines(guards: FindingExplained['guards'], options: ReportOptions): string[] {
  const own = EXPLAIN_WORDS[options.lang];
  if (guards.length === 0) return [`    ${own.noGuards}`];
  const order = ['excuses', 'gives-way', 'would', 'instead', 'would-not'] as const;
  return order.flatMap((state) => {
    const some = guards.filter((g) => g.state === state);
    if (some.length === 0) return [];
    const told = some.map((g) => {
      const rule = options.rulebook.pack.guards.find((x) => x.id === g.id);
      const title = rule ? inLang(rule.title, options.lang) : own.allowed;
      return g.words === '' ? title : `${title}${own.brackets[0]}${own.where[g.where](g.words)}${own.brackets[1]}`;
    });
    return [labelled(own.guard[state], told.join(own.semicolon), options)];
  });
}

function elementLines({ elements, decisions }: TurnExplained, options: ReportOptions): string[] {
  const own = EXPLAIN_WORDS[options.lang];
  const words = WORDS[options.lang];
  const lines = elements.flatMap((e) => [
    `  ${own.elements}: ${elementTitle(options.rulebook, e.id, options.lang)} (${e.id}) ${own.outcome(e.outcome)}`,
    ...e.parts.map((p) => {
      const slot = p.cue.startsWith('slot:') ? p.cue.slice(5) : null;
      const cue =
        slot !== null ? own.slot(words.slot[slot] ?? slot) : p.cue === 'meaning' ? own.byMeaning : own.cue(p.cue);
      const how = [own.part(p.part, p.of), `「${clean(p.evidence.quote)}」`, cue, p.toTheLetter ? '' : own.bySound];
      return wrap(`    ${how.filter((h) => h !== '').join(' ')}`, options.width, '      ');
    }),
  ]);
  for (const d of decisions) {
    const [question, answer] = decisionTitle(options.rulebook.pack, d.question, d.answer, options.lang);
    lines.push(
      wrap(`  ${own.decisions}: ${question} ${answer}「${clean(d.evidence?.quote ?? '')}」`, options.width, '    '),
    );
  }
  return lines.length > 0 ? lines : [`  ${own.noElements}`];
}
