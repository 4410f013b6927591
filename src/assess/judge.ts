import type { Rulebook } from '../hear/compile.ts';
import type { Hearing } from '../hear/hear.ts';
import type { Heard } from '../hear/heard.ts';
import type { Outcome, Verdict } from '../model/assessment.ts';
import type { Element, Script, Window } from '../model/pack.ts';
import type { Evidence, WorkOrder } from '../model/transcript.ts';
import { evidenceOf } from '../normalise/normalise.ts';
import { applies, type Decisions } from './decide.ts';
import { heardParts, partHits } from './said.ts';
import { fillSentence } from './sentence.ts';
import type { SlotsSaid } from './slots.ts';

/** Heard to the letter, by sound only, or not heard: probability that the outcome is right, from the labelled development calls. */
const CONFIDENCE = {
  letter: 0.97,
  sound: 0.9,
  partial: 0.85,
  missed: 0.88,
  assumed: 0.8,
  notApplicable: 0.95,
} as const;

export interface JudgeOptions {
  /** Take every condition as given: for cases that are a single utterance. */
  readonly assumeApplies?: boolean;
}

/** Outcome of every element of the scripts, in the scripts' order. */
export function judge(
  rulebook: Rulebook,
  scripts: readonly Script[],
  decisions: Decisions,
  hearing: Hearing,
  slots: SlotsSaid,
  options: JudgeOptions = {},
): Verdict[] {
  const order = hearing.normal.transcript.workOrder;
  const verdicts = scripts.flatMap((script) =>
    script.elements.map((e) => judgeElement(rulebook, e, decisions, hearing, slots, options)),
  );
  return place(rulebook, verdicts, scripts, decisions, hearing, order);
}

function judgeElement(
  rulebook: Rulebook,
  element: Element,
  decisions: Decisions,
  hearing: Hearing,
  slots: SlotsSaid,
  options: JudgeOptions,
): Verdict {
  const { holds, because } = options.assumeApplies ? { holds: true, because: [] } : applies(element.when, decisions);
  const verdict = (outcome: Outcome, confidence: number, evidence: readonly Evidence[] = []): Verdict => ({
    id: element.id,
    outcome,
    late: false,
    confidence,
    evidence,
    because,
    belongsAfter: null,
    say: null,
  });
  const assumed = because.some((b) => b.assumed);
  if (!holds) return verdict('not-applicable', assumed ? CONFIDENCE.assumed : CONFIDENCE.notApplicable);
  if (element.forReviewer) return verdict('for-reviewer', 1);
  const found = sayings(rulebook, element, decisions, hearing, slots);
  const said = found.filter((f) => f !== null);
  const evidence = evidenceOfAll(said, hearing);
  if (said.length === 0) return verdict('missed', assumed ? CONFIDENCE.assumed : CONFIDENCE.missed);
  if (said.length < found.length) return verdict('partial', CONFIDENCE.partial, evidence);
  return verdict('met', said.every((h) => h.toTheLetter) ? CONFIDENCE.letter : CONFIDENCE.sound, evidence);
}

/** One piece of evidence for each stretch of words: parts heard in overlapping words are one. */
function evidenceOfAll(said: readonly Heard[], hearing: Hearing): Evidence[] {
  const stretches: { utterance: Heard['utterance']; start: number; end: number }[] = [];
  for (const h of [...said].sort((a, b) => a.utterance.index - b.utterance.index || a.start - b.start)) {
    const last = stretches.at(-1);
    if (last && last.utterance === h.utterance && h.start <= last.end) last.end = Math.max(last.end, h.end);
    else stretches.push({ utterance: h.utterance, start: h.start, end: h.end });
  }
  return stretches.map((s) => evidenceOf(hearing.normal.transcript, s.utterance, s.start, s.end));
}

/** Probability from which a meaning says all parts of an element at once. */
const WHOLE = 0.9;

type Stretch = Pick<Heard, 'start' | 'end'>;

