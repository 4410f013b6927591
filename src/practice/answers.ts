import type { AnswerRule, FollowUp } from '../model/customers.ts';
import type { Line } from './customer.ts';
import { chosen, type Draft, type Part, traitOf } from './draft.ts';
import type { Pending } from './state.ts';
import { soften } from './temper.ts';

/** Answers in one breath. */
const MOST_ANSWERS = 3;

/** Replies that ask something which an installer has to answer, by the kind of question. */
const ANSWERS_UNKNOWABLE = ['offer', 'apology', 'unsure'] as const;

/** Whether the line answers what the customer waits for. */
function answers({ cast, scene }: Part, pending: Pending, { heard, outcomes }: Line): boolean {
  if (pending.kind === 'unknowable') return ANSWERS_UNKNOWABLE.some((move) => heard.moves.has(move));
  if (pending.kind === 'provocation') {
    const provocation = cast.provocations.find((p) => p.phrase === pending.phrase);
    return provocation?.answeredBy.some((move) => heard.moves.has(move)) ?? true;
  }
  const ask = scene.asks.find((a) => a.id === pending.id);
  return ask?.until.some((id) => heard.said.has(id) || outcomes[id] === 'met' || outcomes[id] === 'partial') ?? true;
}

/** Takes note of an answer to what the customer had asked; asks again when there was none, and gives up after a while. */
export function answerPending(draft: Draft, part: Part, line: Line): void {
  const { now } = draft;
  const { pending } = now;
  if (!pending) return;
  if (line.broken.length > 0) return;
  if (answers(part, pending, line)) {
    now.pending = null;
    if (pending.kind === 'ask') return;
    soften(draft, part);
    draft.say(pending.kind === 'unknowable' ? 'noted' : 'answered');
    return;
  }
  now.patience -= 1;
  if (pending.again < part.persona.insists) {
    now.pending = { ...pending, again: pending.again + 1 };
    if (pending.again > 0) now.mood = Math.max(-3, now.mood - 1);
    draft.say('repeat', { question: pending.question });
    return;
  }
  now.pending = null;
  draft.say('dropped');
}

/** What the customer waits for since he answered; `null`: nothing. @param answered as in CustomerState */
export const waiting = (part: Part, answered: readonly string[]): FollowUp | null =>
  part.scene.followUps.find(
    (f) =>
      traitOf(part, f.trait) === f.value &&
      (f.after === null || answered.includes(f.after)) &&
      !answered.includes(doneWith(f)),
  ) ?? null;

/**
 * Goes on from an answer that leaves him waiting (in a meeting: to be called later).
 * @returns `ends`: that was all; `said`: he has said all he says to this line; `null`: he answers as always
 */
export function followUp(draft: Draft, part: Part, line: Line): 'ends' | 'said' | null {
  const { now } = draft;
  const waits = waiting(part, now.answered);
  if (!waits) return null;
  const did = (id: string) => line.heard.moves.has(id) || line.heard.said.has(id) || line.gained.has(id);
  if (waits.on.some(did)) {
    draft.say(waits.lines);
    draft.standsAlone = true;
    now.answered = [...now.answered, doneWith(waits)];
    return waits.ends ? 'ends' : 'said';
  }
  if (waits.otherwise === null || waits.lets.some(did)) return null;
  draft.say(waits.otherwise);
  now.patience -= 1;
  return 'said';
}

const doneWith = ({ trait, value }: FollowUp): string => `${trait}=${value}`;

/** Answers what the line asked, in the order of the scene; to what only tells he says that he has heard it. */
export function answerElements(draft: Draft, part: Part, line: Line): void {
  const { scene } = part;
  const { now } = draft;
  const rules = Object.entries(scene.answers);
  const fresh = rules.filter(([id]) => line.gained.has(id));
  // Asked again, or asked what the round is not judged by; a line that asks something new may hold words of what was asked before.
  const asked =
    fresh.length > 0 || line.gained.size > 0 || !draft.isSilent
      ? fresh
      : rules.filter(([id]) => line.heard.said.has(id));
  for (const [id, rule] of asked.slice(0, MOST_ANSWERS)) {
    const { unasked } = rule;
    if (unasked && !now.answered.includes(unasked.before)) draft.say(chosen(part, unasked.lines, unasked.by) ?? '');
    const reply = replyTo(part, id, rule, line, now.answered.includes(id));
    if (reply === null) continue;
    draft.say(reply);
    draft.standsAlone ||= rule.alone;
    if (!now.answered.includes(id)) now.answered = [...now.answered, id];
  }
  if (asked.length > 0 || !draft.isSilent) return;
  const told = Object.entries(scene.acks).find(([id]) => line.gained.has(id) && line.outcomes[id] === 'met');
  if (told) draft.say(told[1]);
}

function replyTo(part: Part, id: string, rule: AnswerRule, { heard }: Line, before: boolean): string | null {
  const choose = (choice: AnswerRule['open']) => chosen(part, choice, rule.by);
  const slot = rule.slot === null ? null : (heard.slots.get(rule.slot)?.state ?? null);
  if (slot === 'mismatch' && rule.wrong !== null) return choose(rule.wrong);
  if (before && rule.again !== null) return choose(rule.again);
  if (slot === 'unspoken' && rule.open !== null) return choose(rule.open);
  return choose(rule.right) ?? id;
}
