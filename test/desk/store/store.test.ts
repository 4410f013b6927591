import { afterAll, describe, expect, it } from 'vitest';
import type { Scope } from '../../../src/desk/store/scope.ts';
import type { Store } from '../../../src/desk/store/store.ts';
import { pack } from '../../rulebook.ts';
import { call, incoming, LINES } from '../calls.ts';
import { DATABASES, Places, POSTGRES } from '../databases.ts';

const places = new Places();
afterAll(() => places.clear());

const ALL = { sort: 'no', descending: false, limit: 50 } as const;
const QUIET = [
  ['agent', '您好，我是中国电信装维工程师赵敏，工号2044。'],
  ['customer', '你好，我现在没空，明天上午吧。'],
] as const;

async function filled(store: Store) {
  const hash = await store.addPack(pack, 'rulebook');
  const calls = [
    incoming(call('a')),
    incoming(call('b', QUIET, { agent: '2044', team: '城西班', date: '2026-06-05' })),
  ];
  return { hash, added: await store.add(calls, { pack: hash, who: 'lead', source: 'test' }), calls };
}

describe.each(DATABASES)('the store on %s', (database) => {
  // Said in the report of the tests where PostgreSQL is not installed.
  const there = database === 'libsql' || POSTGRES !== null;

  it.skipIf(!there)('keeps calls once, however often they come in', async () => {
    const store = await places.open(await places.where(database));
    const { hash, added, calls } = await filled(store);
    expect(added).toEqual({ added: 2, known: 0 });
    expect(await store.add([...calls, calls[0]!], { pack: hash, who: 'lead', source: 'again' })).toEqual({
      added: 0,
      known: 3,
    });
    const { calls: listed, total } = await store.list(ALL);
    expect([total, listed.map((c) => [c.call, c.agent, c.team, c.day, c.status])]).toEqual([
      2,
      [
        ['a', '1032', '城东班', '2026-06-03', 'open'],
        ['b', '2044', '城西班', '2026-06-05', 'open'],
      ],
    ]);
  });

  it.skipIf(!there)('gives an installer his own calls only, as if there were no others', async () => {
    const store = await places.open(await places.where(database));
    const { hash } = await filled(store);
    const nobodys = incoming(call('c', LINES, { team: '城东班' }));
    await store.add([nobodys], { pack: hash, who: 'lead', source: 'test' });
    const seen = async (scope: Scope, query: object = {}) => {
      const { calls, total } = await store.list({ ...ALL, ...query }, scope);
      return [calls.map((c) => c.call), total];
    };
    const his = { agent: '2044' };
    expect(await seen('all')).toEqual([['a', 'b', 'c'], 3]);
    expect(await seen(his)).toEqual([['b'], 1]);
    expect(await seen(his, { agent: '1032' })).toEqual([[], 0]);
    expect(await seen(his, { text: '装维工程师', sort: 'day' })).toEqual([['b'], 1]);
    expect(await seen({ agent: '' })).toEqual([[], 0]);
    expect((await store.call(2, his))?.listing.call).toBe('b');
    expect([await store.call(1, his), await store.call(3, { agent: '' })]).toEqual([null, null]);
    expect((await store.people(his)).agents.map((p) => p.agent)).toEqual(['2044']);
  });

  it.skipIf(!there)('finds what was said, whatever its length, to the letter', async () => {
    const store = await places.open(await places.where(database));
    await filled(store);
    const found = async (text: string) => (await store.list({ ...ALL, text })).calls.map((c) => c.call);
    expect(await found('没空')).toEqual(['b']);
    expect(await found('归我们')).toEqual(['a']);
    expect(await found('不知道，这事不归')).toEqual(['a']);
    expect(await found('装维工程师')).toEqual(['a', 'b']);
    expect(await found('敏')).toEqual(['b']);
    expect(await found('１０３２')).toEqual(['a']);
    // Both pairs of characters are in the call, but not one after the other.
    expect(await found('王强请问我是')).toEqual([]);
    // The end of one turn and the beginning of the next.
    expect(await found('女士吗是我')).toEqual([]);
    expect(await found(`"' OR 1 --`)).toEqual([]);
    expect(await found('%')).toEqual(['a', 'b']);
  });

  it.skipIf(!there)('filters, sorts and pages', async () => {
    const store = await places.open(await places.where(database));
    await filled(store);
    const ids = async (query: object) => (await store.list({ ...ALL, ...query })).calls.map((c) => c.call);
    expect(await ids({ team: '城西班' })).toEqual(['b']);
    expect(await ids({ from: '2026-06-04' })).toEqual(['b']);
    expect(await ids({ rule: 'phrase:1' })).toEqual(['a']);
    expect(await ids({ script: 'booking' })).toEqual(['a', 'b']);
    expect(await ids({ script: 'book' })).toEqual([]);
    expect(await ids({ sort: 'day', descending: true })).toEqual(['b', 'a']);
    const first = await store.list({ ...ALL, sort: 'agent', limit: 1 });
    expect([first.calls.map((c) => c.call), first.total]).toEqual([['a'], 2]);
    const second = await store.list({ ...ALL, sort: 'agent', limit: 1, after: first.next! });
    expect([second.calls.map((c) => c.call), second.next]).toEqual([['b'], null]);
  });

  it.skipIf(!there)('keeps the automatic verdict beside the human one, and scores anew by the rubric', async () => {
    const store = await places.open(await places.where(database));
    await filled(store);
    const before = (await store.call(1))!;
    const hit = before.assessment.violations.findIndex((v) => v.status === 'hit');
    const outcome = await store.act(
      1,
      'trainer',
      { kind: 'decide', target: `violation:${hit}`, ruling: 'excused', why: '客户先问的' },
      0,
    );
    if (!('done' in outcome)) throw new Error(JSON.stringify(outcome));
    const after = (await store.call(1))!;
    expect(after.assessment).toEqual(before.assessment);
    expect(after.current.findings.find((f) => f.target === `violation:${hit}`)).toMatchObject({
      automatic: 'hit',
      human: 'excused',
    });
    expect(after.current.score.percent!).toBeGreaterThan(before.current.score.percent!);
    expect(after.listing).toMatchObject({ score: after.current.score.percent, hits: 0, status: 'begun' });
    expect((await store.list({ ...ALL, rule: 'phrase:1' })).calls).toEqual([]);

    const undone = await store.act(1, 'trainer', { kind: 'undo', undoes: outcome.seq }, outcome.seq);
    expect('done' in undone && undone.done.current.score).toEqual(before.current.score);
    expect((await store.call(1))!.deeds.map((d) => d.act.kind)).toEqual(['decide', 'undo']);
    expect((await store.list({ ...ALL, rule: 'phrase:1' })).calls.map((c) => c.call)).toEqual(['a']);
  });

  it.skipIf(!there)('tells whoever comes second what happened meanwhile, and refuses what makes no sense', async () => {
    const store = await places.open(await places.where(database));
    await filled(store);
    const overrule = { kind: 'decide', target: 'element:greeting.hello', ruling: 'missed' } as const;
    expect(await store.act(1, 't', { ...overrule, why: ' ' }, 0)).toEqual({ refused: 'NO_REASON' });
    expect(await store.act(1, 't', { ...overrule, target: 'element:none', why: 'x' }, 0)).toEqual({
      refused: 'NO_SUCH_FINDING',
    });
    expect(await store.act(1, 't', { ...overrule, ruling: 'hit', why: 'x' }, 0)).toEqual({ refused: 'NO_SUCH_RULING' });
    expect(await store.act(1, 't', { kind: 'comment', turn: 5, text: 'x' }, 0)).toEqual({ refused: 'NO_SUCH_TURN' });
    expect(await store.act(1, 't', { kind: 'undo', undoes: 1 }, 0)).toEqual({ refused: 'NOTHING_TO_UNDO' });
    expect(await store.act(99, 't', { kind: 'close' }, 0)).toEqual({ unknown: true });
    const both = await Promise.all(
      ['one', 'two'].map((who) => store.act(1, who, { kind: 'comment', turn: 2, text: who }, 0)),
    );
    expect(both.filter((o) => 'done' in o)).toHaveLength(1);
    const late = both.find((o) => 'meanwhile' in o);
    expect(late && 'meanwhile' in late && late.meanwhile.deeds).toHaveLength(1);
    expect((await store.call(1))!.deeds).toHaveLength(1);
  });

  it.skipIf(!there)('puts what is suspected first in the queue, and takes out what was closed', async () => {
    const store = await places.open(await places.where(database));
    await filled(store);
    const queue = async () => (await store.list({ ...ALL, queued: true, sort: 'queue' })).calls;
    const before = await queue();
    expect(before.map((c) => c.queue)).toEqual(before.map((c) => c.queue).sort());
    for (const { no } of before) await store.act(no, 't', { kind: 'close' }, 0);
    expect(await queue()).toEqual([]);
  });

  it.skipIf(!there)('goes on after it was closed and opened again', async () => {
    const where = await places.where(database);
    const store = await places.open(where, true, () => '2026-06-07T08:00:00.000Z');
    await filled(store);
    await store.act(2, 'trainer', { kind: 'comment', turn: 0, text: '语速太快' }, 0);
    await store.close();
    const again = await places.open(where, false);
    expect((await again.call(2))!.deeds).toEqual([
      { seq: 2, at: '2026-06-07T08:00:00.000Z', who: 'trainer', act: { kind: 'comment', turn: 0, text: '语速太快' } },
    ]);
  });
});
