import { afterAll, expect, it } from 'vitest';
import { type Counted, Counter } from '../../../src/desk/board/count.ts';
import { chosenBy, conditionsFor, throughBlocks } from '../../../src/desk/board/filter.ts';
import { Totals } from '../../../src/desk/board/totals.ts';
import { elementIds } from '../../../src/report/call-row.ts';
import { pack } from '../../rulebook.ts';
import { Places } from '../databases.ts';
import { actAtRandom, made, seeded } from './random-calls.ts';

const places = new Places();
afterAll(() => places.clear());

/** Phrases that nobody said are told or not, in the order in which they came. */
const said = ({ overview, review }: Counted) => ({
  overview: {
    ...overview,
    phrases: overview.phrases.filter((p) => p.hits + p.suspected > 0).sort((a, b) => a.no - b.no),
  },
  review,
});

it.each([
  [1],
  [2],
])('comes to what a count of the chosen calls alone comes to, whatever happens: sequence %i', async (seed) => {
  const random = seeded(seed);
  const store = await places.open(await places.where('libsql'));
  const { ledger } = store;
  const kept = new Totals(ledger);
  const from = { pack: await store.addPack(pack, 'rulebook'), who: 'lead', source: 'test' };
  const elements = elementIds(pack);
  let calls = 0;
  const shares: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    // More than a block of them, and each time other people, days and elements.
    calls += (await store.add(made(random, 130), from)).added;
    await actAtRandom(store, calls, 15, random);
    await ledger.refresh();
    for (const query of [
      {},
      { status: 'open' },
      { status: 'begun' },
      { passed: false },
      { agent: '1' },
      { least: 50 },
      { hidden: [3, 140, 600] },
      { rule: 'phrase:any' },
      { rule: 'element:greeting.hello', queued: true },
    ]) {
      const chosen = chosenBy(ledger, query, 'all', null);
      shares.push(chosen.length / calls);
      const alone = new Counter(ledger);
      throughBlocks(ledger, chosen, (block, begin, end, first) => alone.add(block, chosen, begin, end, first, 1));
      const asked = { key: JSON.stringify(query), conditions: conditionsFor(ledger, query, 'all') };
      const counted = said(alone.done(elements, []));
      expect(said(kept.count(chosen, null, elements, []))).toEqual(counted);
      expect(said(kept.count(chosen, asked, elements, []))).toEqual(counted);
    }
  }
  // Both ways were gone: what is chosen, and what is left of all.
  expect([Math.min(...shares) < 0.3, Math.max(...shares) > 0.9]).toEqual([true, true]);
}, 120_000);
