import type { Persona, Scene } from '../../model/customers.ts';
import type { Wording } from '../../model/pack.ts';
import { fillInstallers } from '../../practice/fill.ts';
import type { Hint } from '../../practice/hints.ts';
import { personasOf, type Round } from '../../practice/round.ts';
import type { Mark } from '../../practice/state.ts';
import { orderRows } from '../../report/order-rows.ts';
import { Titles } from '../../report/page/titles.ts';
import { currentOf } from '../decisions.ts';
import type { Assignment } from '../practice/assignments.ts';
import type { Kept } from '../practice/rows.ts';
import type { Stage } from '../practice/stage.ts';
import type { Played, Summary } from '../practice-record.ts';
import type {
  CastView,
  EndedLine,
  HintView,
  MarkView,
  PracticeTurnView,
  RoundLine,
  RoundView,
  ScoreView,
} from '../practice-view.ts';
import { sumOf } from '../sum.ts';
import { titleOfKnockOut, titleOfRule, titleOfTarget } from './call-view.ts';

/** What can be chosen: each scene with the customers that can be met in it. */
export const castView = ({ cast }: Stage): CastView => ({
  scenes: cast.scenes.map((scene) => ({
    id: scene.id,
    title: scene.title,
    personas: personasOf(cast, scene).map((p) => p.id),
  })),
  personas: cast.personas.map(({ id, title, about, level }) => ({ id, title, about, level })),
});

const same = (text: string): Wording => ({ zh: text, en: text });
const byId = <T extends Scene | Persona>(list: readonly T[], id: string): Wording =>
  list.find((x) => x.id === id)?.title ?? same(id);

/** What a round is called: also one that the program does not know any more. */
export const roundLine = ({ cast }: Stage, { scene, persona }: Pick<Round, 'scene' | 'persona'>) =>
  ({ scene: byId(cast.scenes, scene), persona: byId(cast.personas, persona) }) satisfies Omit<RoundLine, 'id'>;

/** A round that is over, in a list; `null`: it is a drill. */
export const endedLine = (
  stage: Stage,
  { id, assigned, summary }: Pick<Kept, 'id' | 'assigned'> & { readonly summary: Summary },
): EndedLine | null =>
  summary.kind === 'drill'
    ? null
    : {
        id,
        ...roundLine(stage, summary),
        at: summary.at,
        percent: summary.percent,
        passed: summary.passed,
        hints: summary.hints,
        assigned: assigned !== null,
      };

/** Title of a drill. @param id `element:booking.time`, `phrase:9` */
export const drillTitle = ({ pack }: Stage, id: string): Wording => titleOfRule(new Titles(pack), id);

/** A hint as the page shows it. */
export function hintView({ pack }: Stage, { element, over, manual, say }: Hint): HintView {
  const found = element === null ? undefined : new Titles(pack).element(element);
  return { title: found?.title ?? null, why: found?.why ?? null, over, manual, say };
}

/**
 * Everything that the page of a round shows.
 * @param assignment the one that it was begun for
 * @param isOwn whether whoever looks has played it
 */
export function roundView(stage: Stage, row: Kept, assignment: Assignment | null, isOwn: boolean): RoundView {
  const { played, summary } = row;
  const titles = new Titles(stage.pack);
  const round = played?.state.round ?? null;
  const scene = stage.cast.scenes.find((s) => s.id === round?.scene);
  const line = roundLine(stage, {
    scene: round?.scene ?? (summary?.kind === 'round' ? summary.scene : ''),
    persona: round?.persona ?? (summary?.kind === 'round' ? summary.persona : ''),
  });
  const brief = (lang: 'zh' | 'en') => (scene && round ? fillInstallers(scene.brief[lang], round, {}, {}) : '');
  return {
    ...line,
    id: row.id,
    version: row.version,
    person: isOwn ? null : row.person,
    like: round && { scene: round.scene, persona: round.persona },
    brief: { zh: brief('zh'), en: brief('en') },
    seed: round?.seed ?? 0,
    order: round ? orderRows(round.order) : [],
    turns: played ? turnViews(played, titles) : null,
    lines: played?.state.lines.length ?? (summary?.kind === 'round' ? summary.lines : 0),
    hints: played?.state.hints ?? 0,
    ended: row.event === null ? null : (played?.state.ended ?? 'finished'),
    score: played?.finished ? scoreView(stage, played.finished, played.state.round.passMark, titles) : null,
    drill: played?.drill
      ? {
          title: titleOfRule(titles, row.task),
          isPhrase: played.drill.phrase !== null,
          rating: played.drill.rating,
          best: played.drill.rating === null ? null : played.drill.best,
        }
      : null,
    assigned: assignment && { seq: assignment.seq, by: assignment.by, until: assignment.until },
  };
}

function turnViews({ state, marks, drill }: Played, titles: Titles): PracticeTurnView[] {
  let line = 0;
  return state.turns.map(({ role, text }) => {
    const brought = role === 'agent' ? (marks[line++] ?? []) : [];
    // How he feels is of no matter to a drill, which is over with its answer.
    const told = drill ? brought.filter((m) => m.kind !== 'mood') : brought;
    return { role, text, marks: told.map((m) => markView(m, titles)) };
  });
}

function markView(mark: Mark, titles: Titles): MarkView {
  switch (mark.kind) {
    case 'met':
    case 'half':
      return { kind: mark.kind, title: titles.elementTitle(mark.element), evidence: mark.evidence };
    case 'phrase': {
      const { kind, status, phrase, better, evidence } = mark;
      const why = titles.phrase(phrase)?.why ?? null;
      return { kind, status, no: phrase, title: titles.phraseTitle(phrase), why, better, evidence: [evidence] };
    }
    default:
      return mark;
  }
}

/** The score of a round that is over, with what it is the sum of. */
function scoreView(
  { pack }: Stage,
  { assessment, passed, next }: NonNullable<Played['finished']>,
  passMark: number,
  titles: Titles,
): ScoreView {
  const current = currentOf(assessment, pack.rubric, []);
  const { percent, knockedOutBy, improvements } = assessment.score;
  return {
    findings: current.findings.map(({ target }) => ({ target, title: titleOfTarget(titles, assessment, target) })),
    sum: { ...sumOf(assessment, current, pack.rubric), passMark },
    automatic: { percent, passed },
    current: { percent, passed },
    knockedOutBy: knockedOutBy.map((rule) => titleOfKnockOut(titles, rule)),
    improvements: improvements.map(({ id, gain }) => ({ title: titles.rule(id), gain })),
    passed,
    passMark,
    next: next && { title: titles.rule(next.id), say: next.say, isPhrase: typeof next.id === 'number' },
  };
}
