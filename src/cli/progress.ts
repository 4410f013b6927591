import { Chalk } from 'chalk';
import { loadRulebook } from '../host/packs.ts';
import { defaultProfileFile, momentNow, ProfileFault } from '../host/profile.ts';
import { wantsColour } from '../host/terminal.ts';
import type { Profile } from '../practice/profile.ts';
import { type Progress, progressOf } from '../practice/progress.ts';
import { padEnd, widthOf } from '../report/columns.ts';
import { elementTitle } from '../report/shared.ts';
import { inLang, type Lang } from '../report/wording.ts';
import { FAULT_WORDS } from './practice-fault-words.ts';
import { complain, save } from './practice-open.ts';
import { readTold } from './practise.ts';
import { flow, practiceWidth, type Screen } from './practise-screen.ts';
import { PROGRESS_WORDS } from './progress-words.ts';
import { tell } from './score.ts';

export interface ProgressOptions {
  readonly lang: Lang;
  readonly pack?: string[];
  readonly profile?: string;
  readonly format: 'pretty' | 'json';
  readonly export?: string;
}

/** `huashu progress`: how practice went, from the local profile. */
export async function progress(options: ProgressOptions): Promise<void> {
  const { lang } = options;
  const { value: rulebook, problems } = await loadRulebook({ packs: options.pack ?? [], withModel: false });
  if (tell(problems, lang) > 0 || !rulebook) {
    process.exitCode = 2;
    return;
  }
  try {
    const profile = await readTold(options.profile ?? defaultProfileFile(), lang);
    const now = momentNow();
    const data = progressOf(profile, rulebook.pack, now.day, now.at);
    const file = `${JSON.stringify(exported(profile, data), null, 1)}\n`;
    const saved = options.export !== undefined && (await save(options.export, file, lang));
    if (options.format === 'json') process.stdout.write(file);
    else {
      const screen: Screen = {
        rulebook,
        lang,
        width: practiceWidth(),
        paint: new Chalk({ level: wantsColour() ? 1 : 0 }),
      };
      console.log(progressText(data, screen));
      if (saved) console.log(PROGRESS_WORDS[lang].exported(options.export!));
    }
  } catch (error) {
    if (!(error instanceof ProfileFault)) throw error;
    complain(error.file, 'UNREADABLE_FILE', FAULT_WORDS[lang].unreadable(error.reason), FAULT_WORDS[lang].checkPath);
  }
}

/** What a trainer gets: huashu/progress@1 (docs/practice.md). Dialogues stay with their owner. */
const exported = ({ installer, rounds }: Profile, { next, ...rest }: Progress) => ({
  format: 'huashu/progress@1',
  installer,
  ...rest,
  drills: next.map(({ id, misses, card, answers }) => ({
    id,
    misses,
    due: card.due,
    reps: card.reps,
    lapses: card.lapses,
    answers: answers.length,
  })),
  played: rounds.map(({ id, day, percent, passed, hints, phrases }) => ({ id, day, percent, passed, hints, phrases })),
});

const BARS = '▁▂▃▄▅▆▇█';
const bar = (share: number): string => BARS[Math.round(share * (BARS.length - 1))]!;
const MOST_LISTED = 8;

/** The progress in words, for a terminal. */
export function progressText(data: Progress, screen: Screen): string {
  const { lang, paint, width, rulebook } = screen;
  const w = PROGRESS_WORDS[lang];
  if (data.rounds === 0 && data.next.length === 0) return flow(w.nothing, width);
  const title = (id: string) => {
    const [kind, name = ''] = [id.slice(0, id.indexOf(':')), id.slice(id.indexOf(':') + 1)];
    const phrase = rulebook.pack.phrases.find((p) => String(p.no) === name);
    return kind === 'phrase'
      ? w.phrase(Number(name), phrase ? inLang(phrase.title, lang).replace(/。$/, '') : '')
      : elementTitle(rulebook, name, lang);
  };
  const percent = (share: number | null) => (share === null ? '—' : `${Math.round(share * 100)}%`);
  const column =
    Math.min(26, Math.max(8, ...data.elements.map((e) => widthOf(elementTitle(rulebook, e.id, lang))))) + 2;
  const change = (now: number | null, before: number | null) =>
    now === null || before === null || Math.abs(now - before) < 0.05
      ? ' '
      : now > before
        ? paint.green('↑')
        : paint.red('↓');
  return [
    paint.bold(flow(w.head(data.rounds, data.passed, data.streak, data.days), width)),
    ...(data.mean === null
      ? []
      : [
          flow(
            `${w.scores} ${data.percents.map((p) => bar(p / 100)).join('')}  ${w.mean(Math.round(data.mean * 10) / 10)}`,
            width,
          ),
        ]),
    ...(data.elements.length > 0 ? ['', paint.bold(w.elements)] : []),
    ...data.elements.map(
      (e) =>
        `  ${padEnd(elementTitle(rulebook, e.id, lang), column)}${padEnd(e.last.map(bar).join(''), 13)}${padEnd(percent(e.recent), 5)}${change(e.recent, e.before)} ${paint.dim(`${e.met}/${e.applied}`)}`,
    ),
    ...(data.phrases.length > 0 ? ['', paint.bold(w.phrases)] : []),
    ...data.phrases.map((p) => flow(`  ${title(`phrase:${p.phrase}`)}  ${w.said(p.said, p.recent)}`, width, '    ')),
    '',
    paint.bold(w.drills(data.dueNow)),
    ...data.next.slice(0, MOST_LISTED).map((d) => flow(`  ${d.card.due.slice(0, 10)}  ${title(d.id)}`, width, '    ')),
    ...(data.dueNow > 0 ? [paint.dim('  huashu practise --drill')] : []),
  ].join('\n');
}
