import type { ViolationKind } from '../../model/assessment.ts';

/**
 * Calls as the board counts them, five hundred in a block of bytes. A million rows of a table take seconds to add up, whatever the index;
 * a million calls in blocks are thirty megabytes that are gone through in a few hundredths of a second, under any filter.
 */

/** Calls of a block, by their numbers: 1–512 stand in block 0. */
export const CALLS = 512;

/** Block of a call, and its place within. */
export const blockOf = (no: number): number => Math.floor((no - 1) / CALLS);
/** Place of a call in its block. */
export const placeOf = (no: number): number => (no - 1) % CALLS;

/** Who, which day, which scripts: by the number that the term has in its list. `NOBODY` where there is no such call. */
export const NOBODY = 0xffff_ffff;
/** Tenths of a point; this where nothing is scored. */
export const UNSCORED = 0xffff;

export const STATUSES = ['open', 'begun', 'closed'] as const;
export const KINDS = ['exact', 'filler', 'homophone', 'variant', 'paraphrase'] as const satisfies ViolationKind[];
/** What stands for a kind where a look-alike waits for a decision. */
export const SUSPECTED = KINDS.length;
/** Two bits each. */
export const OUTCOMES = { none: 0, met: 1, partial: 2, missed: 3 } as const;

/** How often a phrase was said in a call in one way. */
export interface Said {
  readonly phrase: number;
  /** Place in `KINDS`, or `SUSPECTED`. */
  readonly kind: number;
  readonly times: number;
}

/** A call as it is counted. */
export interface Counted {
  readonly person: number;
  readonly day: number;
  readonly scripts: number;
  readonly score: number;
  readonly passed: boolean | null;
  readonly status: (typeof STATUSES)[number];
  readonly queue: number;
  readonly knockedOut: boolean;
  readonly rolesSure: boolean;
  readonly hits: number;
  readonly suspected: number;
  /** From `reviewCode`; 0 while it is not closed. */
  readonly review: number;
  /** One of `OUTCOMES` for each element of the list of elements; those behind its end are none. */
  readonly outcomes: readonly number[];
  readonly said: readonly Said[];
}

/** Parts of a second's logarithm: a review's length is kept to a thirtieth of a per cent, up to a century. */
const FINE = 2_900;

/** A length of time in seconds as sixteen bits. */
export const reviewCode = (seconds: number): number =>
  1 + Math.min(0xfffe, Math.round(FINE * Math.log1p(Math.max(0, seconds))));
/** Seconds of a code. */
export const reviewSeconds = (code: number): number => Math.expm1((code - 1) / FINE);

const passedBits = (passed: boolean | null): number => (passed === null ? 0 : passed ? 2 : 1);

/** Passed, status, queue and two yes-or-noes in eight bits. */
const flagsOf = (c: Counted): number =>
  passedBits(c.passed) |
  (STATUSES.indexOf(c.status) << 2) |
  (c.queue << 4) |
  (Number(c.knockedOut) << 6) |
  (Number(c.rolesSure) << 7);

/** What eight bits say. */
export const flags = (bits: number): Pick<Counted, 'passed' | 'status' | 'queue' | 'knockedOut' | 'rolesSure'> => ({
  passed: (bits & 3) === 0 ? null : (bits & 3) === 2,
  status: STATUSES[(bits >> 2) & 3]!,
  queue: (bits >> 4) & 3,
  knockedOut: (bits & 64) !== 0,
  rolesSure: (bits & 128) !== 0,
});

const inQueue = (bits: number): boolean => (bits & 0x30) !== 0;

const HEAD = 12;
const FORMAT = 1;
const SAID_BYTES = 6;
/** Bytes of a call without its outcomes. */
const FIXED = 4 + 2 + 2 + 2 + 2 + 1 + 1 + 1;

/** A block's columns, each over the bytes themselves. */
export class Block {
  /** Bytes of outcomes of each call: four elements in one. */
  readonly width: number;
  readonly person: Uint32Array;
  readonly day: Uint16Array;
  readonly scripts: Uint16Array;
  readonly score: Uint16Array;
  readonly review: Uint16Array;
  readonly flags: Uint8Array;
  readonly hits: Uint8Array;
  readonly suspected: Uint8Array;
  readonly outcomes: Uint8Array;
  /** Phrases: place of the call, phrase, kind and times, in the order of places and phrases. */
  readonly saidAt: Uint16Array;
  readonly saidPhrase: Uint16Array;
  readonly saidKind: Uint8Array;
  readonly saidTimes: Uint8Array;

  #isFull: boolean | null = null;
  #saidFrom: Uint16Array | null = null;
  #queued = -1;

  private constructor(
    readonly bytes: ArrayBuffer,
    width: number,
    said: number,
  ) {
    this.width = width;
    let at = HEAD;
    const next = (bytesOf: number) => {
      at += bytesOf;
      return at - bytesOf;
    };
    this.person = new Uint32Array(bytes, next(4 * CALLS), CALLS);
    this.day = new Uint16Array(bytes, next(2 * CALLS), CALLS);
    this.scripts = new Uint16Array(bytes, next(2 * CALLS), CALLS);
    this.score = new Uint16Array(bytes, next(2 * CALLS), CALLS);
    this.review = new Uint16Array(bytes, next(2 * CALLS), CALLS);
    this.saidAt = new Uint16Array(bytes, next(2 * said), said);
    this.saidPhrase = new Uint16Array(bytes, next(2 * said), said);
    this.flags = new Uint8Array(bytes, next(CALLS), CALLS);
    this.hits = new Uint8Array(bytes, next(CALLS), CALLS);
    this.suspected = new Uint8Array(bytes, next(CALLS), CALLS);
    this.outcomes = new Uint8Array(bytes, next(width * CALLS), width * CALLS);
    this.saidKind = new Uint8Array(bytes, next(said), said);
    this.saidTimes = new Uint8Array(bytes, next(said), said);
  }

