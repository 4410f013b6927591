import type { Outcome, Violation } from '../model/assessment.ts';
import { SLOT_IDS, type SlotId } from '../model/pack.ts';
import type { WorkOrder } from '../model/transcript.ts';
import { answerElements, answerPending, followUp } from './answers.ts';
import { askAtGoodbye, bringUp } from './bring-up.ts';
import { chosen, Draft, type Part, traitOf } from './draft.ts';
import type { LineHeard } from './listen.ts';
import { isChinese } from './spoken.ts';
import type { CustomerState, Ended } from './state.ts';
import { hurt, treatedWell } from './temper.ts';

/** The installer's line, as the customer hears it. */
export interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  readonly heard: LineHeard;
  /** Elements that this line made met or half met in the round. */
  readonly gained: ReadonlySet<string>;
  /** Outcomes of the round, this line included. */
  readonly outcomes: Readonly<Record<string, Outcome>>;
  /** Forbidden phrases that it said. */
  readonly broken: readonly Violation[];
  /** Nothing that the round asks for is missing any more. */
  readonly complete: boolean;
  /** The same words were said before in this round. */
  readonly repeated: boolean;
}

export interface Answered {
  readonly customer: CustomerState;
  readonly reply: string;
  readonly ended: Ended | null;
}

/** Lines of the installer after which the customer has had enough, whatever was said; each phrase of a trainer's list allows two more. */
export const MOST_LINES = 40;
/** Characters of one line beyond which the customer cannot follow. */
const LONG = 200;

/** The customer before anything was said, and his first words. */
export function open(part: Part): { readonly customer: CustomerState; readonly reply: string } {
  const draft = new Draft(part, {
    mood: part.persona.mood,
    patience: part.persona.patience,
    pending: null,
    stung: false,
    answered: [],
    asked: [],
    provoked: [],
    unknowables: 0,
    digressions: 0,
    broughtUp: 0,
    idle: 0,
    used: {},
    told: [],
  });
  draft.say(chosen(part, part.scene.opens.right, part.scene.opens.by) ?? '');
  return { customer: draft.now, reply: draft.text };
}

/** What is true for the customer, where the work order may be wrong. */
export function truthOf(part: Part): WorkOrder {
  const { order, facts } = part.round;
  return {
    ...order,
    ...(traitOf(part, 'time') === 'other' && facts.otherTime ? { appointment: facts.otherTime } : {}),
    ...(traitOf(part, 'address') === 'wrong' && facts.rightAddress ? { address: facts.rightAddress } : {}),
  };
}

/** Slots that need not be said as the work order has them: what the customer has otherwise, and the time of a visit that is being moved. */
export const movedSlots = ({ scene, round }: Part, truth: WorkOrder): SlotId[] =>
  SLOT_IDS.filter(
    (id) =>
      truth[id] !== round.order[id] ||
      (id === 'appointment' && (scene.proposes === 'newTime' || scene.scripts.includes('reschedule'))),
  );

/** The customer's answer to a line: pure, the same line in the same state has the same answer. */
export function respond(part: Part, state: CustomerState, line: Line): Answered {
  const draft = new Draft(part, state);
  const end = (ended: Ended | null): Answered => ({ customer: draft.now, reply: draft.text, ended });
  const bye = `bye.${part.scene.setting}`;

  if (line.broken.length > 0) hurt(draft, part, line.broken);
  else treatedWell(draft, part, line);
  if (draft.now.patience > 0 && line.text === '') {
    draft.now.patience -= 1;
    draft.say('silence');
  }
  const leaving = line.heard.moves.has('bye');
  if (draft.now.patience > 0 && line.text !== '') {
    const followed = followUp(draft, part, line);
    if (followed === 'ends') return end('done');
    if (followed === null) answerPending(draft, part, line);
    if (followed === null) answerElements(draft, part, line);
    if (leaving && draft.now.pending === null && (followed !== null || !askAtGoodbye(draft, part, line))) {
      draft.say(bye);
      return end('goodbye');
    }
    if (
      part.scene.endsWith === 'done' &&
      line.complete &&
      draft.now.pending === null &&
      !owesProvocation(part, draft)
    ) {
      if (draft.isSilent) draft.say('ack');
      return end('done');
    }
    if (followed === null) bringUp(draft, part, line);
    if (draft.isSilent) fallBack(draft, line);
  }
  if (draft.now.patience <= 0) {
    draft.say(`hang-up.${part.scene.setting}`);
    return end('patience');
  }
  if (line.number >= MOST_LINES + 2 * (part.round.provoke?.length ?? 0)) {
    draft.say('run-out');
    return end('length');
  }
  return end(null);
}

/** A trainer's list of phrases is worked off before the round ends. */
const owesProvocation = ({ round }: Part, { now }: Draft): boolean =>
  round.provoke?.some((no) => !now.provoked.includes(no)) ?? false;

/** Nothing in the line asked or told him anything. */
function fallBack(draft: Draft, { text, heard, gained, repeated }: Line): void {
  const { now } = draft;
  const told = gained.size > 0 || heard.said.size > 0 || heard.moves.size > 0;
  now.idle = told ? 0 : now.idle + 1;
  if (!isChinese(text)) {
    now.patience -= 1;
    draft.say('unclear');
  } else if (repeated) draft.say('said-already');
  else if (text.length > LONG) draft.say('too-long');
  else if (heard.moves.has('question') && gained.size === 0) draft.say('vague');
  else if (now.idle >= 2) {
    now.patience -= 1;
    draft.say('stalled');
  } else if (heard.moves.has('apology')) draft.say('ack.sorry');
  else if (heard.moves.has('thanks')) draft.say('ack.thanks');
  else draft.say('ack');
}
