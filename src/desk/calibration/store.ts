import type { Kysely, Transaction } from 'kysely';
import { seeded } from '../../verify/intervals.ts';
import type { CalibratedCall } from '../calibration-figures.ts';
import {
  CALIBRATION_KINDS,
  type CalibrationAct,
  type CalibrationRefusal,
  type CalibrationSet,
  calibrationsAfter,
  hiddenFrom,
  type Judgement,
  refusalOfJudgement,
} from '../calibrations.ts';
import { append } from '../store/events.ts';
import type { Store } from '../store/store.ts';
import type { EventRow, Tables } from '../store/tables.ts';

/** What came of it: the event's number, or why it makes no sense. */
export type Done = { readonly seq: number } | { readonly refused: CalibrationRefusal };

/** So many calls and trainers a set may have. */
const MOST_CALLS = 500;
const MOST_RATERS = 30;
const PAGE = 10_000;

const actOf = ({ kind, body }: EventRow): CalibrationAct => ({ kind, ...JSON.parse(body) }) as CalibrationAct;

/** Calibration sets of a desk. They are events of its chain and nothing else: each time only those that are new are read. */
export class Calibrations {
  readonly #store: Store;
  #known: { readonly seq: number; readonly sets: ReadonlyMap<number, CalibrationSet> } = { seq: 0, sets: new Map() };

  constructor(store: Store) {
    this.#store = store;
  }

  /** All sets by their id, the oldest first. */
  async sets(): Promise<ReadonlyMap<number, CalibrationSet>> {
    return this.#store.told(this.#read(this.#store.engine.db));
  }

  async set(id: number): Promise<CalibrationSet | null> {
    return (await this.sets()).get(id) ?? null;
  }

  /** Calls of which somebody may see neither the program's verdicts nor other people's: he is to judge them blind. */
  async hiddenFrom(name: string): Promise<ReadonlySet<number>> {
    return hiddenFrom((await this.sets()).values(), name);
  }

