import { CompiledQuery, sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { CopiedRows } from '../../../src/desk/store/copy-in.ts';
import { packed } from '../../../src/desk/store/packed.ts';
import { prepare } from '../../../src/desk/store/prepare.ts';
import type { Store } from '../../../src/desk/store/store.ts';
import { pack } from '../../rulebook.ts';
import { call, incoming, LINES } from '../calls.ts';
import { Places, POSTGRES } from '../databases.ts';

const places = new Places();
afterAll(() => places.clear());

/** Everything that COPY takes for something else where it stands as it is, and a text that takes several pieces. */
const MARKS = 'a\\b \\N \t 一\n二\r三 "c" \'d\' \\. 𠮷 é';
const LONG = '好的\\'.repeat(70_000);
const CALLS = ['a', 'b'].map((id) => incoming(call(id, [...LINES, ['customer', `${MARKS} 第${id}次`]])));

const tables = async ({ engine: { db } }: Store) =>
  Promise.all(
    (['assessment', 'transcript', 'listing', 'finding', 'words', 'tally'] as const).map((table) =>
      db.selectFrom(table).selectAll().execute(),
    ),
  );

describe.skipIf(POSTGRES === null)('rows that are copied into PostgreSQL', () => {
  it('are there to the letter', async () => {
    const store = await places.open(await places.where('postgres'));
    const { db } = store.engine;
    await sql`create table apart (no bigint, text text)`.execute(db);
    const rows = [
      [1, MARKS],
      [2, LONG],
      [3, ''],
      [4, null],
      [5, '\\N'],
    ] as const;
    const copied = await db.executeQuery(CompiledQuery.raw('copy apart (no, text) from stdin', [new CopiedRows(rows)]));
    expect(copied.numAffectedRows).toBe(5n);
    const { rows: there } = await sql<{ no: number; text: string | null }>`select * from apart order by no`.execute(db);
    expect(there.map(({ no, text }) => [no, text])).toEqual(rows);
  });

  it('are taken back with everything else where one of them cannot be', async () => {
    const store = await places.open(await places.where('postgres'));
    const { db } = store.engine;
    await sql`create table apart (no bigint primary key, text text)`.execute(db);
    const twice = db.transaction().execute(async (tx) => {
      await sql`insert into apart values (1, 'first')`.execute(tx);
      const rows = [[2, LONG], [2, LONG], ...Array.from({ length: 50 }, (_, i) => [3 + i, LONG])] as [number, string][];
      await tx.executeQuery(CompiledQuery.raw('copy apart (no, text) from stdin', [new CopiedRows(rows)]));
    });
    await expect(twice).rejects.toMatchObject({ code: '23505' });
    const broken = function* (): Generator<[number, string]> {
      yield [4, LONG];
      throw new Error('not to be had');
    };
    const stopped = db.executeQuery(CompiledQuery.raw('copy apart (no, text) from stdin', [new CopiedRows(broken())]));
    await expect(stopped).rejects.toThrow('not to be had');
    expect((await sql`select * from apart`.execute(db)).rows).toEqual([]);
  });

  it('are the same, written by another thread or not', async () => {
    const [one, other] = [await places.where('postgres'), await places.where('postgres')];
    const [here, there] = [
      await places.open(one, true, () => '2026-06-05T08:00:00.000Z'),
      await places.open(other, true, () => '2026-06-05T08:00:00.000Z'),
    ];
    const hash = await here.addPack(pack, 'rulebook');
    await there.addPack(pack, 'rulebook');
    const from = { pack: hash, who: 'lead', source: 'test' };
    await here.add(CALLS, from);
    const prepared = CALLS.map((c) => prepare(c, { pack: hash, rubric: pack.rubric }));
    const { calls, memory } = packed(prepared);
    await there.addPrepared(structuredClone(calls, { transfer: [memory] }), from);
    expect(await tables(there)).toEqual(await tables(here));
    expect((await there.call(1))?.spoken?.turns.at(-1)?.text).toBe(`${MARKS} 第a次`);
    const found = async (text: string) => (await there.list({ sort: 'no', descending: false, limit: 9, text })).total;
    // A line that ends within a turn parts its words.
    expect([await found('二三c'), await found('一二'), await found('第b次')]).toEqual([2, 0, 1]);
  });
});
