import { afterAll, describe, expect, it } from 'vitest';
import { Lister } from '../../../src/desk/board/lister.ts';
import { assignCalls } from '../../../src/desk/store/assign.ts';
import { type ListQuery, SORT_NAMES } from '../../../src/desk/store/list.ts';
import { drawSample, listSamples } from '../../../src/desk/store/sample.ts';
import type { Scope } from '../../../src/desk/store/scope.ts';
import type { Store } from '../../../src/desk/store/store.ts';
import { pack } from '../../rulebook.ts';
import { DATABASES, Places, POSTGRES } from '../databases.ts';
import { actAtRandom, made, seeded } from './random-calls.ts';

const places = new Places();
afterAll(() => places.clear());

const CALLS = 60;
const numbers = () => Array.from({ length: CALLS }, (_, i) => i + 1);
/** Words that few, some, nearly all and none of the calls hold; one whose pairs of characters stand elsewhere in the calls. */
const TEXTS = ['您', '归', '电信', '不归我们', '李女士', '10000', '什么时候', '号1032', '我们我们', '没有人说', '…'];
const RULES = [
  'phrase:1',
  'phrase:01',
  'phrase:any',
  'suspected:any',
  'suspected:1',
  'element:greeting.hello',
  'element:none',
  'slot:x',
];

/** A query of a few filters, in any order. */
function anyQuery(random: () => number, samples: readonly number[]): ListQuery {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const maybe = <T extends object>(share: number, part: () => T) => (random() < share ? part() : {});
  return {
    sort: pick(SORT_NAMES),
    descending: random() < 0.5,
    limit: pick([1, 4, 25, 200]),
    ...maybe(0.4, () => ({ text: pick(TEXTS) })),
    ...maybe(0.2, () => ({ agent: pick(['1', '2', '9']) })),
    ...maybe(0.2, () => ({ team: pick(['0班', '1班']) })),
    ...maybe(0.15, () => ({ script: pick(['greeting', 'greet', 'booking']) })),
    ...maybe(0.3, () => ({ rule: pick(RULES) })),
    ...maybe(0.2, () => ({ status: pick(['open', 'begun', 'closed']) })),
    ...maybe(0.2, () => ({ passed: random() < 0.5 })),
    ...maybe(0.2, () => ({ from: '2026-06-02' })),
    ...maybe(0.2, () => ({ to: '2026-06-04' })),
    ...maybe(0.2, () => ({ least: Math.floor(random() * 60) })),
    ...maybe(0.2, () => ({ most: Math.floor(400 + random() * 600) / 10 })),
    ...maybe(0.2, () => ({ queued: true })),
    ...maybe(0.2, () => ({ hidden: [1, 7, 13] })),
    ...maybe(0.2, () => ({ assignee: pick(['', '李老师', '王老师', '没有人']) })),
    ...maybe(0.1, () => ({ besides: pick(['', '李老师']) })),
    ...maybe(0.15, () => ({ sample: pick<number | 'any'>(['any', ...samples, 1]) })),
  };
}

describe.each(DATABASES)('lists out of the memory of the desk, on %s', (database) => {
  const there = database === 'libsql' || POSTGRES !== null;

  async function filled(random: () => number): Promise<Store> {
    const store = await places.open(await places.where(database));
    const from = { pack: await store.addPack(pack, 'rulebook'), who: 'lead', source: 'test' };
    await store.add(made(random, CALLS), from);
    await actAtRandom(store, CALLS, 40, random);
    for (const [reviewer, share] of [
      ['李老师', 0.2],
      ['王老师', 0.1],
    ] as const)
      await assignCalls(
        store,
        'lead',
        reviewer,
        numbers().filter(() => random() < share),
      );
    for (const count of [3, 20])
      await drawSample(store, 'lead', { query: {}, filter: '', scope: 'all' }, { count, seed: count });
    await store.ledger.refresh();
    return store;
  }

  // With few that are many, every way is gone that a million calls would go.
  it.skipIf(!there).each([[3], [20], [10_000]])('are the database’s own, page after page: %i are few', async (few) => {
    const random = seeded(few);
    const store = await filled(random);
    const lister = new Lister(store, few);
    const samples = (await listSamples(store)).map((s) => s.record.seq);
    for (let i = 0; i < 60; i += 1) {
      const query = anyQuery(random, samples);
      const scope: Scope = random() < 0.2 ? { agent: '2' } : 'all';
      let after: ListQuery['after'];
      for (let page = 0; page < 4; page += 1) {
        const asked = after ? { ...query, after } : query;
        const [fast, plain] = [await lister.list(asked, scope), await store.list(asked, scope)];
        const [most, hint] = [few + 1, JSON.stringify([asked, scope])];
        expect({ ...fast, total: Math.min(fast.total, most) }, hint).toEqual({
          ...plain,
          total: Math.min(plain.total, most),
        });
        if (!plain.next) break;
        after = plain.next;
      }
    }
  });

  it.skipIf(!there)('know at once what was decided and what came in', async () => {
    const random = seeded(5);
    const store = await filled(random);
    const lister = new Lister(store, 5);
    const both = async (query: Partial<ListQuery>) => {
      const all = { sort: 'score', descending: false, limit: 200, ...query } as const;
      const [fast, plain] = [await lister.list(all, 'all'), await store.list(all)];
      expect(fast.calls).toEqual(plain.calls);
      return fast.calls.length;
    };
    const [closed, said] = [await both({ status: 'closed' }), await both({ text: '您好' })];
    const open = (await lister.list({ sort: 'no', descending: true, limit: 1, status: 'open' }, 'all')).calls[0]!;
    const seen = (await store.call(open.no))!.deeds.at(-1)?.seq ?? 0;
    await store.act(open.no, 't', { kind: 'close' }, seen);
    expect(await both({ status: 'closed' })).toBe(closed + 1);
    const his = await both({ assignee: '王老师' });
    const free = (await lister.list({ sort: 'no', descending: true, limit: 1, assignee: '' }, 'all')).calls[0]!;
    await assignCalls(store, 'lead', '王老师', [free.no]);
    expect(await both({ assignee: '王老师' })).toBe(his + 1);
    const from = { pack: await store.addPack(pack, 'rulebook'), who: 'lead', source: 'test' };
    await store.add(made(random, 9), from);
    expect(await both({ text: '您好' })).toBeGreaterThan(said);
    expect(await both({ agent: '1' })).toBe(23);
  });
});
