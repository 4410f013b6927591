import type { Place, Read } from '../model/problem.ts';
import type { Guess, Meta, Role, TimeUnit, Transcript, Turn, WorkOrder } from '../model/transcript.ts';
import type { Faults } from './faults.ts';
import { kindOf, nameOf } from './fields.ts';
import { roleOfLabel } from './speakers.ts';
import { isEpochMilliseconds, isEpochSeconds, type Stretch, spokenLength, unitOf } from './time-unit.ts';
import { type NumberUnit, PER_SECOND, type RawTime, readTime } from './times.ts';
import { joinWords } from './words.ts';

/** The label of a turn whose speaker the file does not tell. */
export const NOBODY = '?';

/** One piece of speech as a file has it: every value unchecked. */
export interface Segment {
  /** Its path in the file, for messages: `Result.Sentences[3]`. */
  readonly where: string;
  readonly text: unknown;
  readonly speaker?: unknown;
  /** Number of an audio channel. It names the speaker where nothing else does. */
  readonly channel?: unknown;
  readonly start?: unknown;
  readonly end?: unknown;
  /** Where the file has a length instead of an end. */
  readonly duration?: unknown;
  readonly line?: number;
}

/** What a format knows about all of its segments. */
export interface Plan {
  readonly format: string;
  /** Unit of bare numbers by the service's page; `null`: it does not say. */
  readonly unit: NumberUnit | null;
  /** Taken when nothing tells the unit. */
  readonly likelyUnit?: NumberUnit;
  /** Name of the text field, for messages. */
  readonly textKey: string;
  /** The format writes spaces between Chinese words. */
  readonly splitWords?: boolean;
  /** Roles that the file gives to labels beside their names. */
  readonly roles?: Readonly<Record<string, Role | null>>;
  readonly durationSeconds?: number | undefined;
  readonly id?: string | undefined;
  readonly meta?: Meta | undefined;
  readonly workOrder?: WorkOrder | null;
  readonly scripts?: readonly string[] | null;
  readonly guesses?: readonly Guess[];
  /** Turns without words stay (the labelled forms, in which people count turns). */
  readonly keepSilent?: boolean;
  /** What the service says of its task, where that is no success. */
  readonly failed?: string | undefined;
}

/** Where a reader reads. */
export interface Context {
  readonly place: Place;
  /** Id of a transcript that has none of its own. */
  readonly id: string;
  readonly encoding: string | null;
}

interface Piece {
  readonly text: string;
  readonly label: string;
  readonly channel: string | null;
  readonly start: RawTime | null;
  readonly end: RawTime | null;
  readonly isLength: boolean;
  readonly segment: Segment;
}

/**
 * Makes a transcript of a format's segments: labels, roles, seconds, the order of time. Faulty segments are left out and named.
 * @returns no transcript and an error when no segment has words
 */
export function transcriptFrom(segments: readonly Segment[], plan: Plan, context: Context, faults: Faults): Read<Transcript[]> {
  const guesses: Guess[] = [...(plan.guesses ?? [])];
  const pieces = piecesOf(segments, plan, faults, guesses);
  if (pieces.length === 0) {
    if (plan.failed) faults.fail('NO_RESULT', { format: plan.format, status: plan.failed });
    else faults.fail('NO_TURNS', { format: plan.format, expected: plan.textKey });
    return { value: [], problems: faults.list() };
  }
  const timed = inOrder(inSeconds(pieces, plan, faults, guesses), faults, guesses);
  const turns = withoutDuplicates(timed.pieces, faults);
  const roles = rolesOf(turns, plan, faults);
  if (Object.keys(roles).length === 1 && turns.length > 3) guesses.push({ code: 'ONE_VOICE', args: { label: turns[0]!.speaker } });
  const transcript: Transcript = {
    id: plan.id ?? context.id,
    source: context.place.file,
    scripts: plan.scripts ?? null,
    workOrder: plan.workOrder ?? null,
    turns,
    roles,
    reading: { format: plan.format, encoding: context.encoding, timeUnit: timed.unit, guesses },
    ...(plan.meta && Object.keys(plan.meta).length > 0 ? { meta: plan.meta } : {}),
  };
  return { value: [transcript], problems: faults.list() };
}