  /** Makes a set of calls that were chosen by hand, or drawn. */
  async make(
    who: string,
    given: {
      readonly name: string;
      readonly raters: readonly string[];
      readonly calls: readonly number[];
      readonly seed: number | null;
    },
  ): Promise<Done> {
    const name = given.name.trim();
    const raters = [...new Set(given.raters.map((r) => r.trim()).filter(Boolean))];
    const nos = [...new Set(given.calls)];
    if (name === '') return { refused: 'NO_NAME' };
    if (raters.length === 0 || raters.length > MOST_RATERS) return { refused: 'NO_RATERS' };
    if (nos.length === 0 || nos.length > MOST_CALLS) return { refused: 'NO_CALLS' };
    return this.#store.write(async (tx) => {
      const rows = await tx
        .selectFrom('assessment')
        .select(['no', 'hash'])
        .where('no', 'in', nos)
        .where('transcript', 'is not', null)
        .where('forgotten', 'is', null)
        .execute();
      const hashes = new Map(rows.map((r) => [r.no, r.hash]));
      const calls = nos.flatMap((no) => (hashes.has(no) ? [{ no, hash: hashes.get(no)! }] : []));
      if (calls.length < nos.length) return { refused: 'NO_SUCH_CALL' as const };
      return this.#append(tx, who, { kind: 'calibrate', name, calls, raters, seed: given.seed });
    });
  }

  /**
   * Draws calls that nobody has decided anything on, and whose words are there: the same for the same seed and the same calls.
   * @returns as many as asked for, or all there are
   */
  async draw(count: number, seed: number): Promise<number[]> {
    const random = seeded(seed);
    const most = Math.min(count, MOST_CALLS);
    let drawn: { readonly no: number; readonly key: number }[] = [];
    for (let after = 0; ; ) {
      const rows = await this.#store.told(
        this.#store.engine.db
          .selectFrom('listing')
          .innerJoin('assessment', 'assessment.no', 'listing.no')
          .select('listing.no')
          .where('listing.status', '=', 'open')
          .where('assessment.transcript', 'is not', null)
          .where('assessment.forgotten', 'is', null)
          .where('listing.no', '>', after)
          .orderBy('listing.no')
          .limit(PAGE)
          .execute(),
      );
      // Each call has a random number; those with the smallest ones are drawn.
      const numbered = rows.map(({ no }) => ({ no, key: random() }));
      drawn = [...drawn, ...numbered].sort((x, y) => x.key - y.key).slice(0, most);
      if (rows.length < PAGE) return drawn.map((d) => d.no);
      after = rows.at(-1)!.no;
    }
  }

  /** Keeps what a trainer says of a call of a set, over what he said before. Elements that he left out are still to be judged. */
  async judge(id: number, rater: string, no: number, judgement: Judgement): Promise<Done> {
    const call = await this.#store.call(no);
    return this.#store.write(async (tx) => {
      const set = (await this.#read(tx)).get(id);
      if (!set) return { refused: 'NO_SUCH_SET' as const };
      const his = set.raters.find((r) => r.name === rater);
      if (!his) return { refused: 'NOT_YOURS' as const };
      if (his.done) return { refused: 'DONE' as const };
      if (!call || !set.calls.some((c) => c.no === no)) return { refused: 'NO_SUCH_CALL' as const };
      const refused = refusalOfJudgement(
        judgement,
        {
          elements: call.assessment.elements.map((e) => e.id),
          phrases: call.pack.phrases.map((p) => p.no),
          turns: call.spoken?.turns.length ?? 0,
        },
        true,
      );
      if (refused) return { refused };
      return this.#append(tx, rater, { kind: 'rate', set: id, rater, no, from: null, ...judgement });
    });
  }

  /** A trainer is done with a set: every call is judged. From then on he is shown everything. */
  async finish(id: number, rater: string): Promise<Done> {
    return this.#store.write(async (tx) => {
      const set = (await this.#read(tx)).get(id);
      const his = set?.raters.find((r) => r.name === rater);
      if (!set) return { refused: 'NO_SUCH_SET' as const };
      if (!his) return { refused: 'NOT_YOURS' as const };
      if (his.done) return { refused: 'DONE' as const };
      if (set.calls.some((c) => !his.judgements.has(c.no))) return { refused: 'UNJUDGED' as const };
      return this.#append(tx, rater, { kind: 'finish', set: id, rater });
    });
  }

  /**
   * Keeps what a sheet says that was filled in elsewhere, all of it or nothing; its trainers are done with that.
   * @param from name of the file
   */
  async bringIn(
    id: number,
    who: string,
    sheet: ReadonlyMap<string, ReadonlyMap<number, Judgement>>,
    from: string,
  ): Promise<Done> {
    return this.#store.write(async (tx) => {
      const set = (await this.#read(tx)).get(id);
      if (!set) return { refused: 'NO_SUCH_SET' as const };
      if ([...sheet.keys()].some((name) => set.raters.find((r) => r.name === name)?.done))
        return { refused: 'DONE' as const };
      let seq = 0;
      for (const [rater, judgements] of sheet) {
        for (const [no, judgement] of judgements)
          ({ seq } = await this.#append(tx, who, { kind: 'rate', set: id, rater, no, from, ...judgement }));
        ({ seq } = await this.#append(tx, who, { kind: 'finish', set: id, rater }));
      }
      return { seq };
    });
  }

  /** Numbers of the phrases that can be said in a call; none where there is no such call. */
  async phrasesOf(no: number): Promise<number[]> {
    return (await this.#store.call(no))?.pack.phrases.map((p) => p.no) ?? [];
  }

  /** Calls of a set as the program judged them. */
  async calls(set: CalibrationSet): Promise<CalibratedCall[]> {
    const found: CalibratedCall[] = [];
    for (const { no } of set.calls) {
      const call = await this.#store.call(no);
      if (call) found.push({ no, assessment: call.assessment, pack: call.pack, packHash: await this.#packOf(no) });
    }
    return found;
  }

  async #packOf(no: number): Promise<string> {
    const { db } = this.#store.engine;
    const row = db.selectFrom('assessment').select('pack').where('no', '=', no).executeTakeFirstOrThrow();
    return (await this.#store.told(row)).pack;
  }

  async #append(tx: Transaction<Tables>, who: string, act: CalibrationAct): Promise<{ seq: number }> {
    const { kind, ...body } = act;
    const { seq } = await append(tx, {
      at: this.#store.now(),
      who,
      kind,
      assessment: null,
      body: JSON.stringify(body),
    });
    return { seq };
  }

  async #read(db: Kysely<Tables>): Promise<ReadonlyMap<number, CalibrationSet>> {
    const { seq, sets } = this.#known;
    const events = await db
      .selectFrom('event')
      .selectAll()
      .where('assessment', 'is', null)
      .where('kind', 'in', [...CALIBRATION_KINDS])
      .where('seq', '>', seq)
      .orderBy('seq')
      .execute();
    if (events.length > 0)
      this.#known = {
        seq: events.at(-1)!.seq,
        sets: calibrationsAfter(
          sets,
          events.map((e) => ({ seq: e.seq, at: e.at, who: e.who, act: actOf(e) })),
        ),
      };
    return this.#known.sets;
  }
}
