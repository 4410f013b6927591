import type { Rulebook } from '../hear/compile.ts';
import type { Assessment, RoleSign } from '../model/assessment.ts';
import type { NormalTranscript, Utterance } from '../model/normal.ts';
import type { Lexicon } from '../model/pack.ts';
import type { Role, Transcript } from '../model/transcript.ts';
import { normaliseTranscript } from '../normalise/normalise.ts';
import { rolesByTurn } from './turn-roles.ts';
import { hearVoices, POLITE, type Voice } from './voices.ts';

/** Whose voice each label is, and whether anybody may be blamed on it. */
export interface Roles {
  /** As the assessment tells it. */
  readonly told: Assessment['roles'];
  /** Who speaks in each turn, where the labels do not tell the voices apart; `null` where they do. */
  readonly byTurn: readonly Role[] | null;
  /** Whether a person may be blamed for what the agent's label says. */
  readonly sure: boolean;
}

/** Below this no person is blamed: violations become `suspected`. */
export const SURE_OF_ROLES = 0.8;
/** From this probability on that the labels are swapped it is said, and no person is blamed. */
const SURE_OF_SWAP = 0.97;
/** By so much more the agent's label sounds like the installer than the customer's: nothing that follows can swap them. */
const CLEARLY_RIGHT = 5;
/** Weights are cautious already; labels mixed by diarisation keep any margin from being certain. */
const MOST_SURE = 0.99;
/** The one who talks more is the installer in three calls of four; it decides where hardly anything else was heard. */
const TALK = 0.6;
const MOST_FOR_TALK = 0.7;
/** Of several others the one who talks with the installer is the customer; a child, a neighbour, a colleague say a sentence or two. */
const TALK_OF_CUSTOMER = 2;
/** Such a share of the contrary in one voice shows that it is two people's. */
const MIXED = 0.2;
const HALF = 0.5;

/**
 * Gives a role to each label that does not name one: the voice that says what installers say is the agent, of the others the one
 * that says what customers say, and most of it, is the customer, and family, neighbours and colleagues are `other`.
 * Where all labels name roles their words are still heard: see `contradicted`.
 */
export function assignRoles(rulebook: Rulebook, normal: NormalTranscript): Roles {
  const { transcript } = normal;
  const assigned: Record<string, Role> = Object.create(null);
  for (const [label, role] of Object.entries(transcript.roles)) if (role !== null) assigned[label] = role;
  if (transcript.turns.every((t) => Object.hasOwn(assigned, t.speaker))) {
    const contradicted = contradiction(rulebook, normal, assigned);
    const told = { inferred: false, confidence: 1, assigned, ...(contradicted ? { contradicted } : {}) };
    return { told, byTurn: null, sure: contradicted === null };
  }
  const voices = hearVoices(rulebook, normal);
  const unknown = [...voices.values()].filter((v) => !Object.hasOwn(assigned, v.label));
  const [voice] = unknown;
  if (voices.size === 1 && isMixed(voice!)) {
    const byTurn = rolesByTurn(rulebook, transcript);
    return {
      told: { inferred: true, confidence: HALF, assigned: { [voice!.label]: 'other' }, byTurn },
      byTurn,
      sure: false,
    };
  }
  const { agent, all } = infer(assigned, unknown);
  return { told: { inferred: true, confidence: round(all), assigned }, byTurn: null, sure: agent >= SURE_OF_ROLES };
}

/** The same utterances with the roles that were found; where one label is everybody's, cut anew by who speaks in each turn. */
export function withRoles(normal: NormalTranscript, { told, byTurn }: Roles, lexicon: Lexicon): NormalTranscript {
  const { transcript, utterances } = normal;
  if (byTurn) {
    const turns = transcript.turns.map((turn, i) => ({ ...turn, speaker: byTurn[i]! }));
    return normaliseTranscript({ ...transcript, turns, roles: { agent: 'agent', customer: 'customer' } }, lexicon);
  }
  if (!told.inferred) return normal;
  const roleOf = (u: Utterance): Role => told.assigned[transcript.turns[u.firstTurn]!.speaker] ?? 'other';
  return { transcript, utterances: utterances.map((u) => ({ ...u, role: roleOf(u) })) };
}

const likely = (margin: number): number => Math.min(MOST_SURE, 1 / (1 + Math.exp(-margin)));

/** How much more one voice sounds like the installer than another. */
function margin(a: Voice, b: Voice): number {
  const more = TALK * (talk(a) - talk(b));
  return a.score - b.score + Math.max(-MOST_FOR_TALK, Math.min(MOST_FOR_TALK, more));
}

/** How much somebody talks. */
const talk = (v: Voice): number => Math.log(v.length + 5);

