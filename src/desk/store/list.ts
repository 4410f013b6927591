import { type Kysely, type RawBuilder, sql } from 'kysely';
import { searchable, wanted } from './grams.ts';
import type { EngineName } from './migrations.ts';
import { among, numbersOf } from './numbers.ts';
import { type Scope, within } from './scope.ts';
import type { Listing, Tables } from './tables.ts';

/** What a list is sorted by; all columns of a sort go the same way. */
export const SORTS = {
  no: ['no'],
  score: ['score', 'no'],
  day: ['day', 'no'],
  sureness: ['sureness', 'no'],
  agent: ['agent', 'no'],
  queue: ['queue', 'sureness', 'no'],
} as const satisfies Record<string, readonly (keyof Listing)[]>;
export type Sort = keyof typeof SORTS;
export const SORT_NAMES = Object.keys(SORTS) as Sort[];

/** What to list. Fields that are missing do not filter. */
export interface ListQuery {
  /** Words that were said, to the letter but for spaces and punctuation. */
  readonly text?: string;
  readonly agent?: string;
  readonly team?: string;
  readonly script?: string;
  /** `element:…`, `phrase:…`, `suspected:…`; `phrase:any`, `suspected:any` */
  readonly rule?: string;
  readonly status?: string;
  /** Reviewer who has it; empty: nobody. */
  readonly assignee?: string;
  /** Only what other reviewers have. */
  readonly besides?: string;
  /** In which random sample. */
  readonly sample?: number | 'any';
  readonly passed?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly least?: number;
  readonly most?: number;
  /** Calls that are not there for whoever asks. */
  readonly hidden?: readonly number[];
  /** Only what waits for a review. */
  readonly queued?: boolean;
  readonly sort: Sort;
  readonly descending: boolean;
  /** Where the page before ended. */
  readonly after?: readonly (string | number)[];
  readonly limit: number;
}

export interface Page {
  readonly calls: readonly Listing[];
  /** Where the next page begins; `null` at the end. */
  readonly next: readonly (string | number)[] | null;
  /** How many there are in all, up to `MOST_COUNTED`. */
  readonly total: number;
}

/** So many calls are drawn into a random sample at once. */
export const MOST_SAMPLED = 200;
/** Beyond this the number is only told as "more". */
export const MOST_COUNTED = 10_000;

/**
 * A page of calls, of those that are there for whoever asks. What few calls are meant by is gathered first and then sorted; of many the
 * page is met early on a walk in the order of the list, and the index for that order is the only one that helps.
 * @param known how many there are in all, where that is known and an index has them in their order; `null`: it is not
 */
export async function listCalls(
  db: Kysely<Tables>,
  engine: EngineName,
  query: ListQuery,
  scope: Scope,
  known: number | null = null,
): Promise<Page> {
  const columns: readonly (keyof Listing)[] = SORTS[query.sort];
  const looked = await lookUp(db, engine, query);
  const all = [...within(scope), ...filters(engine, query, looked, null)];
  const alone = all.length === 1 && (looked.said === 'many' || looked.found === 'many');
  const gathered =
    alone || known !== null
      ? null
      : await numbersOf(db, engine, sql`select no from listing ${where(all)} limit ${MOST_COUNTED + 1}`);
  const few = gathered !== null && gathered.length <= MOST_COUNTED;
  const walked = few
    ? [among(engine, gathered)]
    : [...within(scope), ...filters(engine, query, looked, engine === 'sqlite' ? columns[0]! : null)];
  let page = db
    .selectFrom('listing')
    .selectAll()
    .where((eb) => eb.and(walked));
  const ref = (column: keyof Listing) => (few && engine === 'sqlite' ? sql`+${sql.ref(column)}` : sql.ref(column));
  for (const column of columns) page = page.orderBy(ref(column), query.descending ? 'desc' : 'asc');
  if (query.after?.length === columns.length) {
    const here = sql.join(columns.map((c) => sql.ref(c)));
    const there = sql.join(query.after);
    page = page.where(query.descending ? sql<boolean>`(${here}) < (${there})` : sql<boolean>`(${here}) > (${there})`);
  }
  const calls = await page.limit(query.limit + 1).execute();
  const shown = calls.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    calls: shown,
    next: calls.length > query.limit && last ? columns.map((c) => last[c]) : null,
    total: known ?? gathered?.length ?? MOST_COUNTED + 1,
  };
}

