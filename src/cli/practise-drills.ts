import { type Lines, openLines, STOPPED } from '../host/lines.ts';
import { momentNow, updateProfile } from '../host/profile.ts';
import { answerDrill, type DrillTask, drillTask, dueDrills } from '../practice/drills.ts';
import { type Drill, type Profile, withAnswer } from '../practice/profile.ts';
import type { DrillRating } from '../practice/schedule.ts';
import { elementTitle } from '../report/shared.ts';
import { inLang } from '../report/wording.ts';
import { PRACTICE_WORDS } from './practice-words.ts';
import { INTERRUPTED, type Session } from './practise-round.ts';
import { flow, hintLines, markLines, orderLines, turnLine } from './practise-screen.ts';

const HINT = /^[?？]+$/;
const QUIT = /^(q|quit|exit|退|退出)$/i;

interface DrillReport {
  readonly id: string;
  readonly asked: string;
  readonly answer: string;
  readonly rating: DrillRating;
  readonly best: string;
  readonly due: string | null;
}

/**
 * Drills what is due, one answer each.
 * @param profile the drills to choose from; kept in the session's file where there is one
 * @param seed makes up the moments
 */
export async function drill(session: Session, profile: Profile, most: number, seed: number): Promise<void> {
  const { opened, screen } = session;
  const w = PRACTICE_WORDS[screen.lang];
  const due = dueDrills(profile, momentNow().at).slice(0, most);
  const tasks = due.flatMap((d, i) => {
    const task = drillTask(opened.practice, opened.cast, opened.rulebook.pack, d.id, seed + i);
    return task ? [{ drill: d, task }] : [];
  });
  if (tasks.length === 0) {
    console.log(session.format === 'json' ? '[]' : w.noDrills);
    return;
  }
  const lines = openLines();
  const reports: DrillReport[] = [];
  try {
    for (const [i, { drill: d, task }] of tasks.entries()) {
      const report = await ask(session, task, d, lines, `${i + 1}`, tasks.length);
      if (report === null) break;
      reports.push(report);
    }
  } finally {
    lines.close();
  }
  if (session.format === 'json') console.log(JSON.stringify(reports, null, 1));
  else
    console.log(
      `\n${screen.paint.bold(w.drillsDone(reports.filter((r) => r.rating === 'good').length, reports.length))}`,
    );
}

async function ask(
  session: Session,
  task: DrillTask,
  drill: Drill,
  lines: Lines,
  n: string,
  of: number,
): Promise<DrillReport | null> {
  const { opened, screen, format } = session;
  const { paint, lang, width, rulebook } = screen;
  const w = PRACTICE_WORDS[lang];
  const show = (...text: string[]) => {
    if (format === 'pretty') console.log(text.join('\n'));
  };
  const scene = opened.cast.scenes.find((s) => s.id === task.state.round.scene)!;
  const asked = task.state.turns.at(-1)!;
  const question = task.element === null ? w.drillPhrase : w.drillElement(elementTitle(rulebook, task.element, lang));
  show(
    '',
    paint.bold(flow(w.drill(Number(n), of, inLang(scene.title, lang)), width)),
    ...orderLines(task.state.round.order, screen),
    turnLine(asked, screen),
    flow(question, width),
  );
  let helped = false;
  for (;;) {
    const line = await lines.next(w.prompt);
    if (line === STOPPED) process.exitCode = INTERRUPTED;
    if (line === STOPPED || line === null || QUIT.test(line.trim())) return null;
    if (line.trim() === '') continue;
    if (HINT.test(line.trim())) {
      helped = true;
      show(...hintLines(opened.practice.hint(task.state).hint, true, screen));
      continue;
    }
    const { rating, marks } = answerDrill(opened.practice, task, line, helped);
    const after =
      session.profile === null
        ? null
        : await updateProfile(session.profile, (p) => withAnswer(p, drill.id, rating, momentNow()));
    const due = after?.drills.find((d) => d.id === drill.id)?.card.due ?? null;
    const colour = { good: paint.green, hard: paint.yellow, again: paint.red }[rating];
    if (!session.interactive) show(turnLine({ role: 'agent', text: line.trim() }, screen));
    show(
      ...markLines(
        marks.filter((m) => m.kind !== 'mood'),
        screen,
      ),
      `  ${colour(w.rating[rating])}${due ? paint.dim(`　${w.due(dayOf(due))}`) : ''}`,
      flow(`  ${w.best}${lang === 'zh' ? '：' : ': '}${task.best}`, width, '  '),
    );
    return { id: task.id, asked: asked.text, answer: line.trim(), rating, best: task.best, due };
  }
}

/** `2026-06-03 14:05`, by the clock of the place. */
function dayOf(at: string): string {
  const d = new Date(at);
  const two = (x: number) => String(x).padStart(2, '0');
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())} ${two(d.getHours())}:${two(d.getMinutes())}`;
}
