import { afterAll, describe, expect, it } from 'vitest';
import { exportLines } from '../../src/desk/store/export.ts';
import { pack } from '../rulebook.ts';
import { call, incoming, LINES } from './calls.ts';
import { Places } from './databases.ts';

const places = new Places();
afterAll(() => places.clear());

describe('an export', () => {
  it('is masked unless it is asked for as it is', async () => {
    const store = await places.open({ data: places.folder() });
    const hash = await store.addPack(pack, 'rulebook');
    const calls = ['13307318826', '13307318827'].map((id) =>
      call(id, [...LINES, ['agent', '不知道，这事不归我们管，李女士。']], {
        agent: '1032',
        team: '城东班',
        date: '2026-06-03',
      }),
    );
    await store.add(calls.map(incoming), { pack: hash, who: 'lead', source: 'test' });
    await store.act(1, '周敏', { kind: 'comment', turn: 0, text: '李女士打13307318826来过' }, 0);
    await store.act(
      1,
      '周敏',
      { kind: 'decide', target: 'element:greeting.hello', ruling: 'missed', why: '王强没说' },
      2,
    );
    const read = async (unmasked: boolean) => {
      const lines: string[] = [];
      for await (const line of exportLines(store, unmasked)) lines.push(line);
      return { text: lines.join(''), calls: lines.map((line) => JSON.parse(line)) };
    };
    const whole = await read(true);
    expect(whole.calls[0]).toMatchObject({ id: '13307318826', source: '13307318826.json', agent: '1032' });
    expect(whole.calls[0].comments).toEqual([
      { who: '周敏', at: expect.any(String), turn: 0, text: '李女士打13307318826来过' },
    ]);
    const masked = await read(false);
    expect(masked.text).not.toMatch(/1330731882|李女士|王强|周敏|1032/);
    // One person is one number in all of it, and calls are told apart.
    expect(masked.calls.map((c) => c.agent)).toEqual(['人1', '人1']);
    expect(new Set(masked.calls.map((c) => c.id)).size).toBe(2);
    expect(masked.calls[0].comments).toEqual([
      {
        who: '人2',
        at: expect.any(String),
        turn: 0,
        text: expect.stringMatching(/^甲女士打0+\d来过$|^乙女士打0+\d来过$/),
      },
    ]);
    expect(masked.calls[0].findings.map((f: { target: string }) => f.target)).toEqual(
      whole.calls[0].findings.map((f: { target: string }) => f.target),
    );
    expect(masked.calls[0].automatic).toEqual(whole.calls[0].automatic);
  });
});
