import type { Rulebook } from '../hear/compile.ts';
import type { HeardAt } from '../model/assessment.ts';
import type { NormalTranscript } from '../model/normal.ts';
import { SCENE_SIGNS, type SceneSign, type SceneTopic } from './scene-signs.ts';
import { indexOnce, type SignHeard } from './signs.ts';

const signIndex = indexOnce(SCENE_SIGNS);

/** Index of an utterance that there is none of: later than every other. */
export const NEVER = Number.POSITIVE_INFINITY;

/** Everything that shows what is going on in a transcript, by topic. */
export class SceneSigns {
  readonly all: readonly SignHeard<SceneSign>[];
  readonly #sums = new Map<SceneTopic, number>();

  constructor(rulebook: Rulebook, normal: NormalTranscript) {
    const index = signIndex(rulebook);
    this.all = normal.utterances.flatMap((u) =>
      index
        .search(u)
        .filter(({ sign }) => (sign.from === 'any' || sign.from === u.role) && (!sign.first || u.index < sign.first)),
    );
    const times = new Map<SceneSign, number>();
    for (const { sign } of this.all) {
      const before = times.get(sign) ?? 0;
      times.set(sign, before + 1);
      this.#sums.set(sign.shows, this.of(sign.shows) + sign.weight / 2 ** before);
    }
  }

  /** Weight of the topics; a sign heard again counts half as much each time. */
  of(...topics: readonly SceneTopic[]): number {
    return topics.reduce((sum, t) => sum + (this.#sums.get(t) ?? 0), 0);
  }

  /** Utterance in which one of the signs is first heard, `Infinity` when none is. */
  first(...ids: readonly string[]): number {
    return this.all.find((h) => ids.includes(h.sign.id))?.utterance.index ?? NEVER;
  }

  /** Utterance in which a topic is first heard. */
  firstOf(topic: SceneTopic): number {
    return this.all.find((h) => h.sign.shows === topic)?.utterance.index ?? NEVER;
  }

  /** Utterances in which one of the topics is heard. */
  where(topics: readonly SceneTopic[]): number[] {
    return [
      ...new Set(
        this.all.filter((h) => h.sign.weight > 0 && topics.includes(h.sign.shows)).map((h) => h.utterance.index),
      ),
    ];
  }

  /** Utterance in which both signs are first heard. */
  together(one: string, other: string): number {
    const both = this.all.find(
      (h) => h.sign.id === one && this.all.some((o) => o.sign.id === other && o.utterance === h.utterance),
    );
    return both?.utterance.index ?? NEVER;
  }

  /** How often signs are heard. */
  count(...ids: readonly string[]): number {
    return this.all.filter((h) => ids.includes(h.sign.id)).length;
  }

  has(...ids: readonly string[]): boolean {
    return this.first(...ids) < NEVER;
  }

  /** Signs of some topics, each once. */
  places(topics: readonly SceneTopic[]): HeardAt[] {
    const seen = new Set<string>();
    return this.all
      .filter(({ sign }) => topics.includes(sign.shows) && !seen.has(sign.id) && seen.add(sign.id))
      .map(({ sign, utterance, start }) => ({ id: sign.id, turn: utterance.turn[start] ?? utterance.firstTurn }));
  }
}