function piecesOf(segments: readonly Segment[], plan: Plan, faults: Faults, guesses: Guess[]): Piece[] {
  const labelled = labelsOf(segments, plan, guesses);
  const pieces: Piece[] = [];
  let joined = 0;
  let nobody = 0;
  segments.forEach((segment, i) => {
    const where = plan.textKey === '' ? segment.where : `${segment.where}.${plan.textKey}`;
    const said = typeof segment.text === 'number' ? String(segment.text) : (segment.text ?? '');
    if (typeof said !== 'string') {
      faults.warn('SEGMENT_SKIPPED', { where, expected: 'string', received: kindOf(said) }, segment.line);
      return;
    }
    const trimmed = said.trim();
    const label = labelled[i]!;
    if (trimmed === '') {
      faults.warn('TURN_WITHOUT_TEXT', { speaker: label, where }, segment.line);
      if (!plan.keepSilent) return;
    }
    const text = joinWords(trimmed, plan.splitWords ?? false);
    if (text !== trimmed) joined += 1;
    if (label === NOBODY) nobody += 1;
    const read = (value: unknown): RawTime | null => {
      const time = readTime(value);
      if (time === undefined || (time && time.value < 0)) {
        faults.warn('BAD_TIME', { where: segment.where, value: shown(value) }, segment.line);
        return null;
      }
      return time && asTimeOfDay(time, plan.unit);
    };
    const isLength = segment.end === undefined && segment.duration !== undefined;
    pieces.push({
      text,
      label,
      channel: nameOf(segment.channel) ?? null,
      start: read(segment.start),
      end: read(isLength ? segment.duration : segment.end),
      isLength,
      segment,
    });
  });
  if (joined > 0) guesses.push({ code: 'WORDS_JOINED', args: { count: joined } });
  if (nobody > 0) guesses.push({ code: 'SPEAKERS_MISSING', args: { count: nobody, of: pieces.length } });
  return pieces;
}

/** Numbers that count from 1970 are times of day; no call starts 31 years in. */
function asTimeOfDay(time: RawTime, unit: NumberUnit | null): RawTime {
  if (time.unit !== 'number' || unit === '100ns') return time;
  if (isEpochMilliseconds(time.value)) return { unit: 'wall-clock', value: time.value / PER_SECOND.ms };
  return unit !== 'ms' && isEpochSeconds(time.value) ? { unit: 'wall-clock', value: time.value } : time;
}

const shown = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 40) : kindOf(value);

/** The label of each segment: its speaker's; where there are several channels and no named role, or no speakers, its channel's. */
function labelsOf(segments: readonly Segment[], plan: Plan, guesses: Guess[]): string[] {
  const channels = new Set<string>();
  let speakers = 0;
  let named = false;
  for (const { speaker, channel } of segments) {
    const label = nameOf(speaker);
    if (label !== undefined) {
      speakers += 1;
      named ||= Boolean(plan.roles?.[label] ?? roleOfLabel(label));
    }
    const number = nameOf(channel);
    if (number !== undefined) channels.add(number);
  }
  const byChannel = !named && channels.size > 0 && (speakers === 0 || channels.size > 1);
  if (byChannel && channels.size > 1) guesses.push({ code: 'CHANNEL_AS_SPEAKER', args: { channels: [...channels].slice(0, 8).join(', ') } });
  return segments.map(({ speaker, channel }) => nameOf(byChannel ? channel : speaker) ?? NOBODY);
}

interface Timed {
  readonly piece: Piece;
  readonly start: number | null;
  readonly end: number | null;
}

