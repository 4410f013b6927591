import type { CueContext } from '../match/cue-notation.ts';
import { CueIndex } from '../match/cues.ts';
import type { Role } from '../model/transcript.ts';

/** A list of cues that mean one thing. */
export type Group = number;

/** In whose words a group is looked for; `asked`: only where somebody asks for it, in an utterance that holds what it may excuse. */
export type HeardIn = 'agent' | 'others' | 'all' | 'asked';

/** All cues of a pack, in groups. */
export class CueGroups {
  readonly notations: string[] = [];
  /** Group of each cue. */
  readonly groupOf: Group[] = [];
  readonly #heardIn: HeardIn[] = [];
  #indexes: Readonly<Record<'agent' | 'others' | 'asked', CueIndex>> | null = null;

  constructor(readonly context: CueContext) {}

  add(cues: readonly string[], heardIn: HeardIn): Group {
    const group = this.#heardIn.length;
    this.#heardIn.push(heardIn);
    for (const cue of cues) {
      this.notations.push(cue);
      this.groupOf.push(group);
    }
    return group;
  }

  /** Groups so far. */
  get count(): number {
    return this.#heardIn.length;
  }

  /** Makes the cues ready to be searched. @param anchors see `CueIndex` */
  compile(anchors?: Readonly<Record<string, readonly number[] | null>>): void {
    const index = (...heardIn: readonly HeardIn[]) =>
      new CueIndex(this.notations, this.context, anchors, (cue) =>
        heardIn.includes(this.inWordsOf(this.groupOf[cue]!)),
      );
    this.#indexes = { agent: index('agent', 'all'), others: index('others', 'all'), asked: index('asked') };
  }

  inWordsOf(group: Group): HeardIn {
    return this.#heardIn[group]!;
  }

  /** What is looked for in everything that somebody says. */
  of(role: Role): CueIndex {
    return role === 'agent' ? this.#indexes!.agent : this.#indexes!.others;
  }

  /** What is looked for where it is asked for. */
  get asked(): CueIndex {
    return this.#indexes!.asked;
  }
}
