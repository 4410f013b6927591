import { soundClassOf } from '../normalise/characters.ts';
import { anchorsOf, characterKey, KEYS, pairKey } from './cue-anchors.ts';
import type { CueContext } from './cue-notation.ts';
import { type Way, wayOf } from './cue-ways.ts';
import { NONE } from './places.ts';
import type { Layout, View } from './view.ts';

/** A cue was heard at characters `start` (inclusive) to `end` (exclusive) of an utterance. */
export interface CueHit {
  readonly cue: number;
  readonly start: number;
  readonly end: number;
  /** False when only the sound agrees. */
  readonly toTheLetter: boolean;
}

/**
 * Work after which a cue is given up in an utterance. A cue of the packs takes some thousandths of it; repeats in repeats would take more than
 * there is time for.
 */
const MOST_WORK = 1 << 21;
/** Words of 32 places that the sets of some cues may take together before they are forgotten. */
const MOST_WORDS = 1 << 18;

/**
 * Many cues, searched together. One pass over an utterance finds the words of all of them; a cue is tried only where one of the words stands
 * that it cannot do without.
 */
export class CueIndex {
  readonly #ways: (Way | undefined)[] = [];
  /** Cues that were not read yet, by their keys. */
  readonly #unread = new Map<number, number[]>();
  /** 1 for each key of cues that were not read yet. */
  readonly #isUnread = new Uint8Array(KEYS);
  /** Cues that were read: by the number of a word that they need; and those that need none. */
  readonly #byWord: (number[] | undefined)[] = [];
  readonly #always: number[] = [];
  /** A bit for each cue that may be heard in the utterance that is searched. */
  readonly #candidates: Uint32Array;

  /**
   * @param anchors keys by notation, from `anchorsOf`, where they were worked out before (the build does): then a cue is read only when one of
   *   its keys is first met
   * @param isWanted which of the cues are searched
   * @throws CueError for a cue that cannot be read; packs are checked before, cue by cue
   */
  constructor(
    readonly notations: readonly string[],
    readonly context: CueContext,
    anchors: Readonly<Record<string, readonly number[] | null>> = {},
    isWanted: (cue: number) => boolean = () => true,
  ) {
    this.#candidates = new Uint32Array((notations.length + 31) >> 5);
    notations.forEach((notation, id) => {
      if (!isWanted(id)) return;
      const known = anchors[notation];
      const keys = known === undefined ? anchorsOf(context.parse(notation)) : known;
      if (!keys) this.#read(id);
      else
        for (const key of keys) {
          this.#isUnread[key] = 1;
          const list = this.#unread.get(key);
          if (list) list.push(id);
          else this.#unread.set(key, [id]);
        }
    });
  }

  /** All hits, by cue and then by place; those of one cue do not overlap. */
  search(view: View): readonly CueHit[] {
    const { heard } = view;
    for (let i = 0; i < heard.length; i += 1) if (heard[i]!.by === this) return heard[i]!.hits;
    const hits = this.#search(view);
    heard.push({ by: this, hits });
    return hits;
  }

  #search(view: View): CueHit[] {
    const { ground } = this.context;
    ground.layout.layOut(view);
    this.#readFor(ground.layout);
    ground.enter(view);
    const candidates = this.#candidates.fill(0);
    for (const id of this.#always) candidates[id >> 5]! |= 1 << (id & 31);
    for (const { number } of ground.present) {
      const ids = this.#byWord[number];
      if (ids) for (const id of ids) candidates[id >> 5]! |= 1 << (id & 31);
    }
    const hits: CueHit[] = [];
    for (let i = 0; i < candidates.length; i += 1)
      for (let bits = candidates[i]!; bits !== 0; bits &= bits - 1)
        this.#addHits((i << 5) + 31 - Math.clz32(bits & -bits), view, hits);
    return hits;
  }

  /** Reads the cues of which a key stands in an utterance. */
  #readFor({ length, codes }: Layout): void {
    if (this.#unread.size === 0) return;
    let sound = soundClassOf[codes[0]!]!;
    for (let place = 0; place + 1 < length; place += 1) {
      const next = soundClassOf[codes[place + 1]!]!;
      const [single, pair] = [characterKey(codes[place]!), pairKey(sound, next)];
      if (this.#isUnread[single] === 1) this.#meet(single);
      if (this.#isUnread[pair] === 1) this.#meet(pair);
      sound = next;
    }
  }

  #meet(key: number): void {
    this.#isUnread[key] = 0;
    for (const id of this.#unread.get(key)!) if (!this.#ways[id]) this.#read(id);
    this.#unread.delete(key);
  }

  #read(id: number): void {
    const way = wayOf(this.context.parse(this.notations[id]!), this.context.ground);
    this.#ways[id] = way;
    if (!way.need) this.#always.push(id);
    else
      for (const { number } of way.need.words) {
        const list = this.#byWord[number];
        if (list) list.push(id);
        else this.#byWord[number] = [id];
      }
  }

  #addHits(cue: number, view: View, hits: CueHit[]): void {
    const { ground } = this.context;
    const { places, layout } = ground;
    if (places.size > MOST_WORDS) ground.leave();
    ground.enter(view);
    const way = this.#ways[cue]!;
    places.allow(MOST_WORK);
    ground.isLoose = false;
    const starts = way.before(ground, ground.all);
    if (starts === NONE || places.areUsedUp) return;
    let letters = starts;
    if (ground.isLoose) {
      ground.count(true);
      letters = way.before(ground, ground.all);
      ground.count(false);
    }
    for (let place = places.next(starts, 0); place !== NONE; ) {
      const end = way.end(ground, place, ground.all);
      const isHit = end > place && !places.areUsedUp;
      if (isHit)
        hits.push({
          cue,
          start: layout.characters[place]!,
          end: layout.characters[end]!,
          toTheLetter: places.has(letters, place),
        });
      place = places.next(starts, isHit ? end : place + 1);
    }
  }
}
