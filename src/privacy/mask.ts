import { personName } from '../match/surnames.ts';
import type { Meta, Transcript, Turn, WorkOrder } from '../model/transcript.ts';
import { roleOfLabel } from '../read/speakers.ts';
import { addressEdits } from './addresses.ts';
import { blanked, type Edit, edited, type MaskKind, moved, withoutOverlaps } from './edits.ts';
import { nameEdits } from './names.ts';
import { numberEdits } from './numbers.ts';
import { placesOf } from './places.ts';
import { plainOfTurn } from './plain.ts';
import { StandIns } from './stand-ins.ts';

export type { MaskKind } from './edits.ts';
export { MASK_KINDS } from './edits.ts';

/** How many stretches were masked, by kind. */
export type MaskTally = Readonly<Record<MaskKind, number>>;

/** A call without what tells who its people are. The same person, number and place have the same mask throughout the call. */
export interface MaskedCall {
  readonly transcript: Transcript;
  readonly tally: MaskTally;
  /**
   * A stretch of a turn's original text, masked: for quotes.
   * @param start UTF-16 code units of the original text; `end` exclusive
   */
  quote(turn: number, start: number, end: number): string;
  /** Where a stretch of a turn's original text is in the masked text; a mask is never cut. */
  span(turn: number, start: number, end: number): { readonly start: number; readonly end: number };
  /** Any other words about the call, masked likewise: comments, reasons, names of files. */
  words(text: string): string;
  /** A staff number or name out of the call's metadata, as it is masked in the transcript. */
  agent(value: string): string;
}

/**
 * Masks a call: names, telephone numbers, addresses, accounts and identity cards, in its turns, work order, metadata and speakers' names.
 * What stands for them has the shape of what it stands for, so that a masked call is scored nearly as before: 甲某某 for 王建国, zeros
 * with a number at the end for digits, 某甲路0号0栋 for a road and what is numbered below it. Hotlines, times, prices, speeds and counts stay, and so
 * do cities, districts and counties.
 */
export function maskCall(transcript: Transcript): MaskedCall {
  const ins = new StandIns();
  const known = learn(transcript, ins);
  const texts = transcript.turns.map((turn) => turn.text);
  // Twice: a name in full at the end of a call tells who was meant at its beginning.
  editsOf(texts, ins, known);
  const edits = editsOf(texts, ins, known);
  const tally: Record<MaskKind, number> = { name: 0, phone: 0, account: 0, address: 0 };
  for (const list of edits) count(list, tally);
  const words = (text: string): string => edited(text, editsOf([text], ins, known)[0]!);
  const span = (turn: number, start: number, end: number) => ({
    start: moved(edits[turn] ?? [], start, 'start'),
    end: moved(edits[turn] ?? [], end, 'end'),
  });
  const turns = transcript.turns.map((turn, i) => withWords(turn, edited(turn.text, edits[i]!), ins));
  return {
    transcript: {
      ...transcript,
      id: fileName(transcript.id, ins, words),
      source: '',
      workOrder: transcript.workOrder && maskOrder(transcript.workOrder, ins, words),
      turns,
      roles: Object.fromEntries(Object.entries(transcript.roles).map(([label, role]) => [maskLabel(label, ins), role])),
      ...(transcript.meta ? { meta: maskMeta(transcript.meta, ins, words) } : {}),
    },
    tally,
    span,
    quote(turn, start, end) {
      const at = span(turn, start, end);
      return turns[turn]?.text.slice(at.start, at.end) ?? '';
    },
    words,
    agent: (value) => maskAgent(value, ins),
  };
}

/** Takes in what the work order and the metadata know; returns the names of its places. */
function learn({ workOrder, meta }: Transcript, ins: StandIns): string[] {
  for (const value of [workOrder?.customerName, workOrder?.staffName]) {
    const name = value === undefined ? null : personName(value);
    if (name) ins.person(name, true);
  }
  for (const value of [workOrder?.staffPhone, workOrder?.staffId, meta?.orderId, meta?.callId]) {
    const digits = value?.replace(/\D/g, '') ?? '';
    if (digits.length >= 2) ins.number(digits);
  }
  if (meta?.agent) maskAgent(meta.agent, ins);
  const places = workOrder?.address ? placesOf(workOrder.address) : [];
  for (const place of places) ins.place(place);
  return places;
}

