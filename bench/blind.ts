import { assess } from '../src/assess/assess.ts';
import type { Rulebook } from '../src/hear/compile.ts';
import type { Role, Transcript } from '../src/model/transcript.ts';

/** What was told without being given it. */
export interface BlindResult {
  readonly dialogue: string;
  readonly right: boolean;
  readonly expected: string;
  readonly got: string;
  /** Of the roles; scripts have none. */
  readonly confidence: number | null;
}

/** A transcript whose speakers are called A, B, C in the order in which they are first heard, and the role of each. */
export function withoutRoles(transcript: Transcript): {
  readonly blind: Transcript;
  readonly truth: Record<string, Role>;
} {
  const names = new Map<string, string>();
  const truth: Record<string, Role> = {};
  const turns = transcript.turns.map((turn) => {
    let name = names.get(turn.speaker);
    if (name === undefined) {
      name = String.fromCharCode(65 + (names.size % 26)) + (names.size >= 26 ? Math.floor(names.size / 26) : '');
      names.set(turn.speaker, name);
      truth[name] = transcript.roles[turn.speaker] ?? 'other';
    }
    return { ...turn, speaker: name };
  });
  const roles = Object.fromEntries([...names.values()].map((name) => [name, null]));
  return { blind: { ...transcript, turns, roles }, truth };
}

const told = (roles: Readonly<Record<string, string>>): string =>
  Object.entries(roles)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, role]) => `${label}=${role}`)
    .join(' ');

/** Whether every speaker gets his role when the file does not name it. */
export function blindRoles(rulebook: Rulebook, transcript: Transcript): BlindResult {
  const { blind, truth } = withoutRoles(transcript);
  const { assigned, confidence } = assess(rulebook, blind).roles;
  const [expected, got] = [told(truth), told(assigned)];
  return { dialogue: transcript.id, right: expected === got, expected, got, confidence };
}

/** Whether the scripts are the same set when the file does not name them. */
export function blindScripts(rulebook: Rulebook, transcript: Transcript): BlindResult {
  const { scripts } = assess(rulebook, { ...transcript, scripts: null });
  const [expected, got] = [[...(transcript.scripts ?? [])].sort().join('+'), [...scripts].sort().join('+')];
  return { dialogue: transcript.id, right: expected === got, expected, got, confidence: null };
}

const OPPOSITE: Readonly<Record<Role, Role>> = { agent: 'customer', customer: 'agent', other: 'other' };

/** Whether swapped channels are noticed: the installer's turns under the customer's label and the other way round. */
export function swappedRoles(rulebook: Rulebook, transcript: Transcript): BlindResult {
  const roles = Object.fromEntries(
    Object.entries(transcript.roles).map(([label, role]) => [label, role && OPPOSITE[role]]),
  );
  return contradiction(rulebook, { ...transcript, roles }, 'swapped');
}

/** Whether labels that are right are left alone. */
export const rightRoles = (rulebook: Rulebook, transcript: Transcript): BlindResult =>
  contradiction(rulebook, transcript, 'as they are');

function contradiction(rulebook: Rulebook, transcript: Transcript, expected: string): BlindResult {
  const { contradicted } = assess(rulebook, transcript).roles;
  const got = contradicted ? 'swapped' : 'as they are';
  return {
    dialogue: transcript.id,
    right: expected === got,
    expected,
    got,
    confidence: contradicted?.confidence ?? null,
  };
}
