import { Chalk, type ChalkInstance } from 'chalk';
import type { Verdict, Violation } from '../model/assessment.ts';
import type { Transcript } from '../model/transcript.ts';
import { padEnd, widthOf, wrap } from './columns.ts';
import type { Reporter, ReportOptions, Scored } from './index.ts';
import { harmless } from './problems.ts';
import { elementTitle, scriptTitle, summaryLine } from './shared.ts';
import { inLang, WORDS } from './wording.ts';

const MOST_IMPROVEMENTS = 3;

/** For a person at a terminal: what was said, what was missed and where it belonged, each phrase in its words, the score. */
export const pretty: Reporter = {
  call: (scored, options) =>
    harmlessLines(
      [
        heading(scored, options),
        roles(scored, options),
        elements(scored, options),
        slots(scored, options),
        phrases(scored, options),
        gains(scored, options),
      ].flat(),
    ),
  after: (scored, options) => `${paint(options).bold(summaryLine(scored, options))}\n`,
};

const paint = ({ colour }: ReportOptions): ChalkInstance => new Chalk({ level: colour ? 1 : 0 });

/** Text from files may hold what a terminal obeys; colours are ours and stay. */
const harmlessLines = (lines: readonly string[]): string => `${lines.join('\n')}\n\n`;
const clean = (text: string): string => harmless(text.replace(/\s+/g, ' '));

function heading({ assessment, transcript }: Scored, options: ReportOptions): string[] {
  const c = paint(options);
  const words = WORDS[options.lang];
  const { score } = assessment;
  const name = clean(assessment.id);
  const verdict =
    score.percent === null
      ? words.notScored
      : `${words.points(score.percent)} ${score.passed ? words.passed : words.failed}`;
  const painted = score.percent === null ? c.dim(verdict) : score.passed ? c.green.bold(verdict) : c.red.bold(verdict);
  const rule = '─'.repeat(Math.max(2, options.width - widthOf(name) - widthOf(verdict) - 6));
  const scripts =
    assessment.scripts.map((id) => scriptTitle(options.rulebook, id, options.lang)).join(' + ') || words.noScripts;
  const lines = [
    `${c.bold(`─ ${name} `)}${c.dim(rule)} ${painted} ${c.dim('─')}`,
    c.dim(wrap(`  ${clean(transcript.source)} · ${scripts}`, options.width, '  ')),
  ];
  if (score.knockedOutBy.length > 0)
    lines.push(c.red(`  ${words.knockedOut}: ${score.knockedOutBy.map((k) => knockOut(k, options)).join(', ')}`));
  return lines;
}

function knockOut(rule: string, options: ReportOptions): string {
  const [kind, what = ''] = rule.split(':');
  const words = WORDS[options.lang];
  return kind === 'required'
    ? elementTitle(options.rulebook, what, options.lang)
    : `${words.phrases} (${words.severity[what as 'minor'] ?? what})`;
}

function roles({ assessment }: Scored, options: ReportOptions): string[] {
  const { inferred, confidence, assigned } = assessment.roles;
  if (!inferred) return [];
  const words = WORDS[options.lang];
  const list = Object.entries(assigned)
    .map(([label, role]) => `${clean(label)}=${role}`)
    .join(' ');
  const lines = [paint(options).dim(wrap(`  ${words.rolesGuessed(confidence, list)}`, options.width, '  '))];
  if (assessment.violations.some((v) => v.status === 'suspected') && confidence < 0.8)
    lines.push(paint(options).yellow(wrap(`  ${words.rolesUnsure}`, options.width, '  ')));
  return lines;
}

const MARK: Readonly<Record<Verdict['outcome'], string>> = {
  met: '✓',
  partial: '◐',
  missed: '✗',
  'not-applicable': '–',
  'for-reviewer': '?',
};

