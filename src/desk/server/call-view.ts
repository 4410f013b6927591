import type { Assessment, Verdict } from '../../model/assessment.ts';
import type { Pack, Wording } from '../../model/pack.ts';
import type { Role } from '../../model/transcript.ts';
import { CALL_WORDS } from '../../report/call-words.ts';
import { blanks, filled, Titles } from '../../report/page/titles.ts';
import { WORDS } from '../../report/wording.ts';
import { isAppealAct } from '../appeals.ts';
import { type Act, type Ruled, rulingsFor } from '../decisions.ts';
import type { Spoken } from '../store/spoken.ts';
import type { StoredCall } from '../store/store.ts';
import type { Listing } from '../store/tables.ts';
import { sumOf } from '../sum.ts';
import type {
  CallView,
  ElementView,
  FindingView,
  HistoryView,
  ListedView,
  SlotView,
  TurnView,
  ViolationView,
} from '../view.ts';

/** A row of the list. */
export const listedView = (row: Listing): ListedView => ({
  no: row.no,
  call: row.call,
  source: row.source,
  agent: row.agent,
  name: row.name,
  team: row.team,
  day: row.day,
  scripts: row.scripts.split(',').filter(Boolean),
  percent: row.score < 0 ? null : row.score,
  passed: row.passed < 0 ? null : row.passed === 1,
  hits: row.hits,
  suspected: row.suspected,
  sureness: row.sureness,
  status: row.status as ListedView['status'],
  queue: row.queue,
  assignee: row.assignee,
  sample: row.sample,
});

/** Everything that the page of a call shows, with the pack's words for it. */
export function callView(call: StoredCall): CallView {
  const { assessment, spoken, pack, current, deeds, listing } = call;
  const views = new Views(call);
  return {
    head: listedView(listing),
    seen: deeds.at(-1)?.seq ?? 0,
    turns: turnViews(assessment, spoken),
    scripts: assessment.scripts.map((id) => views.titles.script(id)),
    remarks: remarksOn(assessment),
    findings: current.findings.map((f) => views.finding(f)),
    sum: sumOf(assessment, current, pack.rubric),
    automatic: { percent: assessment.score.percent, passed: assessment.score.passed },
    current: { percent: current.score.percent, passed: current.score.passed },
    knockedOutBy: current.score.knockedOutBy.map((rule) => titleOfKnockOut(views.titles, rule)),
    improvements: current.score.improvements.map(({ id, gain }) => ({ title: views.titles.rule(id), gain })),
    history: views.history(),
  };
}

function remarksOn({ roles, secondCall }: Assessment): Wording[] {
  const remarks: ((words: typeof CALL_WORDS.zh) => string)[] = [];
  if (roles.contradicted) remarks.push((w) => w.contradicted(roles.contradicted!.confidence));
  if (roles.byTurn) remarks.push((w) => w.byTurn);
  if (secondCall) remarks.push((w) => w.secondCall(secondCall));
  return remarks.map((of) => ({ zh: of(CALL_WORDS.zh), en: of(CALL_WORDS.en) }));
}

/** The words of a call; `null`: they were not kept. */
export const turnViews = (assessment: Assessment, spoken: Spoken | null): TurnView[] | null =>
  spoken?.turns.map(({ speaker, text, startSeconds }, i) => ({
    speaker,
    role: roleOf(assessment, speaker, i),
    text,
    startSeconds: startSeconds ?? null,
  })) ?? null;

/** Who speaks in a turn; `null`: not known. */
export const roleOf = ({ roles }: Assessment, speaker: string, turn: number): Role | null =>
  roles.byTurn?.[turn] ?? (Object.hasOwn(roles.assigned, speaker) ? roles.assigned[speaker]! : null);

const same = (text: string): Wording => ({ zh: text, en: text });

class Views {
  readonly titles: Titles;
  readonly #call: StoredCall;
  readonly #pack: Pack;

  constructor(call: StoredCall) {
    this.#call = call;
    this.#pack = call.pack;
    this.titles = new Titles(call.pack);
  }

  finding(ruled: Ruled): FindingView {
    const { assessment } = this.#call;
    const [kind, id] = split(ruled.target);
    if (kind === 'element') return this.#element(ruled, assessment.elements.find((e) => e.id === id)!);
    if (kind === 'slot') return this.#slot(ruled, assessment.slots.find((s) => s.id === id)!);
    return this.#violation(ruled, assessment.violations[Number(id)]!);
  }

  history(): HistoryView[] {
    const { deeds, current } = this.#call;
    return deeds.map(({ seq, at, who, act }) => ({
      seq,
      at,
      who,
      act,
      title: this.#titleFor(act),
      undone: current.undone.includes(seq),
      undoable: act.kind !== 'undo' && act.kind !== 'sample' && !isAppealAct(act) && !current.undone.includes(seq),
    }));
  }