function inSeconds(pieces: readonly Piece[], plan: Plan, faults: Faults, guesses: Guess[]): { pieces: Timed[]; unit: TimeUnit | null } {
  const bare = (time: RawTime | null) => (time?.unit === 'number' ? time.value : null);
  const stretches: Stretch[] = [];
  let firstWall = Number.POSITIVE_INFINITY;
  let used: TimeUnit | null = null;
  for (const { text, start, end, isLength } of pieces) {
    for (const time of [start, end]) if (time && time.unit !== 'number') used ??= time.unit;
    if (start?.unit === 'wall-clock') firstWall = Math.min(firstWall, start.value);
    const from = bare(start);
    const to = bare(end);
    if (from !== null || to !== null)
      stretches.push({ start: from, end: isLength && to !== null ? to + (from ?? 0) : to, characters: spokenLength(text) });
  }
  const numbers = stretches.length > 0 ? unitOf(stretches, plan.unit, plan.likelyUnit ?? null, plan.durationSeconds) : null;
  if (numbers) guesses.push(...numbers.guesses);
  const seconds = (time: RawTime | null, isLength = false): number | null => {
    if (!time) return null;
    if (time.unit === 'number') return time.value / PER_SECOND[numbers!.unit];
    // Only differences of wall clock times mean anything.
    return time.unit === 'wall-clock' && !isLength ? time.value - firstWall : time.value;
  };
  const timed = pieces.map((piece): Timed => {
    const start = seconds(piece.start);
    const last = seconds(piece.end, piece.isLength);
    const end = piece.isLength ? (start === null || last === null ? null : tidy(start + last)) : last;
    if (start !== null && end !== null && end < start) {
      faults.warn('BAD_TIME', { where: piece.segment.where, value: `${start} > ${end}` }, piece.segment.line);
      return { piece, start, end: null };
    }
    return { piece, start, end };
  });
  return { pieces: timed, unit: numbers?.unit ?? used };
}

/** 0.35 + 1.21 is 1.56, not 1.5599999. */
const tidy = (seconds: number): number => Math.round(seconds * 1e7) / 1e7;

/** Sorts by time. Channels that stand one after the other are merged; what is out of order within one channel is a warning. */
function inOrder(timed: { pieces: Timed[]; unit: TimeUnit | null }, faults: Faults, guesses: Guess[]): { pieces: Timed[]; unit: TimeUnit | null } {
  const { pieces, unit } = timed;
  const last = new Map<string | null, number>();
  const keys: number[] = [];
  let [wrong, merged] = [0, 0];
  let first: Piece | null = null;
  let before = Number.NEGATIVE_INFINITY;
  for (const { piece, start } of pieces) {
    // A turn without a time stays behind the one before it.
    const key: number = start ?? before;
    if (key < (last.get(piece.channel) ?? Number.NEGATIVE_INFINITY)) {
      wrong += 1;
      first ??= piece;
    } else if (key < before) merged += 1;
    last.set(piece.channel, Math.max(key, last.get(piece.channel) ?? key));
    keys.push(key);
    before = key;
  }
  if (wrong > 0) faults.warn('TIMES_SORTED', { where: first!.segment.where, count: wrong }, first!.segment.line);
  if (merged > 0) guesses.push({ code: 'CHANNELS_MERGED', args: { count: last.size } });
  if (wrong + merged === 0) return timed;
  const order = pieces.map((_, i) => i).sort((a, b) => (keys[a] === keys[b] ? a - b : keys[a]! - keys[b]!));
  return { pieces: order.map((i) => pieces[i]!), unit };
}

function withoutDuplicates(pieces: readonly Timed[], faults: Faults): Turn[] {
  const seen = new Set<string>();
  const turns: Turn[] = [];
  for (const { piece, start, end } of pieces) {
    // The same words at the same instant are one cue written twice; without two times 好的 may well be said again.
    if (start !== null && end !== null) {
      const key = `${start} ${end} ${piece.label} ${piece.text}`;
      if (seen.has(key)) {
        faults.warn('DUPLICATE_SEGMENT', { where: piece.segment.where, text: piece.text.slice(0, 24) }, piece.segment.line);
        continue;
      }
      seen.add(key);
    }
    turns.push({
      speaker: piece.label,
      text: piece.text,
      ...(piece.segment.line === undefined ? {} : { line: piece.segment.line }),
      ...(start === null ? {} : { startSeconds: start }),
      ...(end === null ? {} : { endSeconds: end }),
    });
  }
  return turns;
}

function rolesOf(turns: readonly Turn[], plan: Plan, faults: Faults): Record<string, Role | null> {
  const roles: Record<string, Role | null> = Object.create(null);
  for (const { speaker, line } of turns) {
    if (speaker in roles) continue;
    const role = plan.roles?.[speaker] ?? roleOfLabel(speaker);
    roles[speaker] = role ?? null;
    if (role === undefined) faults.warn('UNKNOWN_SPEAKER', { label: speaker }, line);
  }
  return roles;
}
