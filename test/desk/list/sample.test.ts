import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Lister } from '../../../src/desk/board/lister.ts';
import { Calibrations } from '../../../src/desk/calibration/store.ts';
import { callRoutes } from '../../../src/desk/server/routes/calls.ts';
import { sampleRoutes } from '../../../src/desk/server/routes/samples.ts';
import { backup, restore } from '../../../src/desk/store/archive.ts';
import { audit } from '../../../src/desk/store/audit.ts';
import { forget } from '../../../src/desk/store/forget.ts';
import { drawSample } from '../../../src/desk/store/sample.ts';
import type { ListView } from '../../../src/desk/view.ts';
import { pack } from '../../rulebook.ts';
import { asked, PEOPLE } from '../appeal-desk.ts';
import { call, incoming, LINES } from '../calls.ts';
import { DATABASES, Places, POSTGRES } from '../databases.ts';

const places = new Places();
afterAll(() => places.clear());

describe.each(DATABASES)('a random sample on %s', (database) => {
  const there = database === 'libsql' || POSTGRES !== null;
  const QUEUE = '/calls?queued=yes&sort=queue';
  const numbers = (body: ListView) => body.calls.map((c) => c.no);

  /** Six calls, the first two of which wait for nobody. */
  async function desk() {
    const store = await places.open(await places.where(database), true, () => '2026-06-20T08:00:00.000Z');
    const hash = await store.addPack(pack, 'rulebook');
    const calls = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, i) => {
      const one = incoming(call(id, LINES, { agent: '1032', team: '城东班', date: `2026-06-0${i + 1}` }));
      // Of two the program is sure throughout.
      if (i > 1) return one;
      const sure = one.assessment.elements.map((e) => ({ ...e, outcome: 'met' as const, confidence: 1 }));
      const assessment = { ...one.assessment, elements: sure };
      return { ...one, assessment, text: JSON.stringify(assessment) };
    });
    await store.add(calls, { pack: hash, who: 'lead', source: 'test' });
    const env = { store, lang: 'zh', calibrations: new Calibrations(store) } as const;
    const [lists, draws] = [callRoutes(env), sampleRoutes(env)];
    return {
      store,
      lists: (who: keyof typeof PEOPLE) => asked(lists, PEOPLE[who]),
      draws: (who: keyof typeof PEOPLE) => asked(draws, PEOPLE[who]),
    };
  }

  it.skipIf(!there)('comes last in the queue, keeps its record, and its calls are marked', async () => {
    const { store, lists, draws } = await desk();
    const trainer = lists('trainer');
    expect(numbers((await trainer.get(QUEUE)).body)).toEqual([3, 4, 5, 6]);
    const drawn = await draws('lead').post('/samples', { query: 'to=2026-06-04&sort=score', count: 4, seed: 7 });
    const { seq } = drawn.body.samples[0];
    expect(drawn.body).toMatchObject({
      drawn: seq,
      samples: [{ who: '周主管', seed: 7, filter: 'to=2026-06-04', population: 4, count: 4, reviewed: 0 }],
    });
    const { body } = await trainer.get(QUEUE);
    expect([numbers(body).slice(0, 4), numbers(body).slice(4).sort()]).toEqual([
      [3, 4, 5, 6],
      [1, 2],
    ]);
    expect(body.calls.map((c: { queue: number; sample: number }) => [c.queue, c.sample])).toEqual([
      [2, seq],
      [2, seq],
      [2, 0],
      [2, 0],
      [3, seq],
      [3, seq],
    ]);
    expect(numbers((await trainer.get(`/calls?sample=${seq}`)).body)).toEqual([1, 2, 3, 4]);
    expect(numbers((await trainer.get('/calls?sample=any&limit=2')).body)).toEqual([1, 2]);
    // The lists that are chosen in memory say the same.
    await store.ledger.refresh();
    const inMemory = new Lister(store).list({ queued: true, sort: 'no', descending: false, limit: 9 }, 'all');
    expect((await inMemory).calls.map((c) => c.no)).toEqual([1, 2, 3, 4, 5, 6]);

    const { call: one } = (await trainer.get('/calls/1')).body;
    expect(one.history).toMatchObject([{ who: '周主管', act: { kind: 'sample', draw: seq }, undoable: false }]);
    const undo = { seen: one.seen, act: { kind: 'undo', undoes: one.seen } };
    expect((await trainer.post('/calls/1/acts', undo)).body).toEqual({ refused: 'NOTHING_TO_UNDO' });
    await trainer.post('/calls/1/acts', { seen: one.seen, act: { kind: 'close' } });
    expect(numbers((await trainer.get(QUEUE)).body)).toEqual([3, 4, 5, 6, 2]);
    expect((await draws('trainer').get('/samples')).body.samples).toMatchObject([{ seq, reviewed: 1 }]);
    const record = (await draws('trainer').get(`/samples/${seq}`)).body;
    expect(record).toMatchObject({ seq, seed: 7, at: '2026-06-20T08:00:00.000Z', who: '周主管', population: 4 });
    expect(record.calls.map((c: { no: number }) => c.no).sort()).toEqual([1, 2, 3, 4]);
    // A call that is drawn again belongs to both samples.
    const again = await draws('lead').post('/samples', { query: '', count: 9, seed: 1 });
    expect(numbers((await trainer.get(`/calls?sample=${seq}`)).body)).toEqual([1, 2, 3, 4]);
    expect((await store.listNumbers({ sample: seq }, 'all')).sort()).toEqual([1, 2, 3, 4]);
    expect(numbers((await trainer.get(`/calls?sample=${again.body.drawn}`)).body)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await audit(store.engine.db)).toMatchObject({ sound: true });

    const file = join(places.folder(), 'desk.backup');
    await backup(store.engine, file);
    const copy = await places.open(await places.where(database));
    await restore(copy.engine, file);
    expect((await copy.call(2))!.listing).toMatchObject({ sample: again.body.drawn, queue: 3 });
  });

  it.skipIf(!there)(
    'is the same for the same seed, another for others, and of calls whose words are there',
    async () => {
      const { store, draws } = await desk();
      const draw = async (seed: number) => {
        const from = { query: {}, filter: '', scope: 'all' } as const;
        return (await drawSample(store, 'x', from, { count: 2, seed }))!.calls.map((c) => c.no);
      };
      expect(await draw(5)).toEqual(await draw(5));
      const others = await Promise.all([1, 2, 3, 4, 6, 7, 8, 9].map(draw));
      expect(new Set(others.map(String)).size).toBeGreaterThan(1);
      await forget(store, 16, 'lead');
      const { body } = await draws('lead').post('/samples', { query: '', count: 9, seed: 5 });
      expect(body.samples[0]).toMatchObject({ population: 3, count: 3 });
      const old = await draws('lead').post('/samples', { query: 'to=2026-06-01', count: 1, seed: 5 });
      expect([old.status, old.body]).toEqual([422, { refused: 'NOTHING_TO_DRAW' }]);
    },
  );

  it.skipIf(!there)('is drawn by reviewers, in numbers that make sense', async () => {
    const { draws } = await desk();
    for (const who of ['installer', 'admin'] as const) {
      expect((await draws(who).post('/samples', { query: '', count: 1, seed: 1 })).status, who).toBe(403);
      expect((await draws(who).get('/samples')).status, who).toBe(403);
    }
    for (const wrong of [
      {},
      { query: '', count: 0, seed: 1 },
      { query: '', count: 201, seed: 1 },
      { query: '', count: 1, seed: -1 },
      { query: '', count: 1.5, seed: 1 },
      { query: 'unknown=1', count: 1, seed: 1 },
    ])
      expect((await draws('lead').post('/samples', wrong)).status, JSON.stringify(wrong)).toBe(400);
    expect((await draws('lead').get('/samples/1')).status).toBe(404);
  });
});