/** Addresses first, for their numbers are no telephone numbers; then numbers; then names. */
function editsOf(texts: readonly string[], ins: StandIns, places: readonly string[]): Edit[][] {
  const plains = texts.map(plainOfTurn);
  const addresses = plains.map((plain, i) => withoutOverlaps(addressEdits(plain, texts[i]!, places, ins)));
  const withoutAddresses = plains.map((plain, i) => blanked(plain, addresses[i]!, '。'));
  const numbers = numberEdits(withoutAddresses, texts, ins).map(withoutOverlaps);
  return plains.map((_, i) => {
    // Names end at a turn's end as at any other; 0 tells that somebody's number was there.
    const rest = `${blanked(withoutAddresses[i]!, numbers[i]!, '0')}。`;
    return withoutOverlaps([...addresses[i]!, ...numbers[i]!, ...nameEdits(rest, ins)]);
  });
}

/** Digits of a number that follow each other are one stretch. */
function count(edits: readonly Edit[], tally: Record<MaskKind, number>): void {
  edits.forEach((edit, i) => {
    const before = edits[i - 1];
    const goesOn = before?.kind === edit.kind && before.end === edit.start && /^(phone|account)$/.test(edit.kind);
    if (!goesOn) tally[edit.kind] += 1;
  });
}

const withWords = (turn: Turn, text: string, ins: StandIns): Turn => ({
  ...turn,
  speaker: maskLabel(turn.speaker, ins),
  text,
});

/** A speaker who is called by his name. */
function maskLabel(label: string, ins: StandIns): string {
  if (roleOfLabel(label) !== undefined || !/^[\u4e00-\u9fff]{2,4}$/.test(label)) return label;
  const familiar = /^[老小阿](?=.$)/.exec(label)?.[0] ?? '';
  const name = personName(label.slice(familiar.length));
  return name ? familiar + ins.person(name) : label;
}

function maskAgent(value: string, ins: StandIns): string {
  const digits = value.replace(/\D/g, '');
  if (digits.length >= 2) return withDigits(value, ins.number(digits));
  const name = personName(value);
  return name && /[\u4e00-\u9fff]/.test(value) ? ins.person(name) : value;
}

/** A value with its digits changed one by one. */
function withDigits(value: string, digits: string): string {
  let k = 0;
  return value.replace(/\d/g, () => digits[k++] ?? '0');
}

function maskOrder(order: WorkOrder, ins: StandIns, words: (text: string) => string): WorkOrder {
  const masked: { -readonly [K in keyof WorkOrder]: WorkOrder[K] } = { ...order };
  for (const key of ['customerName', 'staffName'] as const) {
    const value = order[key];
    if (value === undefined) continue;
    const name = personName(value);
    // Not a person: a company's name is masked by what stands in it.
    masked[key] = name ? ins.person(name) : words(value);
  }
  if (order.address !== undefined) masked.address = words(order.address);
  if (order.staffPhone !== undefined) masked.staffPhone = maskNumbers(order.staffPhone, ins);
  if (order.staffId !== undefined) masked.staffId = maskAgent(order.staffId, ins);
  for (const key of ['kind', 'appointment', 'branch'] as const) {
    const value = order[key];
    if (value !== undefined) masked[key] = words(value);
  }
  return masked;
}

/** One number or several. */
const maskNumbers = (value: string, ins: StandIns): string =>
  value.replace(/\d[\d -]{5,}\d/g, (run) => withDigits(run, ins.number(run.replace(/\D/g, ''))));

function maskMeta(meta: Meta, ins: StandIns, words: (text: string) => string): Meta {
  const masked: { -readonly [K in keyof Meta]: Meta[K] } = { ...meta };
  for (const key of ['callId', 'orderId'] as const) {
    const value = meta[key];
    if (value !== undefined) masked[key] = withDigits(words(value), ins.number(value.replace(/\D/g, '') || '0'));
  }
  if (meta.agent !== undefined) masked.agent = maskAgent(meta.agent, ins);
  return masked;
}

const DATE = /^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(\d{4}|\d{6})?$/;
const SHORTEST_IN_ID = 7;

/** An id often is a file's name, and has a telephone number, a staff number and a name in it; a date in it stays. */
const fileName = (id: string, ins: StandIns, words: (text: string) => string): string =>
  id
    .split(/(\d+)/)
    .map((part, i) => {
      if (i % 2 === 0) return words(part);
      const told = ins.numbers().includes(part) || (part.length >= SHORTEST_IN_ID && !DATE.test(part));
      return told ? ins.number(part) : part;
    })
    .join('');