  #titleFor(act: Act): Wording | null {
    if (act.kind === 'escalate' || act.kind === 'withdraw') {
      const begun = this.#call.deeds.find((d) => d.seq === act.appeal)?.act;
      return begun?.kind === 'appeal' ? this.#titleOf(begun.target) : null;
    }
    return 'target' in act ? this.#titleOf(act.target) : null;
  }

  #titleOf(target: string): Wording {
    return titleOfTarget(this.titles, this.#call.assessment, target);
  }

  #base(ruled: Ruled) {
    const deed = this.#call.deeds.find((d) => d.seq === ruled.by);
    const why = deed?.act.kind === 'decide' || deed?.act.kind === 'rule' ? deed.act.why : '';
    return {
      ...ruled,
      title: this.#titleOf(ruled.target),
      rulings: rulingsFor(ruled.target),
      decision: deed ? { who: deed.who, at: deed.at, why } : null,
    };
  }

  #element(ruled: Ruled, verdict: Verdict): ElementView {
    const element = this.titles.element(verdict.id);
    const said = verdict.say === null ? null : blanks(verdict.say);
    const english = element ? filled(element.say).en : said;
    return {
      ...this.#base(ruled),
      kind: 'element',
      script: this.titles.script(element?.script ?? ''),
      confidence: verdict.confidence,
      evidence: verdict.evidence,
      late: verdict.late,
      why: element?.why ?? null,
      because: verdict.because.map(({ question, answer, turn, assumed }) => ({
        question: this.#question(question),
        answer,
        turn,
        assumed,
      })),
      belongsAfter: verdict.belongsAfter,
      say: said === null ? null : { zh: said, en: english ?? said },
    };
  }

  #question(id: string): Wording {
    const question = this.#pack.scripts.flatMap((s) => s.questions).find((q) => q.id === id);
    return question?.title ?? (id.startsWith('script.') ? this.titles.script(id.slice('script.'.length)) : same(id));
  }

  #violation(ruled: Ruled, v: Assessment['violations'][number]): ViolationView {
    const phrase = this.titles.phrase(v.phrase);
    const better = blanks(v.better);
    return {
      ...this.#base(ruled),
      kind: 'violation',
      phrase: v.phrase,
      as: v.kind,
      severity: v.severity,
      confidence: v.confidence,
      evidence: [v.evidence],
      why: phrase?.why ?? null,
      better: { zh: better, en: phrase ? filled(phrase.better).en : better },
      wording: v.wording,
      alignment: v.alignment,
      excusedBy: v.excusedBy === null ? null : this.#guard(v.excusedBy),
      runnersUp: v.runnersUp.map((r) => ({ phrase: r.phrase, title: this.titles.phraseTitle(r.phrase) })),
    };
  }

  #guard(id: string): Wording {
    const guard = this.#pack.guards.find((g) => g.id === id);
    return guard?.title ?? { zh: CALL_WORDS.zh.guards[id] ?? id, en: CALL_WORDS.en.guards[id] ?? id };
  }

  #slot(ruled: Ruled, slot: Assessment['slots'][number]): SlotView {
    return {
      ...this.#base(ruled),
      kind: 'slot',
      slot: slot.id,
      state: slot.state,
      confidence: null,
      evidence: slot.evidence ? [slot.evidence] : [],
      expected: slot.expected,
      heard: slot.heard,
    };
  }
}

const split = (target: string): [kind: string, id: string] => {
  const at = target.indexOf(':');
  return [target.slice(0, at), target.slice(at + 1)];
};

/** What a rule is called: `element:…`, `slot:…`, `phrase:…`. */
export function titleOfRule(titles: Titles, rule: string): Wording {
  const [kind, id] = split(rule);
  if (kind === 'element') return titles.elementTitle(id);
  return kind === 'slot' ? slotTitle(id) : titles.phraseTitle(Number(id));
}

/** What a rule is called by which a call fails whatever its percentage. */
export function titleOfKnockOut(titles: Titles, rule: string): Wording {
  const [kind, what] = split(rule);
  if (kind === 'required') return titles.elementTitle(what);
  const severity = what as 'minor';
  return { zh: `${WORDS.zh.severity[severity] ?? what}级忌语`, en: `${WORDS.en.severity[severity] ?? what} phrases` };
}

/** What a finding is called. */
export function titleOfTarget(titles: Titles, { violations }: Assessment, target: string): Wording {
  const [kind, id] = split(target);
  return titleOfRule(titles, kind === 'violation' ? `phrase:${violations[Number(id)]?.phrase ?? 0}` : target);
}

const slotTitle = (id: string): Wording => ({ zh: WORDS.zh.slot[id] ?? id, en: WORDS.en.slot[id] ?? id });
