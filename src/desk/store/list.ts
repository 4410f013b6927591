import { type Kysely, type RawBuilder, sql } from 'kysely';
import { searchable, wanted } from './grams.ts';
import type { EngineName } from './migrations.ts';
import { type Scope, within } from './scope.ts';
import type { Listing, Tables } from './tables.ts';

/** What a list is sorted by; all columns of a sort go the same way. */
const SORTS = {
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

/** Beyond this the number is only told as "more". */
export const MOST_COUNTED = 10_000;

/** A page of calls, of those that are there for whoever asks. */
export async function listCalls(db: Kysely<Tables>, engine: EngineName, query: ListQuery, scope: Scope): Promise<Page> {
  const columns: readonly (keyof Listing)[] = SORTS[query.sort];
  const filtered = db.selectFrom('listing').where((eb) => eb.and([...within(scope), ...filters(engine, query)]));
  let page = filtered.selectAll();
  for (const column of columns) page = page.orderBy(column, query.descending ? 'desc' : 'asc');
  if (query.after?.length === columns.length) {
    const here = sql.join(columns.map((c) => sql.ref(c)));
    const there = sql.join(query.after);
    page = page.where(query.descending ? sql<boolean>`(${here}) < (${there})` : sql<boolean>`(${here}) > (${there})`);
  }
  const calls = await page.limit(query.limit + 1).execute();
  const shown = calls.slice(0, query.limit);
  const last = shown.at(-1);
  const counted = await db
    .selectFrom(
      filtered
        .select('no')
        .limit(MOST_COUNTED + 1)
        .as('some'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return {
    calls: shown,
    next: calls.length > query.limit && last ? columns.map((c) => last[c]) : null,
    total: Number(counted.count),
  };
}

function filters(engine: EngineName, q: Partial<ListQuery>): RawBuilder<boolean>[] {
  const conditions: RawBuilder<boolean>[] = [];
  const must = (condition: RawBuilder<boolean>) => conditions.push(condition);
  const { ref } = sql;
  for (const column of ['agent', 'team', 'status'] as const)
    if (q[column] !== undefined) must(sql`${ref(column)} = ${q[column]}`);
  if (q.script !== undefined) must(contains(engine, 'scripts', `,${q.script},`));
  if (q.passed !== undefined) must(sql`${ref('passed')} = ${Number(q.passed)}`);
  if (q.from !== undefined) must(sql`${ref('day')} >= ${q.from}`);
  if (q.to !== undefined) must(sql`${ref('day')} <= ${q.to} and ${ref('day')} <> ''`);
  if (q.least !== undefined) must(sql`${ref('score')} >= ${q.least}`);
  if (q.most !== undefined) must(sql`${ref('score')} <= ${q.most} and ${ref('score')} >= 0`);
  if (q.hidden && q.hidden.length > 0) must(sql`${ref('no')} not in (${sql.join(q.hidden)})`);
  if (q.queued) must(sql`${ref('queue')} > 0`);
  if (q.rule !== undefined) must(ruled(q.rule));
  const phrase = q.text === undefined ? '' : searchable(q.text).replaceAll('\n', '');
  if (phrase !== '') must(says(engine, phrase));
  return conditions;
}

const contains = (engine: EngineName, column: string, part: string): RawBuilder<boolean> =>
  engine === 'sqlite' ? sql`instr(${sql.ref(column)}, ${part}) > 0` : sql`strpos(${sql.ref(column)}, ${part}) > 0`;

/** What was found in a call; `phrase:any`, `suspected:any`: whichever phrase it is. */
function ruled(rule: string): RawBuilder<boolean> {
  if (rule === 'phrase:any') return sql`${sql.ref('hits')} > 0`;
  if (rule === 'suspected:any') return sql`${sql.ref('suspected')} > 0`;
  return sql`${sql.ref('no')} in (select no from finding where rule = ${rule})`;
}

/**
 * The index finds the calls that hold all pairs of characters; of a single pair that is all there is to know. Whether several stand one
 * after the other is looked up in the words.
 */
function says(engine: EngineName, phrase: string): RawBuilder<boolean> {
  const { grams, prefix } = wanted(phrase);
  const alone = grams.length === 1;
  if (engine === 'sqlite') {
    const match = grams.map((g) => `"${g}"${prefix ? '*' : ''}`).join(' AND ');
    if (alone) return sql`no in (select rowid from words_index where words_index match ${match})`;
    return sql`no in (select w.no from words_index i join words w on w.no = i.rowid
      where words_index match ${match} and instr(w.text, ${phrase}) > 0)`;
  }
  const match = grams.map((g) => `'${g}'${prefix ? ':*' : ''}`).join(' & ');
  if (alone) return sql`no in (select w.no from words w where w.grams @@ ${match}::tsquery)`;
  return sql`no in (select w.no from words w where w.grams @@ ${match}::tsquery and strpos(w.text, ${phrase}) > 0)`;
}

/** Numbers of all calls that a query finds, whatever their order: as one text, which a hundred thousand rows would take ten times as long as. */
export async function listNumbers(
  db: Kysely<Tables>,
  engine: EngineName,
  query: Partial<ListQuery>,
  scope: Scope,
): Promise<number[]> {
  const joined =
    engine === 'sqlite' ? sql<string | null>`group_concat(no)` : sql<string | null>`string_agg(no::text, ',')`;
  const { numbers } = await db
    .selectFrom('listing')
    .select(joined.as('numbers'))
    .where((eb) => eb.and([...within(scope), ...filters(engine, query)]))
    .executeTakeFirstOrThrow();
  return numbers === null ? [] : numbers.split(',').map(Number);
}
