import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { goldOf } from '../../src/desk/appeal/gold.ts';
import { appealsOf } from '../../src/desk/appeals.ts';
import { Calibrations } from '../../src/desk/calibration/store.ts';
import { appealRoutes } from '../../src/desk/server/routes/appeals.ts';
import { asked, fillDesk, PEOPLE } from './appeal-desk.ts';
import { Places } from './databases.ts';

const places = new Places();
afterAll(() => places.clear());

async function decided(target: string, ruling: string) {
  const store = await places.open({ data: places.folder() });
  await fillDesk(store);
  const routes = appealRoutes({ store, lang: 'zh', calibrations: new Calibrations(store) });
  const as = (who: keyof typeof PEOPLE) => asked(routes, PEOPLE[who]);
  await as('installer').post('/calls/1/appeals', {
    seen: 0,
    act: { kind: 'appeal', target, why: '我是王强，听第3句' },
  });
  const before = await as('trainer').get('/calls/1/appeals/2/gold');
  const act = { kind: 'rule', appeal: 2, target, ruling, why: '听过' };
  await as('trainer').post('/calls/1/appeals', { seen: 2, act });
  const call = (await store.call(1))!;
  const [appeal] = appealsOf(call.assessment, call.pack.rubric, call.deeds);
  return { as, before, call, gold: goldOf(call, appeal!)! };
}

describe('a decided appeal', () => {
  it('becomes a labelled dialogue and a clean case of its phrase, without what tells who its people are', async () => {
    const { gold, as, before } = await decided('violation:0', 'excused');
    expect(before.status).toBe(404);
    const dialogue = JSON.parse(gold.dialogue);
    expect(dialogue).toMatchObject({
      scripts: ['greeting', 'booking'],
      gold: {
        violations: [],
        elements: { 'greeting.hello': 'present', 'greeting.convenience': 'absent', 'booking.goodbye': 'absent' },
      },
      decided: ['violation:0'],
    });
    expect(dialogue.turns.map((t: { speaker: string }) => t.speaker)).toEqual([
      'agent',
      'customer',
      'agent',
      'customer',
      'agent',
    ]);
    expect(parse(gold.packCase!)).toEqual({
      phrases: [
        { no: 1, cases: { clean: [['客户：是我，我家宽带什么时候能修好？', '装维：不知道，这事不归我们管。']] } },
      ],
    });
    for (const personal of ['王强', '1032', '李女士']) expect(gold.dialogue + gold.packCase).not.toContain(personal);
    expect(dialogue.turns[4].text).toContain('10000');
    expect((await as('trainer').get('/calls/1/appeals/2/gold')).body).toEqual(gold);
    expect((await as('installer').get('/calls/1/appeals/2/gold')).status).toBe(403);
  });

  it('keeps the phrase that stands, with its words to the letter of the masked turn', async () => {
    const { gold } = await decided('violation:0', 'hit');
    const { gold: label, turns } = JSON.parse(gold.dialogue);
    const [found] = label.violations;
    expect(found).toMatchObject({ phrases: [1], turn: 2, kind: 'exact' });
    expect(turns[2].text).toContain(found.quote);
    expect(parse(gold.packCase!).phrases[0].cases).toHaveProperty('flagged');
  });

  it('becomes a case of its element with the whole dialogue', async () => {
    const { gold } = await decided('element:greeting.convenience', 'not-applicable');
    expect(JSON.parse(gold.dialogue).gold.elements['greeting.convenience']).toBe('na');
    const [element] = parse(gold.packCase!).elements;
    expect([element.id, element.cases['not-applicable'][0].length]).toEqual(['greeting.convenience', 5]);
    expect(element.cases['not-applicable'][0][0]).toMatch(/^装维：/);
  });
});
