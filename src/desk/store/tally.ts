import type { Transaction } from 'kysely';
import type { Assessment } from '../../model/assessment.ts';
import {
  Block,
  blockOf,
  type Counted,
  KINDS,
  OUTCOMES,
  placeOf,
  reviewCode,
  type Said,
  SUSPECTED,
  UNSCORED,
} from '../board/block.ts';
import type { Current, Deed } from '../decisions.ts';
import { deedOf } from './events.ts';
import type { Listing, Tables } from './tables.ts';

/** What the board counts of every call, kept beside the list in blocks: changed in the transaction that changes the call. */

/** Certain enough of who the installer is: as in report/call-row.ts. */
const SURE_OF_ROLES = 0.8;
const MOST_ASKED = 1_000;

/** What the board counts of a call by itself: of whom, when and by which scripts it is stands in its listing. */
export interface Countable extends Omit<Counted, 'person' | 'day' | 'scripts'> {
  /** Ids of the elements that the outcomes are of, in their order. */
  readonly elements: readonly string[];
}

/** A call whose block is to be made. */
export interface Tallied {
  readonly listing: Listing;
  readonly counted: Countable;
}

/** One line of a person's: agent, name and team. */
export const personTerm = ({ agent, name, team }: Pick<Listing, 'agent' | 'name' | 'team'>): string =>
  JSON.stringify([agent, name, team]);

type Kind = 'person' | 'day' | 'scripts' | 'element';

/** Numbers of terms, from 0 for each kind, in the order in which they first came. */
async function numbersOf(
  tx: Transaction<Tables>,
  kind: Kind,
  values: Iterable<string>,
): Promise<ReadonlyMap<string, number>> {
  const wanted = [...new Set(values)];
  const known = new Map<string, number>();
  for (let i = 0; i < wanted.length; i += MOST_ASKED) {
    const some = wanted.slice(i, i + MOST_ASKED);
    const rows = await tx
      .selectFrom('term')
      .select(['value', 'id'])
      .where('kind', '=', kind)
      .where('value', 'in', some)
      .execute();
    for (const { value, id } of rows) known.set(value, id);
  }
  const fresh = wanted.filter((value) => !known.has(value));
  if (fresh.length === 0) return known;
  const last = await tx
    .selectFrom('term')
    .select('id')
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const rows = fresh.map((value, i) => ({ kind, value, id: (last?.id ?? -1) + 1 + i }));
  for (let i = 0; i < rows.length; i += MOST_ASKED)
    await tx
      .insertInto('term')
      .values(rows.slice(i, i + MOST_ASKED))
      .execute();
  for (const { value, id } of rows) known.set(value, id);
  return known;
}

/**
 * Counts calls, or counts them again.
 * @param calls as they are now
 */
export async function tally(tx: Transaction<Tables>, calls: readonly Tallied[]): Promise<void> {
  const people = await numbersOf(
    tx,
    'person',
    calls.map((c) => personTerm(c.listing)),
  );
  const days = await numbersOf(
    tx,
    'day',
    calls.map((c) => c.listing.day),
  );
  const scripts = await numbersOf(
    tx,
    'scripts',
    calls.map((c) => c.listing.scripts),
  );
  const elements = await numbersOf(
    tx,
    'element',
    calls.flatMap((c) => c.counted.elements),
  );
  const blocks = new Map<number, Map<number, Counted>>();
  for (const call of calls) {
    const { no } = call.listing;
    const changed = blocks.get(blockOf(no)) ?? new Map<number, Counted>();
    blocks.set(blockOf(no), changed);
    changed.set(placeOf(no), {
      ...call.counted,
      person: people.get(personTerm(call.listing))!,
      day: days.get(call.listing.day)!,
      scripts: scripts.get(call.listing.scripts)!,
      outcomes: placed(call.counted, elements),
    });
  }
  const last = await tx.selectFrom('event').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  for (const [block, changed] of blocks) {
    const before = await tx.selectFrom('tally').select('data').where('block', '=', block).executeTakeFirst();
    const { bytes } = Block.with(before ? Block.of(before.data) : null, changed);
    const row = { block, changed: last?.seq ?? 0, data: Buffer.from(bytes) };
    await tx
      .insertInto('tally')
      .values(row)
      .onConflict((c) => c.column('block').doUpdateSet({ changed: row.changed, data: row.data }))
      .execute();
  }
}

