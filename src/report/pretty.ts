import type { Verdict } from '../model/assessment.ts';
import { aboutCall } from './about-call.ts';
import { CALL_WORDS } from './call-words.ts';
import { padEnd, widthOf, wrap } from './columns.ts';
import type { Reporter, ReportOptions, Scored } from './index.ts';
import { metadataLine } from './metadata.ts';
import { clean, paint } from './paint.ts';
import { phrases } from './pretty-phrases.ts';
import { elementTitle, scriptTitle, summaryLine } from './shared.ts';
import { decisionTitle, WORDS } from './wording.ts';

const MOST_IMPROVEMENTS = 3;

/** For a person at a terminal: what was said, what was missed and where it belonged, each phrase in its words, the score. */
export const pretty: Reporter = {
  call: (scored, options) =>
    harmlessLines(
      [
        heading(scored, options),
        roles(scored, options),
        aboutCall(scored, options),
        elements(scored, options),
        slots(scored, options),
        phrases(scored, options),
        gains(scored, options),
        fragility(scored, options),
      ].flat(),
    ),
  after: (scored, options) => `${paint(options).bold(wrap(summaryLine(scored, options), options.width))}\n`,
};

/** Text from files may hold what a terminal obeys; colours are ours and stay. */
const harmlessLines = (lines: readonly string[]): string => `${lines.join('\n')}\n\n`;

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
  const known = metadataLine(assessment.meta, options.lang);
  if (known) lines.push(c.dim(wrap(`  ${clean(known)}`, options.width, '  ')));
  if (score.knockedOutBy.length > 0)
    lines.push(
      c.red(
        wrap(
          `  ${words.knockedOut}: ${score.knockedOutBy.map((k) => knockOut(k, options)).join(', ')}`,
          options.width,
          '  ',
        ),
      ),
    );
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
  const { inferred, confidence, assigned, byTurn } = assessment.roles;
  if (!inferred || byTurn) return [];
  const words = WORDS[options.lang];
  const list = Object.entries(assigned)
    .map(([label, role]) => `${clean(label)}=${CALL_WORDS[options.lang].role[role]}`)
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
  const indent = ' '.repeat(4 + column);
  // A title that is too long for its column has a line of its own.
  const head = `  ${MARK[v.outcome]} ${widthOf(title) < column ? padEnd(title, column) : `${title}\n${indent}`}`;
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
      const [question, answer] = decisionTitle(options.rulebook.pack, b.question, b.answer, options.lang);
      const where = b.assumed ? ` (${words.assumed})` : b.turn === null ? '' : ` (${words.turn(b.turn + 1)})`;
      return `${question} ${answer}${where}`;
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
      const text = `${words.expected} ${clean(s.expected)} ≠ ${words.heard} ${clean(s.heard ?? '')}${turn}`;
      const indent = ' '.repeat(4 + column);
      return `${head}${wrap(text, options.width - 4 - column)
        .split('\n')
        .join(`\n${indent}`)}`;
    }),
  ];
}

function gains({ assessment }: Scored, options: ReportOptions): string[] {
  const words = WORDS[options.lang];
  const list = assessment.score.improvements.slice(0, MOST_IMPROVEMENTS);
  if (list.length === 0) return [];
  const named = list.map(
    (i) =>
      `${typeof i.id === 'number' ? `${words.status.hit} ${i.id}` : elementTitle(options.rulebook, i.id, options.lang)} +${words.points(i.gain)}`,
  );
  return [wrap(`  ${words.gain}: ${named.join('，')}`, options.width, '  ')];
}

const MOST_FLIPS = 6;

/** How far the score may move, and which findings change, where recognition had gone wrong otherwise. */
function fragility({ assessment }: Scored, options: ReportOptions): string[] {
  if (!assessment.fragility) return [];
  const { runs, percent, flips } = assessment.fragility;
  const words = WORDS[options.lang];
  const named = flips.slice(0, MOST_FLIPS).map(({ kind, id, turn, share }) => {
    const what =
      kind === 'violation' ? `${words.phrases}${id}` : elementTitle(options.rulebook, String(id), options.lang);
    return `${what}${turn === null ? '' : ` (${words.turn(turn + 1)})`} ${Math.round(100 * share)}%`;
  });
  if (flips.length > MOST_FLIPS) named.push(`… +${flips.length - MOST_FLIPS}`);
  const range = percent && (percent.low === percent.high ? `${percent.low}` : `${percent.low}–${percent.high}`);
  return [paint(options).dim(wrap(`  ${words.fragility(runs, range, named.join('，'))}`, options.width, '  '))];
}
