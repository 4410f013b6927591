import type { Place, Read } from '../model/problem.ts';
import type { Guess, Role, Transcript, Turn } from '../model/transcript.ts';
import type { Faults } from './faults.ts';
import { kindOf, nameOf } from './fields.ts';
import { hasLength, type Plan, pathOf, type Segment } from './segment.ts';
import { roleOfLabel, setRole } from './speakers.ts';
import { isEpochMilliseconds, isEpochSeconds } from './time-unit.ts';
import { type FileTime, type Piece, timeline } from './timeline.ts';
import { type NumberUnit, PER_SECOND, readTime } from './times.ts';
import { joinWords } from './words.ts';

export type { Segment } from './segment.ts';

/** The label of a turn whose speaker the file does not tell. */
export const NOBODY = '?';

/** Where a reader reads. */
export interface Context {
  readonly place: Place;
  /** Id of a transcript that has none of its own. */
  readonly id: string;
  readonly encoding: string | null;
}

/**
 * Makes a transcript of a format's segments: labels, roles, seconds, the order of time. Faulty segments are left out and named.
 * @returns no transcript and an error when no segment has words
 */
export function transcriptFrom(
  segments: readonly Segment[],
  plan: Plan,
  context: Context,
  faults: Faults,
): Read<Transcript[]> {
  const guesses: Guess[] = [...(plan.guesses ?? [])];
  const pieces = piecesOf(segments, plan, faults, guesses);
  if (pieces.length === 0) {
    if (plan.failed) faults.fail('NO_RESULT', { format: plan.format, status: plan.failed });
    else faults.fail('NO_TURNS', { format: plan.format, expected: plan.textKey });
    return { value: [], problems: faults.list() };
  }
  const { turns, unit } = timeline(pieces, plan, faults, guesses);
  const roles = rolesOf(turns, plan, faults);
  if (turns.length > 3 && Object.keys(roles).length === 1)
    guesses.push({ code: 'ONE_VOICE', args: { label: turns[0]!.speaker } });
  const transcript: Transcript = {
    id: plan.id ?? context.id,
    source: context.place.file,
    scripts: plan.scripts ?? null,
    workOrder: plan.workOrder ?? null,
    turns,
    roles,
    reading: { format: plan.format, encoding: context.encoding, timeUnit: unit, guesses },
  };
  const { meta } = plan;
  const hasMeta = meta !== undefined && Object.keys(meta).length > 0;
  return { value: [hasMeta ? { ...transcript, meta } : transcript], problems: faults.list() };
}

function piecesOf(segments: readonly Segment[], plan: Plan, faults: Faults, guesses: Guess[]): Piece[] {
  const byChannel = speakByChannel(segments, plan, guesses);
  const pieces: Piece[] = [];
  let joined = 0;
  const nobody: Segment[] = [];
  for (const segment of segments) {
    const said = typeof segment.text === 'number' ? String(segment.text) : (segment.text ?? '');
    if (typeof said !== 'string') {
      const where = textPath(segment, plan);
      faults.warn('SEGMENT_SKIPPED', { where, expected: 'string', received: kindOf(said) }, segment.line);
      continue;
    }
    const trimmed = said.trim();
    const label = nameOf(byChannel ? segment.channel : segment.speaker) ?? NOBODY;
    if (trimmed === '') {
      faults.warn('TURN_WITHOUT_TEXT', { speaker: label, where: textPath(segment, plan) }, segment.line);
      if (!plan.keepSilent) continue;
    }
    const text = joinWords(trimmed, plan.splitWords ?? false);
    if (text !== trimmed) joined += 1;
    if (label === NOBODY) nobody.push(segment);
    const start = timeOf(segment.start, segment, plan, faults);
    const end = timeOf(hasLength(segment) ? segment.duration : segment.end, segment, plan, faults);
    pieces.push({ text, label, start, end, segment });
  }
  if (joined > 0) guesses.push({ code: 'WORDS_JOINED', args: { count: joined } });
  const [first] = nobody;
  if (first) {
    guesses.push({ code: 'SPEAKERS_MISSING', args: { count: nobody.length, of: pieces.length } });
    if (nobody.length < pieces.length)
      faults.warn('WITHOUT_SPEAKER', { where: pathOf(first, plan), count: nobody.length }, first.line);
  }
  return pieces;
}

const textPath = (segment: Segment, plan: Plan): string =>
  plan.textKey === '' ? pathOf(segment, plan) : `${pathOf(segment, plan)}.${plan.textKey}`;

/** A time that can be used; a negative or unreadable one is a warning and none. */
function timeOf(value: unknown, segment: Segment, plan: Plan, faults: Faults): FileTime | null {
  if (typeof value === 'number' && value >= 0 && value < SINCE_1970) return value;
  const time = readTime(value);
  if (time === null) return null;
  if (time !== undefined && time.value >= 0) return time.unit === 'number' ? asTimeOfDay(time.value, plan.unit) : time;
  faults.warn('BAD_TIME', { where: pathOf(segment, plan), value: shown(value) }, segment.line);
  return null;
}

/** Smaller numbers are no times of day. */
const SINCE_1970 = 1e9;

/** Numbers that count from 1970 are times of day; no call starts 31 years in. */
function asTimeOfDay(value: number, unit: NumberUnit | null): FileTime {
  if (unit === '100ns') return value;
  if (isEpochMilliseconds(value)) return { unit: 'wall-clock', value: value / PER_SECOND.ms };
  return unit !== 'ms' && isEpochSeconds(value) ? { unit: 'wall-clock', value } : value;
}

const shown = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 40) : kindOf(value);

/** Whether its channel is a segment's label: where there are several channels and no named role, or no speakers. */
function speakByChannel(segments: readonly Segment[], plan: Plan, guesses: Guess[]): boolean {
  const channels = new Set<string>();
  let speakers = 0;
  let named = false;
  for (const { speaker, channel } of segments) {
    const label = nameOf(speaker);
    if (label !== undefined) {
      speakers += 1;
      named ||= Boolean(roleGiven(plan, label) ?? roleOfLabel(label));
    }
    const number = nameOf(channel);
    if (number !== undefined) channels.add(number);
  }
  const byChannel = !named && channels.size > 0 && (speakers === 0 || channels.size > 1);
  if (byChannel && channels.size > 1)
    guesses.push({ code: 'CHANNEL_AS_SPEAKER', args: { channels: [...channels].slice(0, 8).join(', ') } });
  return byChannel;
}

/** The role that a file gives to a label beside its name. */
const roleGiven = ({ roles }: Plan, label: string): Role | null | undefined =>
  roles && Object.hasOwn(roles, label) ? roles[label] : undefined;

function rolesOf(turns: readonly Turn[], plan: Plan, faults: Faults): Record<string, Role | null> {
  const roles: Record<string, Role | null> = {};
  // Two voices take turns in nearly every call: those just heard are not looked up.
  let [last, before]: [string | null, string | null] = [null, null];
  for (const { speaker, line } of turns) {
    if (speaker === last) continue;
    const isKnown = speaker === before || Object.hasOwn(roles, speaker);
    [before, last] = [last, speaker];
    if (isKnown) continue;
    const role = roleGiven(plan, speaker) ?? roleOfLabel(speaker);
    setRole(roles, speaker, role ?? null);
    if (role === undefined) faults.warn('UNKNOWN_SPEAKER', { label: speaker }, line);
  }
  return roles;
}
