import { assess } from '../assess/assess.ts';
import type { Rulebook } from '../hear/compile.ts';
import { guardOf } from '../hear/guard.ts';
import type { Hearing } from '../hear/hear.ts';
import type { Assessment, Violation } from '../model/assessment.ts';
import type { Utterance } from '../model/normal.ts';
import type { ForbiddenPhrase, GuardRule } from '../model/pack.ts';
import type { Evidence, Transcript, Turn } from '../model/transcript.ts';
import { exampleOf } from './cue-example.ts';

/**
 * What a guard has to do with a finding. `excuses`: it did. `gives-way`: its words are there, but the whole still means the phrase.
 * `would`: with its words there, the call scored again, it is no finding any more. `would-not`: even then it is. `instead`: its words would
 * have to stand in place of those that were said.
 */
export type GuardState = 'excuses' | 'gives-way' | 'would' | 'would-not' | 'instead';

export interface GuardTried {
  /** The guard's id; `allowed`: the phrase's own harmless wordings. */
  readonly id: string;
  readonly state: GuardState;
  /** Where its words stand, as the pack says it; `quotes`: quotation marks around what was said; `echo`: the customer said the same before. */
  readonly where: GuardRule['where'] | 'quotes' | 'echo';
  /** Words that were tried, or would have to be said; empty where the guard's own words are there already. */
  readonly words: string;
}

/** A finding with the stretch of its utterance. */
export interface FoundAt {
  readonly violation: Violation;
  readonly utterance: Utterance;
  readonly start: number;
  readonly end: number;
}

/** Turns around the finding's utterance that a trial is scored with, and characters of a turn before and after the finding. */
const AROUND = 3;
const CHARACTERS = 300;

/** Tries every guard that can excuse the phrase: which one did, which one would have, had its words been there. */
export function tryGuards(
  rulebook: Rulebook,
  hearing: Hearing,
  roles: Assessment['roles'],
  found: FoundAt,
): GuardTried[] {
  const phrase = rulebook.pack.phrases.find((p) => p.no === found.violation.phrase);
  if (!phrase) return [];
  const tried = rulebook.guards
    .filter(({ rule }) => rule.always || phrase.guards.includes(rule.id))
    .map((guard) => tryGuard(rulebook, hearing, roles, phrase, found, guard));
  const { excusedBy } = found.violation;
  // Not one of the guards: a harmless wording of the phrase itself.
  return excusedBy && !tried.some((t) => t.id === excusedBy)
    ? [{ id: excusedBy, state: 'excuses', where: 'over', words: '' }, ...tried]
    : tried;
}

function tryGuard(
  rulebook: Rulebook,
  hearing: Hearing,
  roles: Assessment['roles'],
  phrase: ForbiddenPhrase,
  found: FoundAt,
  guard: Rulebook['guards'][number],
): GuardTried {
  const { rule } = guard;
  const place = rule.test === 'customers-words' ? 'echo' : rule.where;
  const done = (state: GuardState, words = '', where: GuardTried['where'] = place): GuardTried => ({
    id: rule.id,
    state,
    where,
    words,
  });
  if (found.violation.excusedBy === rule.id) return done('excuses');
  // The guard by itself, without the others and without the phrase's harmless wordings.
  const alone = { ...rulebook, guards: [guard], allow: new Map([[phrase, rulebook.cues.count]]) };
  if (guardOf(alone, hearing, phrase, found) !== null)
    return done(found.violation.status === 'excused' ? 'excuses' : 'gives-way');
  const words = rule.needs.map((cues) => exampleOf(rulebook.cues.context, cues)).filter((w) => w !== '');
  if (rule.where === 'over') return done('instead', words.join(''));
  const { transcript } = hearing.normal;
  const piece = cutAround(named(transcript, roles), found);
  const edited = withWords(piece, rule, words.join('，'));
  if (!stillFound(rulebook, edited, found.violation)) return done('would', words.join('，'));
  if (rule.test !== 'quotation-marks') return done('would-not', words.join('，'));
  const quoted = inQuotes(piece);
  return done(stillFound(rulebook, quoted, found.violation) ? 'would-not' : 'would', '“”', 'quotes');
}

interface Trial {
  readonly transcript: Transcript;
  /** Where what was said stands now. */
  readonly at: Evidence;
}

