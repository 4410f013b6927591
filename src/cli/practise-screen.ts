import { Chalk, type ChalkInstance } from 'chalk';
import type { Rulebook } from '../hear/compile.ts';
import { wantsColour } from '../host/terminal.ts';
import type { Scene } from '../model/customers.ts';
import type { WorkOrder } from '../model/transcript.ts';
import { fillInstallers } from '../practice/fill.ts';
import type { Hint } from '../practice/hints.ts';
import type { Round } from '../practice/round.ts';
import type { Mark, PracticeTurn } from '../practice/state.ts';
import { padEnd, widthOf, wrap } from '../report/columns.ts';
import { ORDER_FIELDS, orderRows } from '../report/order-rows.ts';
import { blanks } from '../report/page/titles.ts';
import { harmless } from '../report/problems.ts';
import { elementTitle } from '../report/shared.ts';
import { inLang, type Lang, WORDS } from '../report/wording.ts';
import { PRACTICE_WORDS } from './practice-words.ts';

/** What a screen is made for. */
export interface Screen {
  readonly rulebook: Rulebook;
  readonly lang: Lang;
  readonly width: number;
  readonly paint: ChalkInstance;
}

/** Columns to write in: those of the terminal, also of a narrow one; at most 100. */
export const practiceWidth = (): number =>
  Math.max(20, Math.min(100, process.stdout.columns || Number(process.env.COLUMNS) || 80));

/** The screen of this run. */
export const screenOf = (rulebook: Rulebook, lang: Lang): Screen => ({
  rulebook,
  lang,
  width: practiceWidth(),
  paint: new Chalk({ level: wantsColour() ? 1 : 0 }),
});

/** Cuts a text into lines; a comma or a full stop stays at the end of its line, as printers have it. */
export const flow = (text: string, width: number, indent = ''): string => closed(wrap(text, width - 2, indent));

/** What was cut into lines of two columns less than there are: what closes a clause or a quotation begins none. */
export const closed = (lines: string): string =>
  lines.replace(/\n *([，。？！；：、」）)]+) *(?=\n|$)/g, '$1').replace(/\n( *)([，。？！；：、」）)]+)/g, '$2\n$1');

/** A line that hangs under its label. */
function hanging(label: string, text: string, width: number, indent = 0): string {
  const lead = `${' '.repeat(indent)}${label}`;
  return flow(`${lead}${harmless(text)}`, width, ' '.repeat(Math.min(widthOf(lead), Math.floor(width / 3))));
}

/** What the installer is told before a round. */
export function briefing(round: Round, scene: Scene, screen: Screen): string {
  const { lang, width, paint } = screen;
  const w = PRACTICE_WORDS[lang];
  const title = inLang(scene.title, lang);
  const seed = `#${round.seed}`;
  const rule = '─'.repeat(Math.max(2, width - widthOf(title) - widthOf(seed) - 6));
  return [
    `${paint.bold(`─ ${title} `)}${paint.dim(rule)} ${seed} ${paint.dim('─')}`,
    hanging(`${w.brief}  `, fillInstallers(inLang(scene.brief, lang), round, {}, {}), width),
    ...orderLines(round.order, screen),
    paint.dim(flow(w.keys, width)),
  ].join('\n');
}

/** The work order, a field a line. */
export function orderLines(order: WorkOrder, { lang, width, paint }: Screen): string[] {
  const w = PRACTICE_WORDS[lang];
  const column = Math.max(...Object.values(ORDER_FIELDS[lang]).map(widthOf)) + 2;
  const rows = orderRows(order, lang === 'zh' ? '' : ' ');
  return [
    paint.bold(w.order),
    ...rows.map(([field, value]) => hanging(padEnd(ORDER_FIELDS[lang][field], column), value, width, 2)),
  ];
}

/** One turn of the dialogue. */
export function turnLine({ role, text }: PracticeTurn, { lang, width, paint }: Screen): string {
  const w = PRACTICE_WORDS[lang];
  const label = `${role === 'agent' ? w.agent : w.customer}${lang === 'zh' ? '：' : ': '}`;
  const line = hanging(label, text, width);
  return role === 'agent' ? line : paint.cyan(line);
}

/** What came of a line, as soon as it was said. */
export function markLines(marks: readonly Mark[], screen: Screen): string[] {
  const { lang, paint, width, rulebook } = screen;
  const w = PRACTICE_WORDS[lang];
  const title = (id: string) => elementTitle(rulebook, id, lang);
  const met = marks.flatMap((m) => (m.kind === 'met' ? [`✓ ${title(m.element)}`] : []));
  const lines = met.length > 0 ? [paint.green(flow(`  ${met.join('  ')}`, width, '  '))] : [];
  for (const m of marks) {
    if (m.kind === 'half') lines.push(paint.yellow(flow(`  ◐ ${w.half(title(m.element))}`, width, '    ')));
    if (m.kind === 'phrase') lines.push(...phraseLines(m, screen));
    if (m.kind === 'slot')
      lines.push(
        paint.yellow(
          flow(`  ! ${w.slot(WORDS[lang].slot[m.slot] ?? m.slot, m.expected, harmless(m.heard))}`, width, '    '),
        ),
      );
    if (m.kind === 'mood') lines.push(paint.dim(`  · ${m.change === 'softer' ? w.softer : w.harder}`));
    if (m.kind === 'cut') lines.push(paint.yellow(flow(`  ! ${w.cut}`, width, '    ')));
  }
  return lines;
}

function phraseLines(mark: Extract<Mark, { kind: 'phrase' }>, { lang, paint, width, rulebook }: Screen): string[] {
  const w = PRACTICE_WORDS[lang];
  const phrase = rulebook.pack.phrases.find((p) => p.no === mark.phrase);
  const wording = phrase ? inLang(phrase.title, lang).replace(/。$/, '') : '';
  const english = lang === 'en' && phrase ? ` (${blanks(phrase.better.en)})` : '';
  const better = paint.green(
    hanging(`${w.better}${lang === 'zh' ? '：' : ': '}`, `${mark.better}${english}`, width, 4),
  );
  if (mark.status === 'suspected')
    return [paint.yellow(flow(`  ? ${w.suspected(mark.phrase, wording)}`, width, '    ')), better];
  return [
    paint.red.bold(flow(`  ✗ ${w.phrase(mark.phrase, wording)}`, width, '    ')),
    ...(phrase ? [hanging(`${w.why}${lang === 'zh' ? '：' : ': '}`, inLang(phrase.why, lang), width, 4)] : []),
    better,
    paint.dim(hanging('', w.takeBack, width, 4)),
  ];
}

/** A hint: what to say next, or with `whole` the manual's sentence and one that can be said as it stands. */
export function hintLines(hint: Hint, whole: boolean, { lang, paint, width, rulebook }: Screen): string[] {
  const w = PRACTICE_WORDS[lang];
  const colon = lang === 'zh' ? '：' : ': ';
  const element = rulebook.pack.scripts.flatMap((s) => s.elements).find((e) => e.id === hint.element);
  const what = hint.over ? w.hintOver : element ? `${w.hintNext}${colon}${inLang(element.title, lang)}` : w.hintAnswer;
  const why = element && !whole ? [hanging('', inLang(element.why, lang), width, 4)] : [];
  const manual = whole && hint.manual ? [hanging(`${w.manual}${colon}`, hint.manual, width, 4)] : [];
  const say = whole
    ? [paint.green(hanging(`${w.say}${colon}`, hint.say, width, 4))]
    : [paint.dim(hanging('', w.hintMore, width, 4))];
  return [flow(`  › ${what}`, width, '    '), ...why, ...manual, ...say];
}
