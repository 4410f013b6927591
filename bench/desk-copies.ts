import { sql } from 'kysely';
import { CALLS } from '../src/desk/board/block.ts';
import { gramsOf } from '../src/desk/store/grams.ts';
import type { Store } from '../src/desk/store/store.ts';

/** Words that are read and indexed at once. */
const AT_ONCE = 4_096;

/**
 * Makes a desk several times as large: what lists, searches and boards go by is copied under other numbers, which takes a tenth of the time and of
 * the room that assessments and transcripts would take. The copies cannot be opened as calls.
 * @param calls how many there are: whole blocks
 */
export async function copyCalls(store: Store, calls: number, copies: number): Promise<void> {
  if (copies > 0 && calls % CALLS !== 0) throw new Error(`whole blocks only: a multiple of ${CALLS} calls`);
  for (let copy = 1; copy <= copies; copy += 1) {
    await copyOnce(store, calls, copy * calls);
    console.error(`copy ${copy} of ${copies}`);
  }
}

async function copyOnce({ engine: { db, name } }: Store, calls: number, by: number): Promise<void> {
  const { rows } = await sql<{
    readonly name: string;
  }>`select ${sql.ref(name === 'sqlite' ? 'name' : 'column_name')} as name from ${
    name === 'sqlite'
      ? sql`pragma_table_info('listing')`
      : sql`information_schema.columns where table_schema = current_schema() and table_name = 'listing'`
  }`.execute(db);
  const columns = rows.map((r) => r.name).filter((column) => column !== 'no');
  const listed = sql.join(columns.map((column) => sql.ref(column)));
  await db.transaction().execute(async (tx) => {
    await sql`insert into listing (no, ${listed}) select no + ${by}, ${listed} from listing where no <= ${calls}`.execute(
      tx,
    );
    await sql`insert into finding (no, rule) select no + ${by}, rule from finding where no <= ${calls}`.execute(tx);
    await sql`insert into tally (block, changed, data)
      select block + ${by / CALLS}, changed, data from tally where block < ${calls / CALLS}`.execute(tx);
    if (name === 'postgres')
      await sql`insert into words (no, text, grams) select no + ${by}, text, grams from words where no <= ${calls}`.execute(
        tx,
      );
    else await sql`insert into words (no, text) select no + ${by}, text from words where no <= ${calls}`.execute(tx);
  });
  if (name === 'postgres') return;
  for (let from = 0; from < calls; from += AT_ONCE) {
    const some = await db
      .selectFrom('words')
      .selectAll()
      .where('no', '>', from)
      .where('no', '<=', from + AT_ONCE)
      .execute();
    const grams = JSON.stringify(some.map(({ no, text }) => [no + by, gramsOf(text).join(' ')]));
    await sql`insert into words_index (rowid, grams) select value ->> 0, value ->> 1 from json_each(${grams})`.execute(
      db,
    );
  }
}