  /** Whether there is a call at every place. */
  get isFull(): boolean {
    this.#isFull ??= !this.person.includes(NOBODY);
    return this.#isFull;
  }

  /** Where the phrases of each place begin; those of a place end where those of the next one begin. */
  get saidFrom(): Uint16Array {
    if (this.#saidFrom) return this.#saidFrom;
    const from = new Uint16Array(CALLS + 1);
    for (const at of this.saidAt) from[at + 1]! += 1;
    for (let i = 0; i < CALLS; i += 1) from[i + 1]! += from[i]!;
    this.#saidFrom = from;
    return from;
  }

  /** How many calls are in the queue. */
  get queued(): number {
    if (this.#queued < 0)
      this.#queued = this.flags.filter((bits, i) => this.person[i] !== NOBODY && inQueue(bits)).length;
    return this.#queued;
  }

  static #empty(width: number, said: number): Block {
    const bytes = new ArrayBuffer(HEAD + CALLS * (FIXED + width) + SAID_BYTES * said);
    new Uint32Array(bytes, 0, 3).set([FORMAT, width, said]);
    return new Block(bytes, width, said);
  }

  /** A block of the database, as either kind of it gives bytes. @throws RangeError when it is none */
  static of(data: Uint8Array | ArrayBuffer): Block {
    const bytes = data instanceof ArrayBuffer ? data : new Uint8Array(data).buffer;
    const length = bytes.byteLength;
    const [format, width = 0, said = 0] = length >= HEAD ? new Uint32Array(bytes, 0, 3) : [];
    if (format !== FORMAT || length !== HEAD + CALLS * (FIXED + width) + SAID_BYTES * said)
      throw new RangeError('no block of calls');
    return new Block(bytes, width, said);
  }

  /** The call at a place; `null` where there is none. */
  at(place: number): Counted | null {
    if (this.person[place] === NOBODY) return null;
    const said: Said[] = [];
    this.saidAt.forEach((at, i) => {
      if (at === place) said.push({ phrase: this.saidPhrase[i]!, kind: this.saidKind[i]!, times: this.saidTimes[i]! });
    });
    return {
      person: this.person[place]!,
      day: this.day[place]!,
      scripts: this.scripts[place]!,
      score: this.score[place]!,
      review: this.review[place]!,
      hits: this.hits[place]!,
      suspected: this.suspected[place]!,
      ...flags(this.flags[place]!),
      outcomes: Array.from(
        { length: 4 * this.width },
        (_, e) => (this.outcomes[place * this.width + (e >> 2)]! >> (2 * (e & 3))) & 3,
      ),
      said,
    };
  }

  /** A block in which some calls are others, or new. @param before `null`: there is none yet */
  static with(before: Block | null, changed: ReadonlyMap<number, Counted>): Block {
    const most = Math.max(0, ...[...changed.values()].map((c) => c.outcomes.length));
    const width = Math.max(before?.width ?? 0, Math.ceil(most / 4));
    const kept = before ? [...before.saidAt.keys()].filter((i) => !changed.has(before.saidAt[i]!)) : [];
    const said = [
      ...kept.map((i) => [before!.saidAt[i]!, before!.saidPhrase[i]!, before!.saidKind[i]!, before!.saidTimes[i]!]),
      ...[...changed].flatMap(([at, c]) => c.said.map((s) => [at, s.phrase, s.kind, s.times])),
    ].sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]! || a[2]! - b[2]!);
    const block = Block.#empty(width, said.length);
    block.person.fill(NOBODY);
    if (before) block.#take(before);
    for (const [place, counted] of changed) block.#put(place, counted);
    said.forEach(([at, phrase, kind, times], i) => {
      block.saidAt[i] = at!;
      block.saidPhrase[i] = phrase!;
      block.saidKind[i] = kind!;
      block.saidTimes[i] = Math.min(255, times!);
    });
    return block;
  }

  #take(before: Block): void {
    for (const column of ['person', 'day', 'scripts', 'score', 'review', 'flags', 'hits', 'suspected'] as const)
      this[column].set(before[column]);
    for (let place = 0; place < CALLS; place += 1)
      for (let b = 0; b < before.width; b += 1)
        this.outcomes[place * this.width + b] = before.outcomes[place * before.width + b]!;
  }

  #put(place: number, c: Counted): void {
    for (const column of ['person', 'day', 'scripts', 'score', 'review'] as const) this[column][place] = c[column];
    this.flags[place] = flagsOf(c);
    this.hits[place] = Math.min(255, c.hits);
    this.suspected[place] = Math.min(255, c.suspected);
    this.outcomes.fill(0, place * this.width, (place + 1) * this.width);
    c.outcomes.forEach((outcome, e) => {
      this.outcomes[place * this.width + (e >> 2)]! |= outcome << (2 * (e & 3));
    });
  }
}