/** Outcomes at the numbers of their elements. */
function placed({ elements, outcomes }: Countable, numbers: ReadonlyMap<string, number>): number[] {
  const at: number[] = [];
  for (let i = 0; i < elements.length; i += 1) at[numbers.get(elements[i]!)!] = outcomes[i]!;
  return Array.from(at, (outcome) => outcome ?? OUTCOMES.none);
}

/**
 * What the board counts of a call.
 * @param state what the list shows of it
 * @param reviewSeconds from coming in to being closed; `null` while it is not
 */
export function countableOf(
  { queue, hits, suspected }: Pick<Listing, 'queue' | 'hits' | 'suspected'>,
  assessment: Assessment,
  { findings, score, status }: Current,
  reviewSeconds: number | null,
): Countable {
  const [elements, outcomes]: [string[], number[]] = [[], []];
  const said = new Map<string, Said>();
  for (const { target, human, automatic } of findings) {
    const now = human ?? automatic;
    if (target.startsWith('element:')) {
      elements.push(target.slice('element:'.length));
      outcomes.push(now in OUTCOMES ? OUTCOMES[now as keyof typeof OUTCOMES] : OUTCOMES.none);
    } else if (now === 'hit' || now === 'suspected') {
      const violation = assessment.violations[Number(target.slice('violation:'.length))]!;
      const kind = now === 'hit' ? KINDS.indexOf(violation.kind) : SUSPECTED;
      const key = `${violation.phrase}/${kind}`;
      said.set(key, { phrase: violation.phrase, kind, times: (said.get(key)?.times ?? 0) + 1 });
    }
  }
  return {
    score: score.percent === null ? UNSCORED : Math.round(10 * score.percent),
    passed: score.passed,
    status,
    queue,
    knockedOut: score.knockedOutBy.length > 0,
    rolesSure: assessment.roles.confidence >= SURE_OF_ROLES && !assessment.roles.contradicted,
    hits,
    suspected,
    review: reviewSeconds === null ? 0 : reviewCode(reviewSeconds),
    elements,
    outcomes,
    said: [...said.values()],
  };
}

/** Seconds from coming in to the close that counts; `null` where none does. */
export function reviewSecondsOf(cameIn: string, deeds: readonly Deed[], { undone }: Current): number | null {
  const close = deeds.findLast((d) => d.act.kind === 'close' && !undone.includes(d.seq));
  return close ? Math.max(0, (Date.parse(close.at) - Date.parse(cameIn)) / 1_000) : null;
}

/** Counts a call again that somebody did something with. */
export async function retally(
  tx: Transaction<Tables>,
  no: number,
  assessment: Assessment,
  current: Current,
): Promise<void> {
  const listing = await tx.selectFrom('listing').selectAll().where('no', '=', no).executeTakeFirstOrThrow();
  const { at } = await tx
    .selectFrom('assessment')
    .innerJoin('event', 'event.seq', 'assessment.entry')
    .select('event.at')
    .where('assessment.no', '=', no)
    .executeTakeFirstOrThrow();
  const deeds = current.status === 'closed' ? await deedsOf(tx, no) : [];
  const counted = countableOf(listing, assessment, current, reviewSecondsOf(at, deeds, current));
  await tally(tx, [{ listing, counted }]);
}

const deedsOf = async (tx: Transaction<Tables>, no: number): Promise<Deed[]> =>
  (await tx.selectFrom('event').selectAll().where('assessment', '=', no).orderBy('seq').execute()).map(deedOf);