/**
 * Adds the roles of voices whose labels name none to those that are named.
 * @returns probabilities that the agent's label is right, and that all are
 */
function infer(
  assigned: Record<string, Role>,
  unknown: readonly Voice[],
): { readonly agent: number; readonly all: number } {
  const has = (role: Role) => Object.values(assigned).includes(role);
  let left = unknown;
  const take = (role: Role, rank: (v: Voice) => number, certainty: (best: Voice, next: Voice) => number): number => {
    const [best, ...others] = [...left].sort((a, b) => rank(b) - rank(a));
    left = others;
    assigned[best!.label] = role;
    return others[0] ? likely(certainty(best!, others[0])) : 1;
  };
  const customers = (v: Voice) => TALK_OF_CUSTOMER * talk(v) - v.score;
  let [agent, customer] = [1, 1];
  if (!has('agent')) {
    if (left.length === 1) {
      const only = left[0]!;
      const isAgents = has('customer') || only.score >= 0;
      assigned[only.label] = isAgents ? 'agent' : 'customer';
      const certainty = likely(isAgents ? only.score + 1 : -only.score);
      return { agent: certainty, all: certainty };
    }
    agent = take('agent', (v) => v.score + TALK * talk(v), margin);
  }
  if (left.length > 0 && !has('customer'))
    customer = take('customer', customers, (a, b) => (customers(a) - customers(b)) / 2);
  for (const { label } of left) assigned[label] = 'other';
  return { agent, all: agent * customer };
}

/** Whether one label is two people: what both sides say is heard in it. */
function isMixed({ signs }: Voice): boolean {
  const sum = (side: 1 | -1) =>
    signs.reduce((n, { sign }) => n + (sign === POLITE ? 0 : Math.max(0, side * sign.weight)), 0);
  return Math.min(sum(1), sum(-1)) > MIXED * Math.max(sum(1), sum(-1));
}

/** Whether those that the file calls customers sound like the installer, and the installer like a customer. */
function contradiction(
  rulebook: Rulebook,
  normal: NormalTranscript,
  named: Readonly<Record<string, Role>>,
): Assessment['roles']['contradicted'] | null {
  // Most calls show soon that their labels are right.
  let lead = 0;
  const voices = hearVoices(rulebook, normal, (label, { weight }) => {
    lead += named[label] === 'agent' ? weight : named[label] === 'customer' ? -weight : 0;
    return lead >= CLEARLY_RIGHT;
  });
  if (lead >= CLEARLY_RIGHT) return null;
  const of = (role: Role) => [...voices.values()].filter((v) => named[v.label] === role);
  const [agents, customers] = [of('agent'), of('customer')];
  if (agents.length === 0 || customers.length === 0) return null;
  const together = (list: readonly Voice[]): Voice => ({
    ...list[0]!,
    score: list.reduce((n, v) => n + v.score, 0),
    length: list.reduce((n, v) => n + v.length, 0),
  });
  const confidence = likely(margin(together(customers), together(agents)));
  if (confidence < SURE_OF_SWAP) return null;
  const signs = [...customers.flatMap((v) => signsOf(v, 1)), ...agents.flatMap((v) => signsOf(v, -1))];
  return { confidence: round(confidence), signs: signs.sort((a, b) => a.turn - b.turn) };
}

const round = (n: number): number => Math.round(n * 1_000) / 1_000;

/** For each label that was taken for the installer or the customer: the words that speak for it, in the order of the call. */
export function roleReasons(
  rulebook: Rulebook,
  transcript: Transcript,
  assigned: Readonly<Record<string, Role>>,
): Map<string, { readonly id: string; readonly turn: number }[]> {
  const voices = hearVoices(rulebook, normaliseTranscript(transcript, rulebook.pack.lexicon));
  const reasons = new Map<string, { readonly id: string; readonly turn: number }[]>();
  for (const [label, voice] of voices) {
    const role = assigned[label];
    const side = role === 'agent' ? 1 : role === 'customer' ? -1 : null;
    if (side !== null)
      reasons.set(
        label,
        signsOf(voice, side).map(({ sign, turn }) => ({ id: sign, turn })),
      );
  }
  return reasons;
}

/** The signs of a voice that speak for one side: 1 for the installer, −1 for the customer. Each once, where it was first heard. */
function signsOf(voice: Voice, side: 1 | -1): RoleSign[] {
  const seen = new Set<string>();
  const found: RoleSign[] = [];
  for (const { sign, utterance, start } of voice.signs) {
    if (Math.sign(sign.weight) !== side || seen.has(sign.id)) continue;
    seen.add(sign.id);
    found.push({ sign: sign.id, label: voice.label, turn: utterance.turn[start] ?? utterance.firstTurn });
  }
  return found;
}
