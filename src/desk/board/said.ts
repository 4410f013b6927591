import { type RawBuilder, sql } from 'kysely';
import { saying } from '../store/list.ts';
import { among, joinedNumbers, numbersFrom } from '../store/numbers.ts';
import type { Store } from '../store/store.ts';

/** Calls in which a phrase was said: a few, by their numbers in order; or too many to be told so. */
export type Found = readonly number[] | 'many';

/** Answers that are kept. */
const MOST_KEPT = 64;
/** Of these each takes a byte a call. */
const MOST_MARKS = 12;

/** What was said in which calls. Answers are kept as long as no words come in and none are forgotten. */
export class Said {
  readonly #store: Store;
  readonly #few: number;
  #seen = -1;
  #found = new Map<string, Found>();
  #marks = new Map<string, Uint8Array>();
  /** What is being looked up. */
  #looking = new Map<string, Promise<Uint8Array>>();

  /** @param few so many calls are told by their numbers */
  constructor(store: Store, few: number) {
    this.#store = store;
    this.#few = few;
  }

  /** Forgets its answers when words have changed. @param newest the last event there is */
  async refresh(newest: number): Promise<void> {
    if (newest === this.#seen) return;
    const { db } = this.#store.engine;
    const changed =
      this.#seen < 0 ||
      (await this.#store.told(
        db
          .selectFrom('event')
          .select('seq')
          .where('seq', '>', this.#seen)
          .where('kind', 'in', ['import', 'forget'])
          .limit(1)
          .executeTakeFirst(),
      )) !== undefined;
    if (changed) {
      this.#found = new Map();
      this.#marks = new Map();
      this.#looking = new Map();
    }
    this.#seen = newest;
  }

  /** Where a phrase was said. @param phrase as `searchable` makes it */
  async look(phrase: string): Promise<Found> {
    const known = this.#found.get(phrase);
    if (known) return known;
    const found = await this.#look(phrase);
    keep(this.#found, MOST_KEPT, phrase, found);
    return found;
  }

  async #look(phrase: string): Promise<Found> {
    // All pairs that begin with one character are many words of the index; a character of most calls is found sooner in the calls themselves.
    if ([...phrase].length === 1) {
      const first = sql`select no, text from words order by no limit ${2 * this.#few}`;
      const sample = sql`select no from (${first}) as first where ${this.#holds(phrase)} limit ${this.#few + 1}`;
      if ((await this.#numbers(sample)).length > this.#few) return 'many';
    }
    const found = numbersFrom(
      await this.#byIndex(sql`${saying(this.#store.engine.name, phrase)} limit ${this.#few + 1}`),
    );
    return found.length > this.#few ? 'many' : found.sort((a, b) => a - b);
  }

  /** Of some calls those in which a phrase was said. */
  async among(numbers: readonly number[], phrase: string): Promise<number[]> {
    if (numbers.length === 0) return [];
    const these = among(this.#store.engine.name, numbers);
    return this.#numbers(sql`select no from words where ${these} and ${this.#holds(phrase)}`);
  }

  /** Whether `marks` has its answer ready. */
  hasMarks(phrase: string): boolean {
    return this.#marks.has(phrase);
  }

  /** 1 for each call that holds all pairs of characters of a phrase: of a single pair those in which it was said. */
  marks(phrase: string): Promise<Uint8Array> {
    const known = this.#marks.get(phrase);
    if (known) return Promise.resolve(known);
    const begun = this.#looking.get(phrase) ?? this.#all(phrase);
    this.#looking.set(phrase, begun);
    return begun;
  }

  async #all(phrase: string): Promise<Uint8Array> {
    const [marks, looking] = [this.#marks, this.#looking];
    try {
      const found = marksOf(await this.#byIndex(saying(this.#store.engine.name, phrase, false)));
      // Words may have come in meanwhile: then it is an answer of before, and not kept.
      keep(marks, MOST_MARKS, phrase, found);
      return found;
    } finally {
      looking.delete(phrase);
    }
  }

  /** Numbers that a statement finds by the index of pairs, parted by commas. */
  #byIndex(statement: RawBuilder<unknown>): Promise<string> {
    const { db, name } = this.#store.engine;
    if (name === 'sqlite') return this.#joined(statement);
    // Where it expects many, PostgreSQL takes the pairs of every call out of their store; its index takes a sixth of the time.
    const work = db.transaction().execute(async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx);
      await sql`set local work_mem = '64MB'`.execute(tx);
      return joinedNumbers(tx, name, statement);
    });
    return this.#store.told(work);
  }

  async #numbers(statement: RawBuilder<unknown>): Promise<number[]> {
    return numbersFrom(await this.#joined(statement));
  }

  #joined(statement: RawBuilder<unknown>): Promise<string> {
    const { db, name } = this.#store.engine;
    return this.#store.told(joinedNumbers(db, name, statement));
  }

  #holds(phrase: string): RawBuilder<boolean> {
    return this.#store.engine.name === 'sqlite' ? sql`instr(text, ${phrase}) > 0` : sql`strpos(text, ${phrase}) > 0`;
  }
}

function keep<T>(kept: Map<string, T>, most: number, phrase: string, found: T): void {
  if (kept.size >= most) kept.delete(kept.keys().next().value!);
  kept.set(phrase, found);
}

/** 1 for each of some calls. @param numbers parted by commas: a list of half a million takes five times as long to make as to read them */
function marksOf(numbers: string): Uint8Array {
  let marks = new Uint8Array(1 << 16);
  let no = 0;
  for (let i = 0; i <= numbers.length; i += 1) {
    const digit = i < numbers.length ? numbers.charCodeAt(i) - ZERO : -1;
    if (digit >= 0) {
      no = 10 * no + digit;
      continue;
    }
    if (no > marks.length) {
      const more = new Uint8Array(2 * no);
      more.set(marks);
      marks = more;
    }
    if (no > 0) marks[no - 1] = 1;
    no = 0;
  }
  return marks;
}

const ZERO = 48;