function elements({ assessment }: Scored, options: ReportOptions): string[] {
  if (assessment.elements.length === 0) return [];
  const words = WORDS[options.lang];
  const titles = assessment.elements.map((v) => elementTitle(options.rulebook, v.id, options.lang));
  const column = Math.min(30, Math.max(...titles.map(widthOf))) + 2;
  return [
    `  ${paint(options).bold(words.elements)}`,
    ...assessment.elements.flatMap((v, i) => elementLines(v, titles[i]!, column, options)),
  ];
}

function elementLines(v: Verdict, title: string, column: number, options: ReportOptions): string[] {
  const c = paint(options);
  const words = WORDS[options.lang];
  const colour = { met: c.green, partial: c.yellow, missed: c.red, 'not-applicable': c.dim, 'for-reviewer': c.cyan }[
    v.outcome
  ];
  const head = `  ${MARK[v.outcome]} ${padEnd(title, column)}`;
  const indent = ' '.repeat(4 + column);
  const room = options.width - 4 - column;
  const line = (text: string) => `${colour(head)}${wrap(text, room).split('\n').join(`\n${indent}`)}`;
  if (v.outcome === 'met') {
    const quotes = v.evidence.map((e) => `${words.turn(e.turn + 1)}「${clean(e.quote)}」`).join(' ');
    return [line(`${quotes}${v.late ? ` (${words.late})` : ''}`)];
  }
  if (v.outcome === 'for-reviewer') return [line(words.outcome[v.outcome])];
  if (v.outcome === 'not-applicable') return [line(`${words.outcome[v.outcome]}${because(v, options)}`)];
  const where = v.belongsAfter === null || v.belongsAfter < 0 ? words.sayFirst : words.sayAfter(v.belongsAfter + 1);
  const half = v.evidence.map((e) => `${words.turn(e.turn + 1)}「${clean(e.quote)}」`).join(' ');
  const say = v.say ? `「${v.say}」` : '';
  return [line(`${words.outcome[v.outcome]}${half ? ` ${half}` : ''} · ${where}${say}`)];
}

/** What a not-applicable element rests on: question, answer, turn. */
function because(v: Verdict, options: ReportOptions): string {
  const words = WORDS[options.lang];
  const reasons = v.because
    .filter((b) => !b.question.startsWith('script.'))
    .map((b) => {
      const question = options.rulebook.pack.scripts.flatMap((s) => s.questions).find((q) => q.id === b.question);
      const title = question ? inLang(question.title, options.lang) : b.question;
      const where = b.assumed ? ` (${words.assumed})` : b.turn === null ? '' : ` (${words.turn(b.turn + 1)})`;
      return `${title} ${b.answer}${where}`;
    });
  return reasons.length > 0 ? ` · ${reasons.join('; ')}` : '';
}

function slots({ assessment }: Scored, options: ReportOptions): string[] {
  const told = assessment.slots.filter((s) => s.state !== 'unspoken');
  if (told.length === 0) return [];
  const c = paint(options);
  const words = WORDS[options.lang];
  const column = Math.max(...told.map((s) => widthOf(words.slot[s.id]!))) + 2;
  return [
    `  ${c.bold(words.slots)}`,
    ...told.map((s) => {
      const head = `${s.state === 'match' ? c.green('  ✓') : c.red('  ✗')} ${padEnd(words.slot[s.id]!, column)}`;
      const turn = s.evidence ? ` ${words.turn(s.evidence.turn + 1)}` : '';
      if (s.state === 'match') return `${head}${clean(s.expected)}${c.dim(turn)}`;
      return `${head}${words.expected} ${clean(s.expected)} ≠ ${words.heard} ${c.red(clean(s.heard ?? ''))}${c.dim(turn)}`;
    }),
  ];
}

function phrases({ assessment, transcript }: Scored, options: ReportOptions): string[] {
  const c = paint(options);
  const words = WORDS[options.lang];
  const told = assessment.violations;
  if (told.length === 0) return [`  ${c.bold(words.phrases)}  ${c.green(`✓ ${words.noViolations}`)}`];
  return [
    `  ${c.bold(words.phrases)}`,
    ...told.flatMap((v) => phraseLines(v, assessment.score.losses, transcript, options)),
  ];
}

