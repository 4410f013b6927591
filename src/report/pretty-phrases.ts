import type { Violation } from '../model/assessment.ts';
import type { Transcript } from '../model/transcript.ts';
import { CALL_WORDS } from './call-words.ts';
import { widthOf, wrap } from './columns.ts';
import type { ReportOptions, Scored } from './index.ts';
import { blanks } from './page/titles.ts';
import { clean, paint } from './paint.ts';
import { inLang, WORDS } from './wording.ts';

/** The phrases of a call in their words, with how they came near, why they hurt and what to say instead. */
export function phrases({ assessment, transcript }: Scored, options: ReportOptions): string[] {
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
        `  ${mark} ${words.turn(v.evidence.turn + 1)} ${words.status[v.status]} ${v.phrase}「${title}」 ${how}${points}`,
        options.width,
        '    ',
      ),
    ),
  ];
  lines.push(...inContext(v, transcript, options));
  if (v.status === 'excused')
    return [
      ...lines,
      c.dim(wrap(`    ${words.excusedBy}: ${guardTitle(v.excusedBy ?? '', options)}`, options.width, '    ')),
    ];
  const changed = v.alignment
    .filter((s) => s.type !== 'same')
    .map((s) => `${s.wanted || '∅'}→${s.said || '∅'} ${words.step[s.type]}`);
  if (changed.length > 0 && changed.length <= 8)
    lines.push(c.dim(wrap(`    ${changed.join('，')}`, options.width, '    ')));
  if (phrase) lines.push(wrap(`    ${words.why}: ${inLang(phrase.why, options.lang)}`, options.width, '    '));
  const better = options.lang === 'en' && phrase ? `${v.better} (${blanks(phrase.better.en)})` : v.better;
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
  return guard ? inLang(guard.title, options.lang) : (CALL_WORDS[options.lang].guards[id] ?? id);
}
