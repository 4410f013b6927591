import type { CompiledQuestion, Rulebook } from '../hear/compile.ts';
import type { Hearing } from '../hear/hear.ts';
import { type Heard, overlap } from '../hear/heard.ts';
import type { Condition, Question } from '../model/pack.ts';
import type { Role } from '../model/transcript.ts';
import { heardParts } from './said.ts';
import { NEVER } from './scene-hearing.ts';
import { followTimes } from './time-talk.ts';

/** Answers that were decided before: questions are decided in the order of the pack. */
export type Before = (question: string) => string | undefined;

/** At the customer's side others may answer for him: a child at the door, a colleague on the phone. */
const mayAnswer = ({ from }: Question, role: Role): boolean =>
  from === 'any' || (from === 'customer' ? role !== 'agent' : role === from);

export interface AnswerHeard {
  readonly answer: string;
  readonly hit: Heard;
}

/** Hits that count as an answer, in the order of the call; where two overlap, the longer one is meant (不方便 holds 方便). */
export function hitsOf(
  rulebook: Rulebook,
  { question, answers }: CompiledQuestion,
  hearing: Hearing,
  before: Before,
): AnswerHeard[] {
  const movesTime = question.answers.some((a) => a.movesTime);
  if (!movesTime && answers.every((a) => hearing.of(a.cues).length + hearing.of(a.unprompted).length === 0)) return [];
  const speakers = hearing.normal.utterances.filter((u) => mayAnswer(question, u.role));
  const limit = question.before ? firstSaid(rulebook, question.before, hearing) : Number.POSITIVE_INFINITY;
  const early = question.first === null ? null : new Set(speakers.slice(0, question.first).map((u) => u.index));
  const replies = replyUtterances(rulebook, question.askedBy, question.replies, hearing, speakers);
  const counts = (h: Heard, prompted: boolean) => {
    const u = h.utterance;
    if (!mayAnswer(question, u.role)) return false;
    if (u.index >= limit) return false;
    return prompted ? replies === null || replies.has(u.index) : early === null || early.has(u.index);
  };
  const unasked = (id: string) =>
    Object.entries(question.answers.find((a) => a.id === id)?.unpromptedWhen ?? {}).every(([q, allowed]) =>
      allowed.includes(before(q) ?? allowed[0]!),
    );
  // What the agent asks last is the new time that he proposes; before it he may name the one that is lost.
  const proposes = question.askedBy.at(-1);
  const proposedAt = proposes ? firstSaid(rulebook, proposes, hearing) : NEVER;
  const times = movesTime ? followTimes(hearing.normal, NEVER, proposedAt) : null;
  const ends = new Map(question.answers.map((a) => [a.id, firstAnswered(rulebook, a.until, question, hearing)]));
  const found = answers.flatMap(({ id, cues, unprompted, unless }) => {
    const moves = times && question.answers.find((a) => a.id === id)!.movesTime ? times : null;
    return [
      ...hearing.of(cues).filter((h) => counts(h, true)),
      ...(unasked(id) ? hearing.of(unprompted).filter((h) => counts(h, false)) : []),
    ]
      .filter((h) => h.utterance.index <= ends.get(id)!)
      .filter((h) => !hearing.in(unless, h.utterance).some((u) => overlap(u, h)))
      .filter((h) => !moves?.keptAfter(h))
      .concat(moves ? (unasked(id) ? (moves.other ?? []) : (moves.instead ?? [])) : [])
      .map((hit) => ({ answer: id, hit }));
  });
  const longest = found.filter(
    (a) =>
      !found.some(
        (b) =>
          b.answer !== a.answer &&
          b.hit.utterance === a.hit.utterance &&
          overlap(a.hit, b.hit) &&
          b.hit.end - b.hit.start > a.hit.end - a.hit.start,
      ),
  );
  return longest.sort((a, b) => a.hit.utterance.index - b.hit.utterance.index || a.hit.start - b.hit.start);
}

/** The first utterance that answers other questions in such a way, as long as this one is not answered yet; `NEVER` where none does. */
function firstAnswered(
  rulebook: Rulebook,
  condition: Condition,
  { id, ifUnheard }: Question,
  hearing: Hearing,
): number {
  let first = NEVER;
  for (const [other, answers] of Object.entries(condition)) {
    const compiled = [...rulebook.questions.values()].flat().find((q) => q.question.id === other);
    if (!compiled) continue;
    const heard = hitsOf(rulebook, compiled, hearing, (q) => (q === id ? ifUnheard : undefined));
    const hit = heard.find(
      (h) => answers.includes(h.answer) && mayAnswer(compiled.question, h.hit.utterance.role),
    )?.hit;
    if (hit) first = Math.min(first, hit.utterance.index);
  }
  return first;
}

/** The first utterance that says a part of an element; `Infinity` where none does. */
export function firstSaid(rulebook: Rulebook, elementId: string, hearing: Hearing): number {
  let first = Number.POSITIVE_INFINITY;
  for (const hits of heardParts(rulebook, elementId, hearing))
    for (const { utterance } of hits) first = Math.min(first, utterance.index);
  return first;
}

/** Utterances that answer the element's question; `null`: nothing asks, so every utterance may. */
function replyUtterances(
  rulebook: Rulebook,
  askedBy: readonly string[],
  count: number,
  hearing: Hearing,
  speakers: readonly { readonly index: number }[],
): Set<number> | null {
  if (askedBy.length === 0) return null;
  const replies = new Set<number>();
  for (const id of askedBy)
    for (const hits of heardParts(rulebook, id, hearing))
      for (const { utterance } of hits) {
        const next = speakers.findIndex((s) => s.index > utterance.index);
        for (let i = next; i >= 0 && i < next + count && i < speakers.length; i += 1) replies.add(speakers[i]!.index);
      }
  return replies;
}