/** For each part of an element, the hit that says it, `null` where none does: of several, one that stands with the other parts. */
function sayings(
  rulebook: Rulebook,
  element: Element,
  decisions: Decisions,
  hearing: Hearing,
  slots: SlotsSaid,
): (Heard | null)[] {
  const compiled = rulebook.parts.get(element)!;
  const candidates: Heard[][] = [];
  for (const [i, part] of element.parts.entries()) {
    const inWindow = windowTest(rulebook, part.window, decisions, hearing);
    const later =
      i === 0
        ? []
        : partHits(compiled[i]!, hearing, compiled[i]!.later).filter((h) => followsOne(h, candidates[i - 1]!, hearing));
    const meant = hearing.elements
      .filter((h) => h.element === element.id && (element.parts.length === 1 || h.probability >= WHOLE))
      .filter((h) => !hearing.in(compiled[i]!.unless, h.utterance).some((u) => isMostOf(u, h)))
      .map((h): Heard => ({ cue: -1, start: h.start, end: h.end, toTheLetter: false, utterance: h.utterance }));
    candidates.push(
      [...meant, ...partHits(compiled[i]!, hearing), ...later, ...part.slots.flatMap((slot) => slots.said(slot))]
        .filter((h) => inWindow(h.utterance.index))
        .sort((a, b) => a.utterance.index - b.utterance.index || a.start - b.start || b.end - a.end),
    );
  }
  const calledFor = calledForFrom(rulebook, element, decisions);
  const choice = candidates.map((hits) => {
    const then = hits.filter((h) => h.utterance.index > calledFor);
    return then.length > 0 ? then : hits;
  });
  const partsIn = (index: number) => choice.filter((hits) => hits.some((h) => h.utterance.index === index)).length;
  return choice.map((hits, i) => {
    if (element.parts[i]!.window?.kind === 'last') return hits.at(-1) ?? null;
    let best: Heard | null = null;
    for (const h of hits) if (!best || partsIn(h.utterance.index) > partsIn(best.utterance.index)) best = h;
    return best;
  });
}

/**
 * Utterance in which the customer's answer calls for an element that no other answer does; −1 where none has to. What is said after it is
 * better evidence than the same words before: 您看几点合适 asks for another time once the first one was turned down.
 */
function calledForFrom(rulebook: Rulebook, { when }: Element, decisions: Decisions): number {
  let from = -1;
  for (const { question } of [...rulebook.questions.values()].flat()) {
    const answers = when[question.id];
    if (answers && question.from === 'customer' && !answers.includes(question.ifUnheard))
      from = Math.max(from, decisions.utteranceOf(question.id));
  }
  return from;
}

/** What the pack knows to be something else takes back what is only meant where it is most of those words. */
const MOST_OF = 0.8;

const isMostOf = (part: Stretch, whole: Stretch): boolean =>
  Math.min(part.end, whole.end) - Math.max(part.start, whole.start) >= MOST_OF * (whole.end - whole.start);

/** Whether a hit stands in the agent's next utterance after one of the others. */
function followsOne(hit: Heard, others: readonly Heard[], hearing: Hearing): boolean {
  let before = hit.utterance.index - 1;
  while (before >= 0 && hearing.normal.utterances[before]!.role !== 'agent') before -= 1;
  return others.some((o) => o.utterance.index === before);
}

function windowTest(
  rulebook: Rulebook,
  window: Window | null,
  decisions: Decisions,
  hearing: Hearing,
): (index: number) => boolean {
  if (!window) return () => true;
  const agents = hearing.normal.utterances.filter((u) => u.role === 'agent').map((u) => u.index);
  if (window.kind === 'first') return (index) => index <= (agents.slice(0, window.count).at(-1) ?? -1);
  if (window.kind === 'last') return (index) => index >= (agents.slice(-window.count)[0] ?? 0);
  const anchor = decisions.of(window.anchor)
    ? decisions.utteranceOf(window.anchor)
    : (heardParts(rulebook, window.anchor, hearing)
        .flat()
        .map((h) => h.utterance.index)
        .sort((a, b) => a - b)[0] ?? -1);
  const after = new Set(agents.filter((a) => a >= anchor).slice(0, window.count));
  return (index) => after.has(index);
}

/** Marks what was said late, and tells where each missed element belonged and what to say there. */
function place(
  rulebook: Rulebook,
  verdicts: readonly Verdict[],
  scripts: readonly Script[],
  decisions: Decisions,
  hearing: Hearing,
  order: WorkOrder | null,
): Verdict[] {
  const elements = new Map(scripts.flatMap((s) => s.elements.map((e) => [e.id, e] as const)));
  const turnOf = (v: Verdict) => v.evidence[0]?.turn ?? null;
  return verdicts.map((v, i) => {
    const here = turnOf(v);
    if (v.outcome === 'met' && here !== null) {
      const calledFor = calledForFrom(rulebook, elements.get(v.id)!, decisions);
      const since = calledFor < 0 ? -1 : hearing.normal.utterances[calledFor]!.turn.at(-1)!;
      const passed = verdicts
        .slice(i + 1)
        .filter((w) => w.outcome === 'met' && turnOf(w) !== null && turnOf(w)! > since && turnOf(w)! < here);
      return passed.length >= 2 ? { ...v, late: true } : v;
    }
    if (v.outcome !== 'missed' && v.outcome !== 'partial') return v;
    const before = verdicts
      .slice(0, i)
      .map(turnOf)
      .filter((t) => t !== null);
    const element = elements.get(v.id)!;
    const belongsAfter = here ?? (before.length > 0 ? Math.max(...before) : -1);
    return {
      ...v,
      belongsAfter: Math.min(belongsAfter, hearing.normal.transcript.turns.length - 1),
      say: fillSentence(element.say.zh, order),
    };
  });
}
