import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Block, CALLS, OUTCOMES, reviewCode, reviewSeconds } from '../../../src/desk/board/block.ts';
import { backup, restore } from '../../../src/desk/store/archive.ts';
import { rulesOf } from '../../../src/desk/store/listing.ts';
import type { Store } from '../../../src/desk/store/store.ts';
import { lacksTally, tallyAnew } from '../../../src/desk/store/tally-anew.ts';
import { pack } from '../../rulebook.ts';
import { DATABASES, Places, POSTGRES } from '../databases.ts';
import { actAtRandom, made, seeded } from './random-calls.ts';

const places = new Places();
afterAll(() => places.clear());

/** Everything that the blocks say, by what their numbers stand for. */
async function counted({ engine: { db } }: Store) {
  const terms = await db.selectFrom('term').selectAll().execute();
  const value = (kind: string, id: number) => terms.find((t) => t.kind === kind && t.id === id)!.value;
  const out: Record<number, unknown> = {};
  for (const { block, data } of await db.selectFrom('tally').selectAll().orderBy('block').execute()) {
    const read = Block.of(data);
    for (let place = 0; place < CALLS; place += 1) {
      const call = read.at(place);
      if (!call) continue;
      const outcomes = call.outcomes.flatMap((outcome, id) =>
        outcome === OUTCOMES.none ? [] : [[value('element', id), outcome] as const],
      );
      out[block * CALLS + place + 1] = {
        ...call,
        person: value('person', call.person),
        day: value('day', call.day),
        scripts: value('scripts', call.scripts),
        outcomes: Object.fromEntries(outcomes.sort(([a], [b]) => (a < b ? -1 : 1))),
      };
    }
  }
  return out;
}

describe.each(DATABASES)('what the board counts, on %s', (database) => {
  const there = database === 'libsql' || POSTGRES !== null;

  it.skipIf(!there).each([[1], [2], [3]])('is what a count from the beginning comes to: sequence %i', async (seed) => {
    const random = seeded(seed);
    let minute = 0;
    const clock = () => {
      minute += 1;
      return new Date(Date.UTC(2026, 5, 7, 8, minute)).toISOString();
    };
    const store = await places.open(await places.where(database), true, clock);
    const hash = await store.addPack(pack, 'rulebook');
    let calls = 0;
    for (let round = 0; round < 3; round += 1) {
      calls += (await store.add(made(random, 7), { pack: hash, who: 'lead', source: 'test' })).added;
      await actAtRandom(store, calls, 25, random);
    }
    const kept = await counted(store);
    expect(Object.keys(kept)).toHaveLength(21);
    await store.write(tallyAnew);
    expect(await counted(store)).toEqual(kept);
    // A third way to the same: what a call's own page would say.
    for (const no of Object.keys(kept).map(Number)) {
      const { listing, current, assessment } = (await store.call(no))!;
      const row = kept[no] as ReturnType<Block['at']> & { outcomes: Record<string, number> };
      expect(row).toMatchObject({
        status: listing.status,
        queue: listing.queue,
        hits: listing.hits,
        suspected: listing.suspected,
        score: current.score.percent === null ? 65_535 : Math.round(10 * current.score.percent),
        passed: current.score.passed,
      });
      expect(row.review > 0).toBe(listing.status === 'closed');
      const lacking = Object.entries(row.outcomes).flatMap(([id, o]) =>
        o >= OUTCOMES.partial ? [`element:${id}`] : [],
      );
      expect(lacking).toEqual(
        rulesOf(assessment, current)
          .filter((r) => r.startsWith('element:'))
          .sort(),
      );
    }
  });

  it.skipIf(!there)('is made for a database that had none, and after a restore', async () => {
    const where = await places.where(database);
    const store = await places.open(where, true, () => '2026-06-07T08:00:00.000Z');
    const hash = await store.addPack(pack, 'rulebook');
    await store.add(made(seeded(4), 9), { pack: hash, who: 'lead', source: 'test' });
    await actAtRandom(store, 9, 20, seeded(5));
    const before = await counted(store);
    const file = join(places.folder(), 'desk.backup');
    await backup(store.engine, file);
    await store.engine.db.deleteFrom('tally').execute();
    await store.engine.db.deleteFrom('term').execute();
    expect(await lacksTally(store.engine.db)).toBe(true);
    await store.close();
    expect(await counted(await places.open(where, false))).toEqual(before);
    const copy = await places.open(await places.where(database));
    await restore(copy.engine, file);
    expect(await counted(copy)).toEqual(before);
  });
});

describe('a block', () => {
  it('refuses bytes that are none', () => {
    const whole = new Uint8Array(Block.with(null, new Map()).bytes);
    expect(Block.of(whole).at(0)).toBeNull();
    for (const bytes of [new Uint8Array(0), whole.subarray(0, -1), whole.map((b, i) => (i === 0 ? 9 : b))])
      expect(() => Block.of(bytes)).toThrow(RangeError);
  });

  it('keeps lengths of reviews closely, from none to years', () => {
    for (const seconds of [0, 1, 59, 3_600, 86_400, 1e8])
      expect(Math.abs(reviewSeconds(reviewCode(seconds)) - seconds)).toBeLessThanOrEqual(0.0005 * seconds);
    expect(reviewCode(1e12)).toBe(65_535);
  });
});
