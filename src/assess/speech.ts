import type { Rulebook } from '../hear/compile.ts';
import type { Silence, Speech } from '../model/assessment.ts';
import type { NormalTranscript } from '../model/normal.ts';
import type { Role } from '../model/transcript.ts';
import { indexOnce, type Sign } from './signs.ts';

/** Shorter pauses are breath. */
const SILENCE_SECONDS = 2;
/** Shorter overlaps come from the recogniser's cuts, and 嗯 while the other one talks on is no interruption. */
const OVERLAP_SECONDS = 0.3;
/** A rate needs some speech to be one. */
const RATED_CHARACTERS = 10;
const RATED_SECONDS = 1;
/** Turns before a silence in which the agent may have asked to wait. */
const ASKED_BEFORE = 2;
const SECONDS_A_MINUTE = 60;

/** The agent says why it will be quiet. */
export const WAITS: readonly Sign[] = [
  {
    id: 'asks-to-wait',
    cues: [
      '(=稍等|=稍候|等一下|=等下|等等|等一会|等我|=请等|不要挂|别挂)',
      '我(先|来|去|马上|帮你|给你)?(看|查|问|试|测|找|核实|搞|装|换)(一下|下|看|一查)',
      '(要点|需要|大概)(时间|<duration>)',
    ],
    unless: ['等一下(再)?(打|联系|说)', '你(先)?等一下再(打|联系)'],
  },
];
const waits = indexOnce(WAITS);

/** A turn with both its times, in seconds. */
interface Timed {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly role: Role;
  readonly speaker: string;
  readonly characters: number;
}

/**
 * What times tell of a call: shares of talk, silences, overlaps, speaking rate. They inform and cost no points.
 * @param isVisit whether the agent works on the spot: then silence after the greeting at the door is work
 * @returns `null` where fewer than half of the turns have both a beginning and an end
 */
export function measureSpeech(rulebook: Rulebook, normal: NormalTranscript, isVisit: boolean): Speech | null {
  // Most transcripts have no times at all.
  if (normal.transcript.turns.every((t) => t.endSeconds === undefined)) return null;
  const turns = timedTurns(normal);
  if (turns.length < 2 || turns.length * 2 < normal.transcript.turns.length) return null;
  const silences = silencesOf(turns).map((s) => ({ ...s, excused: excuse(rulebook, normal, s.afterTurn, isVisit) }));
  const longest = (list: readonly Silence[]) => list.toSorted((a, b) => b.seconds - a.seconds)[0] ?? null;
  return {
    talkShare: shares(turns),
    longestSilence: longest(silences),
    longestUnexcused: longest(silences.filter((s) => s.excused === null)),
    overlaps: overlapsOf(turns),
    rate: rates(turns),
    fastest: fastestOf(turns),
  };
}

const HAN = /\p{Script=Han}/gu;
const round = (n: number, places = 1): number => Math.round(n * 10 ** places) / 10 ** places;

function timedTurns({ transcript, utterances }: NormalTranscript): Timed[] {
  const roles = new Map<number, Role>();
  for (const u of utterances) for (let turn = u.firstTurn; turn <= u.lastTurn; turn += 1) roles.set(turn, u.role);
  const timed = transcript.turns.flatMap(({ startSeconds: start, endSeconds: end, speaker, text }, index): Timed[] =>
    start === undefined || end === undefined || !(end > start) || !Number.isFinite(end - start)
      ? []
      : [{ index, start, end, role: roles.get(index) ?? 'other', speaker, characters: text.match(HAN)?.length ?? 0 }],
  );
  return timed.sort((a, b) => a.start - b.start || a.index - b.index);
}

function shares(turns: readonly Timed[]): Speech['talkShare'] {
  const total = turns.reduce((n, t) => n + t.end - t.start, 0);
  const share: Partial<Record<Role, number>> = {};
  for (const { role, start, end } of turns) share[role] = (share[role] ?? 0) + (end - start) / total;
  for (const role of Object.keys(share) as Role[]) share[role] = round(share[role]!, 3);
  return share;
}

function silencesOf(turns: readonly Timed[]): Omit<Silence, 'excused'>[] {
  const found: Omit<Silence, 'excused'>[] = [];
  let last = turns[0]!;
  for (const turn of turns) {
    if (turn.start - last.end >= SILENCE_SECONDS)
      found.push({ seconds: round(turn.start - last.end), afterTurn: last.index });
    if (turn.end > last.end) last = turn;
  }
  return found;
}

/** Whether the agent had asked to wait just before, or is at work in the customer's home. */
function excuse(
  rulebook: Rulebook,
  { utterances }: NormalTranscript,
  afterTurn: number,
  isVisit: boolean,
): Silence['excused'] {
  const index = utterances.findIndex((u) => u.firstTurn <= afterTurn && afterTurn <= u.lastTurn);
  const before = utterances.slice(Math.max(0, index - ASKED_BEFORE + 1), index + 1).filter((u) => u.role === 'agent');
  if (before.some((u) => waits(rulebook).search(u).length > 0)) return 'asked-to-wait';
  return isVisit && index >= ASKED_BEFORE ? 'work' : null;
}

function overlapsOf(turns: readonly Timed[]): Speech['overlaps'] {
  let [count, seconds] = [0, 0];
  let longest: Speech['overlaps']['longest'] = null;
  const running = new Map<string, Timed>();
  for (const turn of turns) {
    let overlap = 0;
    for (const [speaker, other] of running)
      if (speaker !== turn.speaker) overlap = Math.max(overlap, Math.min(other.end, turn.end) - turn.start);
    if (overlap >= OVERLAP_SECONDS) {
      count += 1;
      seconds += overlap;
      if (!longest || overlap > longest.seconds) longest = { seconds: round(overlap), turn: turn.index };
    }
    if (turn.end > (running.get(turn.speaker)?.end ?? Number.NEGATIVE_INFINITY)) running.set(turn.speaker, turn);
  }
  return { count, seconds: round(seconds), longest };
}

/** Chinese characters a minute of each role's own speech. */
function rates(turns: readonly Timed[]): Speech['rate'] {
  const rate: Partial<Record<Role, number>> = {};
  for (const role of ['agent', 'customer', 'other'] as const) {
    const own = turns.filter((t) => t.role === role);
    const characters = own.reduce((n, t) => n + t.characters, 0);
    const seconds = own.reduce((n, t) => n + t.end - t.start, 0);
    if (characters >= RATED_CHARACTERS && seconds >= RATED_SECONDS)
      rate[role] = Math.round((characters / seconds) * SECONDS_A_MINUTE);
  }
  return rate;
}

function fastestOf(turns: readonly Timed[]): Speech['fastest'] {
  let fastest: Speech['fastest'] = null;
  for (const { role, start, end, characters, index } of turns) {
    if (role !== 'agent' || characters < RATED_CHARACTERS || end - start < RATED_SECONDS) continue;
    const rate = Math.round((characters / (end - start)) * SECONDS_A_MINUTE);
    if (rate > (fastest?.rate ?? 0)) fastest = { rate, turn: index };
  }
  return fastest;
}
