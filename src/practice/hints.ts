import type { Assessment } from '../model/assessment.ts';
import type { Element, Pack } from '../model/pack.ts';
import type { WorkOrder } from '../model/transcript.ts';
import { waiting } from './answers.ts';
import { chosen, type Part } from './draft.ts';
import { fill, fillInstallers, SOME_TIME } from './fill.ts';
import type { CustomerState, PracticeState, PracticeTurn } from './state.ts';

/** What to say next. */
export interface Hint {
  /** The element to say, or the phrase that the customer tempts to; both `null` when nothing is missing. */
  readonly element: string | null;
  readonly phrase: number | null;
  /** The manual's own sentence; of a phrase its better wording. */
  readonly manual: string | null;
  /** A sentence that can be said as it stands, filled from the work order. */
  readonly say: string;
  /** Nothing is missing: it is time to take one's leave. */
  readonly over: boolean;
}

/** What is said when a customer asks what nobody can know: the better wording of the phrase that dismisses such questions. */
const DISMISSAL = 'ask-yourself';

/** The next thing to say: to a question of the customer's its answer, else the next element that applies, is missing, and can still be said in time. */
export function hintFor(
  part: Part,
  pack: Pack,
  assessment: Assessment,
  { turns, customer }: PracticeState,
  leaveOut: readonly string[],
): Hint {
  const { pending } = customer;
  const answer = (say: string, phrase: number | null = null): Hint => ({
    element: null,
    phrase,
    manual: null,
    say,
    over: false,
  });
  const tempted = pack.phrases.find((p) =>
    pending?.kind === 'unknowable' ? p.id === DISMISSAL : p.no === pending?.phrase,
  );
  if (tempted)
    return answer(
      fill(tempted.better.zh, part.round, { when: agreedTime(part, customer) || SOME_TIME }),
      pending?.kind === 'unknowable' ? null : tempted.no,
    );
  const waits = waiting(part, customer.answered);
  if (waits?.say) return answer(fillInstallers(waits.say, part.round, {}, {}));
  const ask = pending?.kind === 'ask' ? part.scene.asks.find((a) => a.id === pending.id) : undefined;
  const missing = missingElements(part, pack, assessment, turns).filter((m) => !leaveOut.includes(m.element.id));
  const urgent = missing.find((m) => m.linesLeft === 1);
  const next = (urgent ?? missing.find((m) => ask?.until.includes(m.element.id)) ?? missing[0])?.element;
  if (!next) {
    const last = lastWords(part, pack).filter((e) => !leaveOut.includes(e.id));
    const say = last.map((e) => sentenceOf(part, e, customer)).join('');
    return { ...answer(say || '好的，那先这样，再见！'), over: true };
  }
  return { element: next.id, phrase: null, manual: next.manual, say: sentenceOf(part, next, customer), over: false };
}

/** Elements that are said at the end of the round: said again where the customer did not let him go, since only the last lines count for them. */
const lastWords = ({ round }: Part, pack: Pack): Element[] =>
  pack.scripts
    .filter((s) => round.scripts.includes(s.id))
    .flatMap((s) => s.elements.filter((e) => e.parts.length > 0 && e.parts.every((p) => p.window?.kind === 'last')));

/** An element that is still to be said, and in how many more lines it counts: `Infinity` where the pack sets no limit. */
export interface Missing {
  readonly element: Element;
  readonly linesLeft: number;
}

/**
 * Elements that apply, as far as the situation and the customer's words tell, were not wholly said, and can still be, in the order of the scripts.
 * @param turns of the round so far
 */
export function missingElements(
  { scene, round }: Part,
  pack: Pack,
  { elements, decisions }: Assessment,
  turns: readonly PracticeTurn[],
): Missing[] {
  const answer = (question: string): string | null => {
    if (question.startsWith('script.')) return round.scripts.includes(question.slice(7)) ? 'yes' : 'no';
    const decision = decisions.find((d) => d.question === question);
    if (decision && !decision.assumed) return decision.answer;
    return scene.decisions[question] ?? decision?.answer ?? null;
  };
  const saidAfter = (turn: number) => turns.filter((t, i) => i > turn && t.role === 'agent').length;
  const linesLeft = ({ parts }: Element): number =>
    Math.min(
      ...parts.map(({ window }) => {
        if (window?.kind === 'first') return window.count - saidAfter(-1);
        if (window?.kind !== 'after') return Number.POSITIVE_INFINITY;
        const since = decisions.find((d) => d.question === window.anchor)?.evidence?.turn;
        // Nobody can thank for what was not given yet.
        return since === undefined ? 0 : window.count - saidAfter(since);
      }),
    );
  const met = new Set(elements.filter((e) => e.outcome === 'met').map((e) => e.id));
  return pack.scripts
    .filter((s) => round.scripts.includes(s.id))
    .flatMap((s) => s.elements)
    .filter((e) => !e.forReviewer && !met.has(e.id))
    .filter((e) => Object.entries(e.when).every(([q, legal]) => legal.includes(answer(q) ?? '')))
    .map((element) => ({ element, linesLeft: linesLeft(element) }))
    .filter((m) => m.linesLeft > 0);
}

/** What would have gained most, with the words for it. @param id of an element, or a phrase's number */
export function nextTime(
  part: Part,
  pack: Pack,
  id: string | number,
  state: PracticeState,
): { readonly id: string | number; readonly say: string } {
  const element = pack.scripts.flatMap((s) => s.elements).find((e) => e.id === id);
  if (element) return { id, say: sentenceOf(part, element, state.customer) };
  return { id, say: fill(pack.phrases.find((p) => p.no === id)?.better.zh ?? '', part.round) };
}

/** A sentence that says the element in this round. */
export function sentenceOf(part: Part, element: Element, customer: CustomerState): string {
  const { scene, round } = part;
  const own = scene.says[element.id];
  const kinds = typeof own === 'object' ? (own[round.order.kind ?? ''] ?? own['*']) : chosen(part, own ?? null, null);
  return fillInstallers(kinds ?? element.say.zh, round, changedOrder(part, customer), {
    agreed: agreedTime(part, customer),
  });
}

/** The time that stands: what the customer asked for, else what the installer has to offer. */
function agreedTime({ scene, round }: Part, { told }: CustomerState): string {
  const offered = scene.proposes === 'newTime' ? round.facts.newTime : round.order.appointment;
  return (told.includes('time') ? round.facts.otherTime : offered) ?? '';
}

/** The work order with what the customer has put right; while the company moves the visit, the order keeps its time. */
function changedOrder({ scene, round }: Part, { told }: CustomerState): Partial<WorkOrder> {
  const { otherTime, rightAddress } = round.facts;
  return {
    ...(told.includes('time') && scene.proposes === 'appointment' && otherTime ? { appointment: otherTime } : {}),
    ...(told.includes('address') && rightAddress ? { address: rightAddress } : {}),
  };
}
