import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import type { BoardView } from '../../../src/desk/board-view.ts';
import { soleAccess } from '../../../src/desk/server/access.ts';
import { createApp } from '../../../src/desk/server/app.ts';
import { loopbackFront } from '../../../src/desk/server/front.ts';
import type { Store } from '../../../src/desk/store/store.ts';
import { elementIds, rowOf } from '../../../src/report/call-row.ts';
import { type Estimate, mean, share } from '../../../src/report/interval.ts';
import { OverviewBuilder } from '../../../src/report/overview.ts';
import { pack } from '../../rulebook.ts';
import { call, incoming, LINES } from '../calls.ts';
import { DATABASES, Places, POSTGRES } from '../databases.ts';

const places = new Places();
afterAll(() => places.clear());

/** Of two teams, five days and six people; every third says nothing forbidden. */
const TRANSCRIPTS = Array.from({ length: 48 }, (_, i) => {
  const lines = LINES.filter((_, k) => !(k === 2 && i % 3 === 0) && !(k === 0 && i % 4 === 0));
  const name = i === 0 ? '=HYPERLINK("http://evil.test")' : `${i % 6}`;
  return call(`c${i}`, lines, { agent: name, team: `${i % 2}班`, date: `2026-06-0${1 + (i % 5)}` });
});

/** Sums of whole tenths are rounded otherwise than sums of points. */
const near = (e: Estimate | null) =>
  e && { value: expect.closeTo(e.value, 9), low: expect.closeTo(e.low, 9), high: expect.closeTo(e.high, 9) };