/** The transcript with the roles that were found, so that added words move nobody to the other side. */
function named(transcript: Transcript, { assigned, byTurn }: Assessment['roles']): Transcript {
  if (!byTurn) return { ...transcript, roles: { ...transcript.roles, ...assigned } };
  const turns = transcript.turns.map((turn, i): Turn => ({ ...turn, speaker: byTurn[i]! }));
  return { ...transcript, turns, roles: { agent: 'agent', customer: 'customer', other: 'other' } };
}

/** What a trial is made on: the finding's place in a piece of the call. */
interface Piece {
  readonly transcript: Transcript;
  /** First turn of the finding's utterance, in the piece. */
  readonly first: number;
  readonly at: Evidence;
}

/**
 * A few turns before and after the utterance, and of a long turn only what stands around the finding: what else the call says has nothing to
 * do with a guard.
 */
function cutAround(transcript: Transcript, { violation: { evidence }, utterance }: FoundAt): Piece {
  const from = Math.max(0, utterance.firstTurn - AROUND);
  const start = Math.max(0, evidence.start - CHARACTERS);
  const turns = transcript.turns.slice(from, utterance.lastTurn + 1 + AROUND).map((turn, i): Turn => {
    const [a, b] =
      from + i === evidence.turn
        ? [start, evidence.end + CHARACTERS]
        : from + i < evidence.turn
          ? [Math.max(0, turn.text.length - CHARACTERS), turn.text.length]
          : [0, CHARACTERS];
    return { ...turn, text: turn.text.slice(a, b) };
  });
  return {
    transcript: { ...transcript, scripts: [], turns },
    first: utterance.firstTurn - from,
    at: moved(evidence, evidence.turn - from, -start),
  };
}

function withWords({ transcript, first, at }: Piece, rule: GuardRule, words: string): Trial {
  const put = (place: number, added: string): Trial => ({
    transcript: changed(transcript, at.turn, (text) => text.slice(0, place) + added + text.slice(place)),
    at: moved(at, at.turn, place <= at.start ? added.length : 0),
  });
  const after = (text: string): Trial => {
    const customer = Object.entries(transcript.roles).find(([, role]) => role === 'customer')?.[0] ?? 'customer';
    const turns = transcript.turns.toSpliced(first, 0, { speaker: customer, text });
    return {
      transcript: { ...transcript, turns, roles: { ...transcript.roles, [customer]: 'customer' } },
      at: moved(at, at.turn + 1, 0),
    };
  };
  if (rule.where === 'customer') return after(words);
  if (rule.test === 'customers-words') {
    const heard = after(at.quote);
    const asked = (text: string) => `${text.slice(0, at.end)}${words}${text.slice(at.end)}`;
    return { transcript: changed(heard.transcript, heard.at.turn, asked), at: heard.at };
  }
  if (rule.where === 'before') return put(at.start, words);
  if (rule.where === 'after') return put(at.end, words);
  return put(transcript.turns[at.turn]!.text.length, `，${words}`);
}

function inQuotes({ transcript, at }: Piece): Trial {
  const { turn, start, end } = at;
  return {
    transcript: changed(transcript, turn, (t) => `${t.slice(0, start)}“${t.slice(start, end)}”${t.slice(end)}`),
    at: moved(at, turn, 1),
  };
}

const changed = (transcript: Transcript, turn: number, change: (text: string) => string): Transcript => ({
  ...transcript,
  turns: transcript.turns.map((t, i) => (i === turn ? { ...t, text: change(t.text) } : t)),
});

const moved = (evidence: Evidence, turn: number, by: number): Evidence => ({
  ...evidence,
  turn,
  start: evidence.start + by,
  end: evidence.end + by,
});

/** Whether something is still found where it was said: a hit for a hit, at least a suspicion for a suspicion. */
function stillFound(rulebook: Rulebook, { transcript, at }: Trial, was: Violation): boolean {
  return assess(rulebook, transcript).violations.some(
    ({ status, evidence }) =>
      evidence.turn === at.turn &&
      evidence.start < at.end &&
      at.start < evidence.end &&
      (status === 'hit' || (status === 'suspected' && was.status === 'suspected')),
  );
}
