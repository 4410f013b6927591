import type { Kysely } from 'kysely';
import type { Assessment } from '../../model/assessment.ts';
import type { Pack } from '../../model/pack.ts';
import { currentOf } from '../decisions.ts';
import { entryDigest } from './add.ts';
import { assessmentHash, linkHash, ORIGIN, sha256 } from './chain.ts';
import { deedOf } from './events.ts';
import { forgottenDigest } from './forget.ts';
import type { ForgottenPractice } from './forget-practice.ts';
import { stateOf } from './listing.ts';
import type { EventRow, Tables } from './tables.ts';

/** What a `practise` event says of the round or drill that ended with it. */
export interface PractiseBody {
  readonly practice: number;
  readonly assigned: number | null;
  /** SHA-256 of its words. */
  readonly digest: string;
  readonly summary: unknown;
}

/** What is wrong with a link. */
export type Fault =
  /** The number before is missing. */
  | 'GAP'
  /** It does not hold the hash of the one before. */
  | 'UNLINKED'
  /** Its own content was changed. */
  | 'CHANGED'
  /** A pack, a transcript or an assessment that it brought in was changed, is missing, or was put in. */
  | 'CONTENT'
  /** What the list shows of a call is not what its assessment and its decisions come to. */
  | 'LISTING';

export type Audit =
  | {
      readonly sound: true;
      readonly events: number;
      readonly assessments: number;
      /** Calls whose words were deleted, and the events that say so. */
      readonly forgotten: { readonly calls: number; readonly events: readonly number[] };
      readonly head: string;
    }
  | { readonly sound: false; readonly seq: number; readonly fault: Fault; readonly detail: string };

const PAGE = 500;

/** Walks the chain from its beginning, with everything that it vouches for, and stops at the first link that does not hold. */
export async function audit(db: Kysely<Tables>, onProgress: (events: number) => void = () => {}): Promise<Audit> {
  const auditor = new Auditor(db);
  let previous = ORIGIN;
  let seq = 0;
  let broken: Audit | null = null;
  for (;;) {
    const events = await db.selectFrom('event').selectAll().where('seq', '>', seq).orderBy('seq').limit(PAGE).execute();
    for (const event of events) {
      broken = await auditor.link(event, seq + 1, previous);
      if (broken) return broken;
      ({ hash: previous, seq } = event);
    }
    onProgress(seq);
    if (events.length < PAGE) break;
  }
  const { assessments, forgotten } = auditor;
  return (await auditor.rest()) ?? { sound: true, events: seq, assessments, forgotten, head: previous };
}

const broken = (seq: number, fault: Fault, detail: string): Audit => ({ sound: false, seq, fault, detail });

class Auditor {
  readonly #db: Kysely<Tables>;
  readonly #packs = new Map<string, Pack>();
  assessments = 0;
  forgotten: { calls: number; events: number[] } = { calls: 0, events: [] };
  /** Practice without its words, by its event, until an event says that they were forgotten. */
  readonly #wordless = new Map<number, number>();

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async link(event: EventRow, expected: number, previous: string): Promise<Audit | null> {
    if (event.seq !== expected) return broken(expected, 'GAP', `${expected}`);
    if (event.previous !== previous) return broken(event.seq, 'UNLINKED', event.previous.slice(0, 12));
    const about = event.assessment === null ? null : await this.#hashOf(event.assessment);
    if (event.assessment !== null && !about) return broken(event.seq, 'CONTENT', `assessment ${event.assessment}`);
    if (linkHash({ ...event, assessmentHash: about }) !== event.hash)
      return broken(event.seq, 'CHANGED', event.hash.slice(0, 12));
    if (event.kind === 'forget') return this.#forgetting(event);
    if (event.kind === 'practise') return this.#practised(event);
    if (event.kind === 'forget-practice')
      for (const id of (JSON.parse(event.body) as ForgottenPractice).practices) this.#wordless.delete(id);
    return event.kind === 'import' ? this.#entry(event) : null;
  }

