import { type Place, type Problem, type ProblemCode, problem } from '../model/problem.ts';

/** A file of 100,000 faulty lines is told by its first ones and a count. */
const MOST_OF_ONE_CODE = 20;
const NOTHING: readonly Problem[] = [];

/** Collects the Problems of one transcript or file; of one code it keeps the first 20 and counts the rest. */
export class Faults {
  readonly #place: Place;
  /** Made with the first Problem: nearly all transcripts have none. */
  #problems: Problem[] | null = null;
  #counts: Map<ProblemCode, number> | null = null;

  constructor(place: Place) {
    this.#place = place;
  }

  /** Something was left out or mended, the rest is used. `line` is that of a text file. */
  warn(code: ProblemCode, args: Problem['args'], line?: number): void {
    this.#add(problem(code, line === undefined ? this.#place : { ...this.#place, line }, args, 'warning'));
  }

  /** Nothing could be used. */
  fail(code: ProblemCode, args: Problem['args'], line?: number): void {
    this.#add(problem(code, line === undefined ? this.#place : { ...this.#place, line }, args));
  }

  take(problems: readonly Problem[]): void {
    for (const one of problems) this.#add(one);
  }

  #add(one: Problem): void {
    this.#problems ??= [];
    this.#counts ??= new Map();
    const count = (this.#counts.get(one.code) ?? 0) + 1;
    this.#counts.set(one.code, count);
    if (count <= MOST_OF_ONE_CODE) this.#problems.push(one);
  }

  /** All that was collected, in the order of the file. */
  list(): readonly Problem[] {
    if (!this.#problems || !this.#counts) return NOTHING;
    const list = [...this.#problems];
    for (const [code, count] of this.#counts)
      if (count > MOST_OF_ONE_CODE)
        list.push(problem('MORE_OF_SAME', this.#place, { code, count: count - MOST_OF_ONE_CODE }, 'warning'));
    return list;
  }
}