const where = (conditions: readonly RawBuilder<boolean>[]): RawBuilder<unknown> =>
  conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`;

/** What has to be looked up before a list is made: the calls in which something was said or found, where they are few; `many` otherwise. */
interface LookedUp {
  readonly said: readonly number[] | 'many' | null;
  readonly found: readonly number[] | 'many' | null;
}

async function lookUp(db: Kysely<Tables>, engine: EngineName, query: ListQuery): Promise<LookedUp> {
  const look = async (statement: RawBuilder<unknown>) => {
    const numbers = await numbersOf(db, engine, sql`${statement} limit ${MOST_COUNTED + 1}`);
    return numbers.length > MOST_COUNTED ? 'many' : numbers;
  };
  const phrase = phraseOf(query);
  return {
    said: phrase === '' ? null : await look(saying(engine, phrase)),
    found: isFinding(query.rule) ? await look(sql`select no from finding where rule = ${query.rule}`) : null,
  };
}

/** What a query looks for in the words; empty: nothing. */
export const phraseOf = ({ text }: Partial<ListQuery>): string =>
  text === undefined ? '' : searchable(text).replaceAll('\n', '');

const isFinding = (rule: string | undefined): rule is string =>
  rule !== undefined && rule !== 'phrase:any' && rule !== 'suspected:any';

/**
 * @param looked `null`: everything is found by the statement itself
 * @param order the column of the list's order, where no other one is to be gone by
 */
function filters(
  engine: EngineName,
  q: Partial<ListQuery>,
  looked: LookedUp | null,
  order: keyof Listing | null,
): RawBuilder<boolean>[] {
  const conditions: RawBuilder<boolean>[] = [];
  const must = (condition: RawBuilder<boolean>) => conditions.push(condition);
  // With a sign before it a column is computed, and its index is left alone.
  const ref = (column: keyof Listing) =>
    order === null || order === column ? sql.ref(column) : sql`+${sql.ref(column)}`;
  for (const column of ['agent', 'team', 'status', 'assignee'] as const)
    if (q[column] !== undefined) must(sql`${ref(column)} = ${q[column]}`);
  if (q.besides !== undefined) must(sql`${ref('assignee')} > '' and ${ref('assignee')} <> ${q.besides}`);
  if (q.sample !== undefined) must(q.sample === 'any' ? sql`${ref('sample')} > 0` : drawnIn(q.sample));
  if (q.script !== undefined) must(contains(engine, 'scripts', `,${q.script},`));
  if (q.passed !== undefined) must(sql`${ref('passed')} = ${Number(q.passed)}`);
  if (q.from !== undefined) must(sql`${ref('day')} >= ${q.from}`);
  if (q.to !== undefined) must(sql`${ref('day')} <= ${q.to} and ${ref('day')} <> ''`);
  if (q.least !== undefined) must(sql`${ref('score')} >= ${q.least}`);
  if (q.most !== undefined) must(sql`${ref('score')} <= ${q.most} and ${ref('score')} >= 0`);
  if (q.hidden && q.hidden.length > 0) must(sql`${sql.ref('no')} not in (${sql.join(q.hidden)})`);
  if (q.queued) must(sql`${ref('queue')} > 0`);
  if (q.rule === 'phrase:any') must(sql`${sql.ref('hits')} > 0`);
  if (q.rule === 'suspected:any') must(sql`${sql.ref('suspected')} > 0`);
  if (isFinding(q.rule)) must(found(engine, q.rule, looked?.found ?? null, order));
  const phrase = phraseOf(q);
  if (phrase !== '') must(said(engine, phrase, looked?.said ?? null));
  return conditions;
}

/** The calls of a random sample, also those that a later one drew again: their events stand right after the one of the draw. */
const drawnIn = (draw: number): RawBuilder<boolean> =>
  sql`no in (select assessment from event where seq > ${draw} and seq <= ${draw + MOST_SAMPLED}
    and kind = 'sample' and body = ${JSON.stringify({ draw })})`;

const contains = (engine: EngineName, column: string, part: string): RawBuilder<boolean> =>
  engine === 'sqlite' ? sql`instr(${sql.ref(column)}, ${part}) > 0` : sql`strpos(${sql.ref(column)}, ${part}) > 0`;

/** What is lacking lowers the score: on a walk from the best one down the first call may be far, and all of them are better known before. */
function found(
  engine: EngineName,
  rule: string,
  looked: LookedUp['found'],
  order: keyof Listing | null,
): RawBuilder<boolean> {
  if (looked && looked !== 'many') return among(engine, looked);
  if (looked === null || order === 'score' || order === 'queue')
    return sql`no in (select no from finding where rule = ${rule})`;
  return sql`exists (select 1 from finding where finding.rule = ${rule} and finding.no = listing.no)`;
}

function said(engine: EngineName, phrase: string, looked: LookedUp['said']): RawBuilder<boolean> {
  if (looked !== 'many') return looked ? among(engine, looked) : sql`no in (${saying(engine, phrase)})`;
  const place = sql.raw(engine === 'sqlite' ? 'instr' : 'strpos');
  return sql`${place}((select words.text from words where words.no = listing.no), ${phrase}) > 0`;
}

/**
 * The calls in which something was said. The index finds those that hold all pairs of characters; of a single pair that is all there is to
 * know. Whether several stand one after the other is looked up in the words.
 * @param exactly false: not looked up; the calls that hold all pairs, wherever they stand
 */
export function saying(engine: EngineName, phrase: string, exactly = true): RawBuilder<unknown> {
  const { grams, prefix } = wanted(phrase);
  const alone = grams.length === 1 || !exactly;
  if (engine === 'sqlite') {
    const match = grams.map((g) => `"${g}"${prefix ? '*' : ''}`).join(' AND ');
    if (alone) return sql`select rowid as no from words_index where words_index match ${match}`;
    return sql`select w.no from words_index i join words w on w.no = i.rowid
      where words_index match ${match} and instr(w.text, ${phrase}) > 0`;
  }
  const match = grams.map((g) => `'${g}'${prefix ? ':*' : ''}`).join(' & ');
  if (alone) return sql`select w.no from words w where w.grams @@ ${match}::tsquery`;
  return sql`select w.no from words w where w.grams @@ ${match}::tsquery and strpos(w.text, ${phrase}) > 0`;
}

/** Numbers of all calls that a query finds, whatever their order. */
export const listNumbers = (
  db: Kysely<Tables>,
  engine: EngineName,
  query: Partial<ListQuery>,
  scope: Scope,
): Promise<number[]> =>
  numbersOf(
    db,
    engine,
    sql`select no from listing ${where([...within(scope), ...filters(engine, query, null, null)])}`,
  );