  /** Practice and assessments that no link of the chain brought in, or made lose their words. */
  async rest(): Promise<Audit | null> {
    for (const [id, seq] of this.#wordless) return broken(seq, 'CONTENT', `practice ${id}`);
    const unplayed = await this.#db
      .selectFrom('practice')
      .select(['id', 'event'])
      .where('event', 'is not', null)
      .where('event', 'not in', (eb) => eb.selectFrom('event').select('seq').where('kind', '=', 'practise'))
      .limit(1)
      .executeTakeFirst();
    if (unplayed) return broken(unplayed.event!, 'CONTENT', `practice ${unplayed.id}`);
    const stray = await this.#db
      .selectFrom('assessment')
      .select(['no', 'entry'])
      .where('entry', 'not in', (eb) => eb.selectFrom('event').select('seq').where('kind', '=', 'import'))
      .orderBy('no')
      .limit(1)
      .executeTakeFirst();
    if (stray) return broken(stray.entry, 'CONTENT', `assessment ${stray.no}`);
    const unsaid = await this.#db
      .selectFrom('assessment')
      .select(['no', 'entry'])
      .where('forgotten', 'is not', null)
      .where('forgotten', 'not in', (eb) => eb.selectFrom('event').select('seq').where('kind', '=', 'forget'))
      .orderBy('no')
      .limit(1)
      .executeTakeFirst();
    return unsaid ? broken(unsaid.entry, 'CONTENT', `assessment ${unsaid.no}`) : null;
  }

  async #hashOf(no: number): Promise<string | null> {
    return (
      (await this.#db.selectFrom('assessment').select('hash').where('no', '=', no).executeTakeFirst())?.hash ?? null
    );
  }

  /** Everything that came in with an entry: whether it is what it was. */
  async #entry(event: EventRow): Promise<Audit | null> {
    const rows = await this.#db
      .selectFrom('assessment')
      .selectAll()
      .where('entry', '=', event.seq)
      .orderBy('no')
      .execute();
    for (const row of rows) {
      const changed = (what: string) => broken(event.seq, 'CONTENT', `${what} ${row.no}`);
      const pack = await this.#pack(row.pack);
      if (!pack) return changed('pack of');
      // Of a call whose words were forgotten, the event that says so vouches for what is left.
      if (row.forgotten === null) {
        if (row.transcript && !(await this.#isWhole(row.transcript))) return changed('transcript of');
        if (assessmentHash(row.text, row.transcript, row.pack) !== row.hash) return changed('assessment');
      } else if (row.forgotten <= event.seq) return changed('assessment');
      const listed = await this.#listing(row.no, JSON.parse(row.text) as Assessment, pack);
      if (!listed) return broken(event.seq, 'LISTING', `assessment ${row.no}`);
    }
    const { digest } = JSON.parse(event.body) as { readonly digest: string };
    if (entryDigest(rows.map((r) => r.hash)) !== digest)
      return broken(event.seq, 'CONTENT', `${rows.length} assessments`);
    this.assessments += rows.length;
    return null;
  }

  /** What is left of the calls that were forgotten then: whether it is what was left. */
  async #forgetting(event: EventRow): Promise<Audit | null> {
    const rows = await this.#db
      .selectFrom('assessment')
      .select(['no', 'hash', 'text'])
      .where('forgotten', '=', event.seq)
      .orderBy('no')
      .execute();
    const { digest } = JSON.parse(event.body) as { readonly digest: string };
    if (forgottenDigest(rows) !== digest) return broken(event.seq, 'CONTENT', `${rows.length} assessments`);
    this.forgotten.calls += rows.length;
    this.forgotten.events.push(event.seq);
    return null;
  }

  /** A round or a drill that ended then: whether it is what it was. */
  async #practised(event: EventRow): Promise<Audit | null> {
    const { practice: id, assigned, digest, summary } = JSON.parse(event.body) as PractiseBody;
    const row = await this.#db.selectFrom('practice').selectAll().where('id', '=', id).executeTakeFirst();
    const isSame =
      row?.event === event.seq &&
      row.person === event.who &&
      row.assigned === assigned &&
      row.summary === JSON.stringify(summary) &&
      (row.state === '' || sha256(row.state) === digest);
    if (!isSame) return broken(event.seq, 'CONTENT', `practice ${id}`);
    if (row.state === '') this.#wordless.set(id, event.seq);
    return null;
  }

  async #pack(hash: string): Promise<Pack | null> {
    const known = this.#packs.get(hash);
    if (known) return known;
    const row = await this.#db.selectFrom('pack').select('text').where('hash', '=', hash).executeTakeFirst();
    if (!row || sha256(row.text) !== hash) return null;
    const pack = JSON.parse(row.text) as Pack;
    this.#packs.set(hash, pack);
    return pack;
  }

  async #isWhole(hash: string): Promise<boolean> {
    const row = await this.#db.selectFrom('transcript').select('text').where('hash', '=', hash).executeTakeFirst();
    return row !== undefined && sha256(row.text) === hash;
  }

  async #listing(no: number, assessment: Assessment, pack: Pack): Promise<boolean> {
    const listing = await this.#db.selectFrom('listing').selectAll().where('no', '=', no).executeTakeFirst();
    const events = await this.#db.selectFrom('event').selectAll().where('assessment', '=', no).orderBy('seq').execute();
    const state = stateOf(assessment, currentOf(assessment, pack.rubric, events.map(deedOf)));
    return (
      listing !== undefined &&
      Object.entries(state).every(([key, value]) => listing[key as keyof typeof state] === value)
    );
  }
}
