import { OUTCOMES } from './decisions.ts';

/** What a trainer may say of an element: N/A is a class of its own. */
export const CLASSES = OUTCOMES;
export type Rating = (typeof CLASSES)[number];

/** Turns in which a phrase was heard, from 0; `null`: somewhere. None: it was not said. */
export type Heard = readonly (number | null)[];

/** What one trainer says of one call. What is not there he did not judge. */
export interface Judgement {
  readonly elements: Readonly<Record<string, Rating>>;
  /** By number. */
  readonly phrases: Readonly<Record<string, Heard>>;
}

/** What happens to calibration sets. They are events of no single call: the pages of calls do not show them. */
export type CalibrationAct =
  | {
      readonly kind: 'calibrate';
      readonly name: string;
      /** Calls by number and hash, in the order in which they are judged. */
      readonly calls: readonly { readonly no: number; readonly hash: string }[];
      readonly raters: readonly string[];
      /** By which they were drawn; `null`: chosen by hand. */
      readonly seed: number | null;
    }
  | ({
      readonly kind: 'rate';
      readonly set: number;
      readonly rater: string;
      readonly no: number;
      /** File that it came in with; `null`: judged on the desk. */
      readonly from: string | null;
    } & Judgement)
  /** He is done: from here on he is shown everything, and changes nothing. */
  | { readonly kind: 'finish'; readonly set: number; readonly rater: string };

export const CALIBRATION_KINDS: readonly CalibrationAct['kind'][] = ['calibrate', 'rate', 'finish'];

/** A trainer in a calibration set. */
export interface Rater {
  readonly name: string;
  readonly done: boolean;
  /** By the number of the call. */
  readonly judgements: ReadonlyMap<number, Judgement>;
}

/** The same calls for several trainers. */
export interface CalibrationSet {
  readonly id: number;
  readonly name: string;
  /** ISO 8601. */
  readonly at: string;
  readonly who: string;
  readonly seed: number | null;
  readonly calls: readonly { readonly no: number; readonly hash: string }[];
  readonly raters: readonly Rater[];
}

/** An act of calibration as the chain keeps it. */
export interface CalibrationDeed {
  readonly seq: number;
  readonly at: string;
  readonly who: string;
  readonly act: CalibrationAct;
}

/** Sets after some more deeds, by id, in the order of their making. */
export function calibrationsAfter(
  before: ReadonlyMap<number, CalibrationSet>,
  deeds: readonly CalibrationDeed[],
): ReadonlyMap<number, CalibrationSet> {
  const sets = new Map(before);
  for (const { seq, at, who, act } of deeds) {
    if (act.kind === 'calibrate') {
      const { kind: _, raters, ...rest } = act;
      sets.set(seq, {
        id: seq,
        at,
        who,
        ...rest,
        raters: raters.map((name) => ({ name, done: false, judgements: new Map() })),
      });
      continue;
    }
    const set = sets.get(act.set);
    if (!set) continue;
    const known = set.raters.find((r) => r.name === act.rater) ?? {
      name: act.rater,
      done: false,
      judgements: new Map(),
    };
    const rater: Rater =
      act.kind === 'finish'
        ? { ...known, done: true }
        : {
            ...known,
            judgements: new Map(known.judgements).set(act.no, { elements: act.elements, phrases: act.phrases }),
          };
    const there = set.raters.some((r) => r.name === rater.name);
    const raters = there ? set.raters.map((r) => (r.name === rater.name ? rater : r)) : [...set.raters, rater];
    sets.set(set.id, { ...set, raters });
  }
  return sets;
}

/** Whether somebody judges the set blind: he is one of its trainers, and not done. */
export const isBlind = (set: CalibrationSet, name: string): boolean =>
  set.raters.some((r) => r.name === name && !r.done);

/** Calls of which somebody may see neither the program's verdicts nor other people's. */
export const hiddenFrom = (sets: Iterable<CalibrationSet>, name: string): ReadonlySet<number> =>
  new Set([...sets].filter((set) => isBlind(set, name)).flatMap((set) => set.calls.map((c) => c.no)));

/** Why something cannot be done with a set: worded by the page. */
export type CalibrationRefusal =
  | 'NO_NAME'
  | 'NO_RATERS'
  | 'NO_CALLS'
  | 'NO_SUCH_SET'
  | 'NO_SUCH_CALL'
  /** He is not one of its trainers. */
  | 'NOT_YOURS'
  | 'DONE'
  /** Elements that he has not judged yet. */
  | 'UNJUDGED'
  | 'NO_SUCH_ELEMENT'
  | 'NO_SUCH_PHRASE'
  | 'NO_SUCH_TURN';

/** What can be judged in a call. */
export interface Judgeable {
  readonly elements: readonly string[];
  readonly phrases: readonly number[];
  readonly turns: number;
}

/** Whether a judgement fits its call. @param whole every element must be judged @returns `null` when it does */
export function refusalOfJudgement(
  { elements, phrases }: Judgement,
  call: Judgeable,
  whole: boolean,
): CalibrationRefusal | null {
  if (Object.keys(elements).some((id) => !call.elements.includes(id))) return 'NO_SUCH_ELEMENT';
  if (Object.keys(phrases).some((no) => !call.phrases.includes(Number(no)))) return 'NO_SUCH_PHRASE';
  if (Object.values(phrases).some((heard) => heard.some((turn) => turn !== null && turn >= call.turns)))
    return 'NO_SUCH_TURN';
  return whole && call.elements.some((id) => elements[id] === undefined) ? 'UNJUDGED' : null;
}
