import type { CompiledQuestion, Rulebook } from '../hear/compile.ts';
import type { Hearing } from '../hear/hear.ts';
import type { Heard } from '../hear/heard.ts';
import type { Decision, Reason } from '../model/assessment.ts';
import type { Condition, Script } from '../model/pack.ts';
import type { WorkOrder } from '../model/transcript.ts';
import { evidenceOf } from '../normalise/normalise.ts';
import { type Before, firstSaid, hitsOf } from './answers.ts';
import { heardParts } from './said.ts';

/** Decisions by question, and where each was heard. */
export interface Decisions {
  readonly all: readonly Decision[];
  of(question: string): Decision | null;
  /** Index of the utterance that a decision rests on, −1 when none. */
  utteranceOf(question: string): number;
}

/** Decides every question of the pack; lists those on which an element of the chosen scripts depends. */
export function decide(rulebook: Rulebook, scripts: readonly Script[], hearing: Hearing): Decisions {
  const all = new Map<string, { readonly decision: Decision; readonly utterance: number }>();
  for (const id of rulebook.pack.scripts.map((s) => s.id)) {
    const answer = scripts.some((s) => s.id === id) ? 'yes' : 'no';
    const decision: Decision = {
      question: `script.${id}`,
      answer,
      assumed: false,
      evidence: null,
      settledBy: 'scripts',
    };
    all.set(decision.question, { decision, utterance: -1 });
  }
  for (const script of rulebook.pack.scripts)
    for (const compiled of rulebook.questions.get(script)!)
      all.set(
        compiled.question.id,
        answer(rulebook, compiled, hearing, (id) => all.get(id)?.decision.answer),
      );
  const entries = [...all.values()];
  const asked = scripts.map(questionsOf);
  return {
    all: entries
      .map((e) => e.decision)
      .filter((d) => d.settledBy !== 'scripts' && asked.some((questions) => questions.has(d.question))),
    of: (question) => all.get(question)?.decision ?? null,
    utteranceOf: (question) => all.get(question)?.utterance ?? -1,
  };
}

const questions = new WeakMap<Script, ReadonlySet<string>>();

/** The questions on which elements of a script depend. */
function questionsOf(script: Script): ReadonlySet<string> {
  let asked = questions.get(script);
  if (!asked) {
    asked = new Set(script.elements.flatMap((e) => Object.keys(e.when)));
    questions.set(script, asked);
  }
  return asked;
}

function answer(
  rulebook: Rulebook,
  compiled: CompiledQuestion,
  hearing: Hearing,
  before: Before,
): { decision: Decision; utterance: number } {
  const { question } = compiled;
  const fromOrder = orderAnswer(compiled, hearing.normal.transcript.workOrder);
  if (fromOrder)
    return {
      decision: { question: question.id, answer: fromOrder, assumed: false, evidence: null, settledBy: 'order' },
      utterance: -1,
    };
  const heard = hitsOf(rulebook, compiled, hearing, before);
  for (const { id } of compiled.answers) {
    const hit = heard.find((h) => h.answer === id)?.hit ?? shownBy(rulebook, compiled, id, hearing);
    if (!hit || isRefuted(rulebook, compiled, id, hit, hearing)) continue;
    const { utterance, start, end } = hit;
    const evidence = evidenceOf(hearing.normal.transcript, utterance, start, end);
    return {
      decision: { question: question.id, answer: id, assumed: false, evidence, settledBy: 'words' },
      utterance: utterance.index,
    };
  }
  return {
    decision: {
      question: question.id,
      answer: question.ifUnheard,
      assumed: true,
      evidence: null,
      settledBy: 'default',
    },
    utterance: -1,
  };
}

function orderAnswer({ question, answers }: CompiledQuestion, order: WorkOrder | null): string | null {
  if (!question.orderField || !order) return null;
  const value = [order[question.orderField] ?? []].flat().join(' ');
  if (value === '') return null;
  const found = question.answers.find((a) => a.order.some((word) => value.includes(word)));
  return found ? found.id : (answers.find((a) => a.id === 'other')?.id ?? null);
}

/** Utterances after the question within which the agent shows what he was answered. */
const SOON = 6;

/** What the agent says in full soon after a reply, and would say to no other answer: customers have more reasons than cues can list. */
function shownBy(rulebook: Rulebook, { question }: CompiledQuestion, answerId: string, hearing: Hearing): Heard | null {
  const ids = question.answers.find((a) => a.id === answerId)?.shownBy ?? [];
  if (ids.length === 0) return null;
  const asked = Math.min(...question.askedBy.map((id) => firstSaid(rulebook, id, hearing)));
  const soon = ({ utterance: u }: Heard) => u.index > asked + 1 && u.index <= asked + SOON;
  for (const parts of ids.map((id) => heardParts(rulebook, id, hearing).map((hits) => hits.filter(soon))))
    if (parts.length > 0 && parts.every((hits) => hits.length > 0)) return parts[0]![0]!;
  return null;
}

/** How many elements must go on after an answer to show that it was none. */
const REFUTING = 2;

/** A call that goes on was not put off: after the answer, or, where the agent's own words say that he took it so, after those. */
function isRefuted(
  rulebook: Rulebook,
  { question, answers }: CompiledQuestion,
  answerId: string,
  hit: Heard,
  hearing: Hearing,
): boolean {
  const refutedBy = question.answers.find((a) => a.id === answerId)?.refutedBy ?? [];
  const taken = answers.find((a) => a.id === answerId)!.taken;
  const takenAt = hearing
    .of(taken)
    .filter((h) => h.utterance.role === 'agent' && h.utterance.index >= hit.utterance.index)
    .map((h) => h.utterance.index);
  const ended = takenAt.length > 0 ? Math.min(...takenAt) : hit.utterance.index;
  const after = (id: string) =>
    heardParts(rulebook, id, hearing).some((hits) => hits.some((h) => h.utterance.index > ended));
  return refutedBy.filter(after).length >= REFUTING;
}

/** Whether a condition holds, and the reasons for it. */
export function applies(
  condition: Condition,
  decisions: Decisions,
): { readonly holds: boolean; readonly because: readonly Reason[] } {
  const because: Reason[] = [];
  let holds = true;
  for (const [question, answers] of Object.entries(condition)) {
    const decision = decisions.of(question);
    if (!decision) continue;
    because.push({
      question,
      answer: decision.answer,
      turn: decision.evidence?.turn ?? null,
      assumed: decision.assumed,
    });
    if (!answers.includes(decision.answer)) holds = false;
  }
  return { holds, because };
}
