import type { Heard } from '../hear/heard.ts';
import { parseAddress } from '../match/address-parts.ts';
import { findAddress } from '../match/addresses.ts';
import { findAppointment } from '../match/appointments.ts';
import { findStaff } from '../match/introductions.ts';
import { findCustomer } from '../match/names.ts';
import { type Reading, readingOf, readingOfValue, type Saying } from '../match/reading.ts';
import { findService } from '../match/services.ts';
import { personName } from '../match/surnames.ts';
import { findPhone, findStaffId } from '../match/told-numbers.ts';
import type { SlotVerdict } from '../model/assessment.ts';
import type { NormalTranscript } from '../model/normal.ts';
import { SLOT_IDS, type SlotId } from '../model/pack.ts';
import type { WorkOrder } from '../model/transcript.ts';
import { evidenceOf } from '../normalise/normalise.ts';

/** What was said of the order's slots. */
export interface SlotsSaid {
  /** Where the agent said a value that agrees with the order's, in the order of the call. */
  said(slot: SlotId): readonly Heard[];
  /** One for each slot that the order has, in the order of SLOT_IDS; none without an order. */
  readonly verdicts: readonly SlotVerdict[];
}

/** The agent's words, and the customer's: only the agent's are judged, the customer's can explain them. */
interface Voices {
  readonly agent: readonly Reading[];
  readonly customer: readonly Reading[];
}
type Finder = (voices: Voices, speaker: keyof Voices) => Saying[];

/** Slots that one agreeing saying settles: whoever is also called otherwise (a colleague, a neighbour) was still called by his name. */
const ANY_AGREES: ReadonlySet<SlotId> = new Set<SlotId>(['customerName', 'staffName', 'service']);

/**
 * Holds what the agent said against the work order. `match`: he said the order's value or a part of it, in any form; `mismatch`: he said
 * another value and did not put it right; `unspoken`: neither. The last saying of each part of a value counts (LABELLING, Slots).
 *
 * Times: 明天 or 周三 can be held against a calendar date only when the day of the call is known. Without it such a day neither agrees nor
 * disagrees, and the part of the day and the clock decide: for 6月12日上午, 明天上午 matches, 明天下午 does not, and 明天过来 says
 * nothing (`unspoken`). A time to which the visit was moved with the customer's consent is not held against the order: his own proposal, or
 * a change announced after the order's time had been named (then that naming decides). When the order has the new time, it simply matches.
 * @param callDate day of the call, ISO (2024-06-11)
 */
export function hearSlots(normal: NormalTranscript, order: WorkOrder | null, callDate?: string): SlotsSaid {
  const said = new Map<SlotId, readonly Heard[]>();
  const verdicts: SlotVerdict[] = [];
  if (order) {
    const { transcript } = normal;
    const by = (role: string) => normal.utterances.filter((u) => u.role === role).map((u) => readingOf(transcript, u));
    const voices: Voices = { agent: by('agent'), customer: by('customer') };
    for (const slot of SLOT_IDS) {
      const expected = slot === 'service' ? order.service?.join('、') : order[slot];
      const find = expected ? finderOf(slot, order, callDate) : null;
      if (!expected || !find) continue;
      const sayings = find(voices, 'agent');
      said.set(slot, sayings.filter((s) => s.agrees).map(heardOf));
      verdicts.push(verdictOf(slot, expected, normal, settle(slot, sayings, voices, find)));
    }
  }
  return { said: (slot) => said.get(slot) ?? [], verdicts };
}

const heardOf = (s: Saying): Heard => ({
  cue: -1,
  start: s.start,
  end: s.end,
  toTheLetter: s.toTheLetter,
  utterance: s.reading.utterance,
});

function finderOf(slot: SlotId, order: WorkOrder, callDate: string | undefined): Finder {
  switch (slot) {
    case 'customerName':
    case 'staffName': {
      const name = personName(order[slot]!);
      if (!name) return () => [];
      return slot === 'staffName' ? (v, who) => findStaff(v[who], name) : (v, who) => findCustomer(v[who], name);
    }
    case 'appointment': {
      const value = readingOfValue(order.appointment!);
      return (v, who) => findAppointment(v[who], who === 'agent' ? v.customer : [], value, callDate);
    }
    case 'address': {
      const address = parseAddress(readingOfValue(order.address!));
      return (v, who) => findAddress(v[who], address);
    }
    case 'staffId': {
      const name = order.staffName ? personName(order.staffName) : null;
      return (v, who) => findStaffId(v[who], order.staffId!, name ? findStaff(v[who], name) : []);
    }
    case 'staffPhone':
      return (v, who) => findPhone(v[who], order.staffPhone!);
    case 'service':
      return (v, who) => findService(v[who], order.service!);
  }
}

/** The saying that decides, or `null` when nothing was said. */
function settle(slot: SlotId, sayings: readonly Saying[], voices: Voices, find: Finder): Saying | null {
  const agreeing = sayings.filter((s) => s.agrees);
  if (ANY_AGREES.has(slot) && agreeing.length > 0) return agreeing[0]!;
  const last = [...new Map(sayings.map((s) => [s.part, s])).values()];
  const wrong = last.filter((s) => !s.agrees).map((s) => ({ said: s, right: putRight(s, voices, find) }));
  const left = wrong.find((w) => w.right === null);
  if (left) return left.said;
  return agreeing.length > 0 ? together(agreeing) : (wrong[0]?.right ?? null);
}

/** The most characters between two parts of one value. */
const APART = 4;

/** The last agreeing saying with those right before it: 3栋 and 501 are shown as 3栋2单元501. */
function together(agreeing: readonly Saying[]): Saying {
  const last = agreeing.at(-1)!;
  let { start, end } = last;
  for (const s of agreeing.toReversed()) {
    if (s.reading !== last.reading || start - s.end > APART) break;
    start = Math.min(start, s.start);
    end = Math.max(end, s.end);
  }
  return { ...last, start, end };
}

const GIVING_IN = /^。?(对|好|是|行|不好意思|抱歉|对不起|看错|记错|说错|搞错|弄错|没错|明白|知道|记下|可以|要得|晓得)/;

/** What the customer said of the order's value right after the wrong one, where the agent gave in without saying it again himself. */
function putRight(wrong: Saying, voices: Voices, find: Finder): Saying | null {
  const index = wrong.reading.utterance.index;
  const next = voices.agent.find((r) => r.utterance.index > index);
  if (!next || !GIVING_IN.test(next.text)) return null;
  const between = voices.customer.filter((r) => r.utterance.index > index && r.utterance.index < next.utterance.index);
  return find({ ...voices, customer: between }, 'customer').find((s) => s.agrees && s.part === wrong.part) ?? null;
}

function verdictOf(id: SlotId, expected: string, normal: NormalTranscript, deciding: Saying | null): SlotVerdict {
  if (!deciding) return { id, state: 'unspoken', expected, heard: null, evidence: null };
  const evidence = evidenceOf(normal.transcript, deciding.reading.utterance, deciding.start, deciding.end);
  return { id, state: deciding.agrees ? 'match' : 'mismatch', expected, heard: evidence.quote, evidence };
}
