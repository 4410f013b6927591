import { fillSentence } from '../../assess/sentence.ts';
import type { Element, ForbiddenPhrase, Pack, Wording } from '../../model/pack.ts';

/** What only the speaker knows (`{when}`), as a blank. */
export const blanks = (sentence: string): string => sentence.replace(/\{\w+\}/g, '〔…〕');

/** A pack's sentence as it is shown without a work order: its slots are blanks that a person can read. */
export const filled = ({ zh, en }: Wording): Wording => ({
  zh: blanks(fillSentence(zh, null)),
  en: blanks(fillSentence(en, null)),
});

/** A pack's elements, phrases and scripts by what reports call them. */
export class Titles {
  readonly #elements: ReadonlyMap<string, Element>;
  readonly #phrases: ReadonlyMap<number, ForbiddenPhrase>;
  readonly #scripts: ReadonlyMap<string, Wording>;

  constructor(pack: Pack) {
    this.#elements = new Map(pack.scripts.flatMap((s) => s.elements.map((e) => [e.id, e] as const)));
    this.#phrases = new Map(pack.phrases.map((p) => [p.no, p] as const));
    this.#scripts = new Map(pack.scripts.map((s) => [s.id, s.title] as const));
  }

  /** `undefined` for an id that the pack does not have: results may be of another one. */
  element(id: string): Element | undefined {
    return this.#elements.get(id);
  }

  phrase(no: number): ForbiddenPhrase | undefined {
    return this.#phrases.get(no);
  }

  elementTitle(id: string): Wording {
    return this.#elements.get(id)?.title ?? { zh: id, en: id };
  }

  phraseTitle(no: number): Wording {
    const title = this.#phrases.get(no)?.title;
    return { zh: (title?.zh ?? `#${no}`).replace(/。$/, ''), en: (title?.en ?? `#${no}`).replace(/\.$/, '') };
  }

  script(id: string): Wording {
    return this.#scripts.get(id) ?? { zh: id, en: id };
  }

  /** Title of what could be mended: an element by its id, a phrase by its number. */
  rule(id: string | number): Wording {
    return typeof id === 'number' ? this.phraseTitle(id) : this.elementTitle(id);
  }
}