describe.each(DATABASES)('the board on %s', (database) => {
  const there = database === 'libsql' || POSTGRES !== null;
  let store: Store;
  let get: (path: string) => Promise<Response>;

  beforeAll(async () => {
    if (!there) return;
    let hour = 0;
    const clock = () => {
      hour += 1;
      return new Date(Date.UTC(2026, 5, 7, hour)).toISOString();
    };
    store = await places.open(await places.where(database), true, clock);
    const assets = { 'page.js': '', 'page.css': '' };
    const app = createApp({ store, access: soleAccess('t'), front: loopbackFront(() => 4870), lang: 'zh', assets });
    get = async (path) => app.request(path, { headers: { host: '127.0.0.1:4870' } });
    expect(await (await get('/api/board')).json()).toEqual({ board: null });
    const hash = await store.addPack(pack, 'rulebook');
    await store.add(TRANSCRIPTS.map(incoming), { pack: hash, who: 'lead', source: 'test' });
  });
  const board = async (query = ''): Promise<BoardView> => (await (await get(`/api/board?${query}`)).json()).board;

  it.skipIf(!there)('says what the report says of the same calls', async () => {
    const builder = new OverviewBuilder(
      elementIds(pack),
      pack.phrases.map((p) => p.no),
    );
    for (const transcript of TRANSCRIPTS)
      builder.add(rowOf(incoming(transcript).assessment, transcript, elementIds(pack)));
    const o = builder.overview();
    const view = await board('all=yes');
    expect(view).toMatchObject({
      calls: 48,
      score: near(mean(o.score)),
      median: o.median,
      passed: share(o.passed, o.score.count),
      withHits: share(o.callsWithHits, o.calls),
      hits: o.hits,
      suspected: o.suspected,
      histogram: o.histogram,
      undated: 0,
      review: null,
      appeals: null,
    });
    expect(view.days).toEqual(
      o.days.map((d) => ({
        day: d.key,
        calls: d.calls,
        score: near(mean(d.score)),
        withHits: share(d.callsWithHits, d.calls),
      })),
    );
    const counts = (list: readonly { readonly id: string; readonly missed: number; readonly partial: number }[]) =>
      Object.fromEntries(list.filter((e) => e.missed + e.partial > 0).map((e) => [e.id, [e.missed, e.partial]]));
    expect(counts(view.elements)).toEqual(counts(o.elements));
    for (const p of view.phrases)
      expect(o.phrases.find((q) => q.no === p.no)).toMatchObject({ hits: p.hits, calls: p.calls, kinds: p.kinds });
    expect(view.teams.rows.map((t) => [t.key, t.calls, t.hits]).sort()).toEqual(
      o.teams.map((t) => [t.key, t.calls, t.hits]).sort(),
    );
    expect([view.people.ranked, view.people.tooFew]).toEqual([0, 7]);
  });

  it.skipIf(!there)('counts the calls that the list shows, under every filter', async () => {
    const failed = (await store.list({ sort: 'no', descending: false, limit: 9, passed: false })).total;
    for (const query of [
      '',
      'agent=1',
      'team=1班',
      'script=greeting',
      'script=greet',
      'rule=phrase:1',
      'rule=phrase:any',
      'rule=suspected:any',
      'rule=element:greeting.hello',
      'rule=element:none',
      'status=open',
      'status=closed',
      'passed=no',
      'from=2026-06-02&to=2026-06-03',
      'least=10&most=60',
      'queued=yes',
      'text=归我们',
      'text=归我们&team=1班&passed=no',
    ]) {
      const { total } = await (await get(`/api/calls?${query}`)).json();
      expect([query, (await board(query)).calls]).toEqual([query, total]);
    }
    expect(failed).toBeGreaterThan(0);
    for (const wrong of ['sort=text', 'all=no', 'unknown=1'])
      expect((await get(`/api/board?${wrong}`)).status).toBe(400);
  });

  it.skipIf(!there)('follows what people decide, at once', async () => {
    const before = await board();
    const first = (await store.list({ sort: 'no', descending: false, limit: 1, rule: 'phrase:1' })).calls[0]!;
    const { current } = (await store.call(first.no))!;
    const hit = current.findings.find((f) => f.target.startsWith('violation:') && f.automatic === 'hit')!;
    const decided = await store.act(
      first.no,
      't',
      { kind: 'decide', target: hit.target, ruling: 'excused', why: '转述' },
      0,
    );
    const after = await board();
    expect(after.hits).toBe(before.hits - 1);
    const { seq } = decided as { readonly seq: number };
    await store.act(first.no, 't', { kind: 'close' }, seq);
    const closed = await board();
    // The clock goes an hour on with everything that is written.
    expect(closed.review!.count).toBe(1);
    expect(closed.review!.median).toBeCloseTo(2 * 3_600, -1);
    expect((await board('status=open')).review).toBeNull();
  });

  async function workbook(query: string): Promise<ReadonlyMap<string, string>> {
    const answer = await get(`/api/board.xlsx?${query}`);
    expect(answer.headers.get('content-disposition')).toContain('board.xlsx');
    const zip = await fromBufferPromise(Buffer.from(await answer.arrayBuffer()), { lazyEntries: true });
    const parts = new Map<string, string>();
    for await (const entry of zip.eachEntry()) {
      const chunks: Buffer[] = [];
      for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
      parts.set(entry.fileName, Buffer.concat(chunks).toString());
    }
    return parts;
  }

  it.skipIf(!there)('gives a workbook in which formulas are texts', async () => {
    const parts = await workbook('lang=zh&unmasked=yes');
    const text = [...parts.values()].join('');
    expect(parts.get('xl/workbook.xml')).toMatch(/总览.*忌语.*漏项.*人员.*班组/s);
    expect(text).toContain('=HYPERLINK(');
    expect(text).not.toContain('<f>');
    for (const wrong of ['lang=xx', 'unmasked=1']) expect((await get(`/api/board.xlsx?${wrong}`)).status).toBe(400);
  });

  it.skipIf(!there)('names nobody in the workbook unless asked to', async () => {
    const text = [...(await workbook('')).values()].join('');
    expect(text).not.toContain('HYPERLINK');
    expect(text).toContain('人1');
    expect(text).toContain('1班');
  });
});