function phraseLines(
  v: Violation,
  losses: Scored['assessment']['score']['losses'],
  transcript: Transcript,
  options: ReportOptions,
): string[] {
  const c = paint(options);
  const words = WORDS[options.lang];
  const phrase = options.rulebook.pack.phrases.find((p) => p.no === v.phrase);
  const colour = { hit: c.red, suspected: c.yellow, excused: c.dim }[v.status];
  const mark = { hit: '✗', suspected: '?', excused: '–' }[v.status];
  const lost = losses.find((l) => l.cause === 'violation' && l.id === v.phrase && l.turn === v.evidence.turn);
  const title = phrase ? inLang(phrase.title, options.lang).replace(/[。]$/, '') : '';
  const how = `${words.kind[v.kind]} ${v.similarity > 0 ? v.similarity.toFixed(2) : ''}`.trim();
  const points = lost ? ` −${words.points(lost.points)}` : '';
  const lines = [
    colour(
      wrap(
        `  ${mark} ${words.turn(v.evidence.turn + 1)} ${words.status[v.status]}${v.phrase}「${title}」 ${how}${points}`,
        options.width,
        '    ',
      ),
    ),
  ];
  lines.push(...inContext(v, transcript, options));
  if (v.status === 'excused')
    return [...lines, c.dim(`    ${words.excusedBy}: ${guardTitle(v.excusedBy ?? '', options)}`)];
  const changed = v.alignment
    .filter((s) => s.type !== 'same')
    .map((s) => `${s.wanted || '∅'}→${s.said || '∅'} ${words.step[s.type]}`);
  if (changed.length > 0 && changed.length <= 8)
    lines.push(c.dim(wrap(`    ${changed.join('，')}`, options.width, '    ')));
  if (phrase) lines.push(wrap(`    ${words.why}: ${inLang(phrase.why, options.lang)}`, options.width, '    '));
  const better = options.lang === 'en' && phrase ? `${v.better} (${phrase.better.en})` : v.better;
  lines.push(c.green(wrap(`    ${words.better}: ${better}`, options.width, '    ')));
  return lines;
}

const CONTEXT = 14;
/** The words in their sentence, marked. */
function inContext(v: Violation, transcript: Transcript, options: ReportOptions): string[] {
  const c = paint(options);
  const { turn, start, end } = v.evidence;
  const text = transcript.turns[turn]!.text;
  const before = (start > CONTEXT ? '…' : '') + clean(text.slice(Math.max(0, start - CONTEXT), start));
  const after = clean(text.slice(end, end + CONTEXT)) + (end + CONTEXT < text.length ? '…' : '');
  const quote = clean(text.slice(start, end));
  const mark = v.status === 'excused' ? c.dim : c.bold.underline;
  const plain = `${before}【${quote}】${after}`;
  if (widthOf(plain) + 4 > options.width) return [wrap(`    ${plain}`, options.width, '    ')];
  return [`    ${before}${options.colour ? mark(quote) : `【${quote}】`}${after}`];
}

function guardTitle(id: string, options: ReportOptions): string {
  const guard = options.rulebook.pack.guards.find((g) => g.id === id);
  return guard ? inLang(guard.title, options.lang) : id;
}

function gains({ assessment }: Scored, options: ReportOptions): string[] {
  const words = WORDS[options.lang];
  const list = assessment.score.improvements.slice(0, MOST_IMPROVEMENTS);
  if (list.length === 0) return [];
  const named = list.map(
    (i) =>
      `${typeof i.id === 'number' ? `${words.phrases}${i.id}` : elementTitle(options.rulebook, i.id, options.lang)} +${words.points(i.gain)}`,
  );
  return [wrap(`  ${words.gain}: ${named.join('，')}`, options.width, '  ')];
}
