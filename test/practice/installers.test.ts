import { describe, expect, it } from 'vitest';
import type { Persona, Scene } from '../../src/model/customers.ts';
import { chance, shuffled } from '../../src/practice/chance.ts';
import type { Round } from '../../src/practice/round.ts';
import type { PracticeState } from '../../src/practice/state.ts';
import {
  practice as alone,
  asText,
  cast,
  meetings,
  type Player,
  personaOf,
  play as playBy,
  practiceWithModel,
  roundOf,
  rulebook,
  traitOf,
} from './players.ts';

/** How one's own words for the manual's sentences may sound. */
const OWN_WORDS: Readonly<Record<string, readonly string[]>> = {
  'greeting.hello': ['诶，您好您好', '上午好'],
  'greeting.confirm-customer': ['您是{customerName}{title}吧？', '喂，是不是{surname}{title}？'],
  'greeting.company': ['我这边是中国电信的装维师傅', '我是电信公司的'],
  'greeting.staff-id': ['我的工号是{staffId}', '我姓名{staffName}，工号{staffId}'],
  'greeting.convenience': ['您这会儿接电话方便不？', '现在方便跟您讲两句吗？'],
  'booking.defer': ['那我晚点再打给您，打扰您了', '不好意思耽误您了，我下午再联系您'],
  'booking.purpose': [
    '您前几天办的{service}{kind}，单子派给我了，由我来给您做',
    '就是您报的那个{service}{kind}的事，后面都由我来',
  ],
  'booking.check-computer': ['您屋里电脑装好了没有？', '电脑到位了没有，开得机吧？'],
  'booking.check-network-card': ['网卡有没有，好用不？', '第二个问一下，网卡能不能正常用？'],
  'booking.time': ['那我就{agreed}过来，准时到', '好的，那{agreed}我上门给您弄'],
  'booking.address': ['跟您核下地址，{address}，对不对？', '您家是{address}吧？'],
  'booking.contact': ['我电话{staffPhone}，您时间有变就打给我', '您就存这个号码{staffPhone}，有变动提前跟我讲一声'],
  'booking.goodbye': ['谢谢您啊，拜拜', '感谢您的配合，再见'],
  'reschedule.propose-time': ['{agreed}我们上门给您{verb}，您看合适吗？'],
  'arrival.greet': ['{surname}{title}，您好！', '您好您好，是{surname}{title}家吧'],
  'arrival.identify': ['我是中国电信{branch}的装维，叫{staffName}', '电信公司的装维师傅{staffName}'],
  'arrival.staff-id': ['这是我的工牌，工号{staffId}', '工号{staffId}，您看一下'],
  'arrival.purpose': ['来给您{verb}{service}的', '您约的{verb}{service}，我过来了'],
  'arrival.ask-entry': ['我能进屋不？', '方便我进来吗？'],
  'arrival.thank-entry': ['好嘞谢谢您，我穿下鞋套', '多谢多谢'],
  'delivery.completed': ['{surname}{title}，{service}给您弄好了', '好了，{service}都装好了'],
  'delivery.invite-trial': ['您试一下看看', '您来试试，看行不行'],
  'delivery.invite-evaluation': ['麻烦您在服务监督表上给我评价一下', '您给我打个分，表在这里'],
  'farewell.thanks': ['谢谢您的支持和配合', '感谢您对我们工作的支持'],
  'farewell.hotline': ['以后有问题您随时打10000号', '有故障打一万号就行'],
  'farewell.goodbye': ['那我走了，再见', '再见啊'],
};

function ownWords(element: string, { round, customer, lines }: PracticeState): string | null {
  const list = OWN_WORDS[element];
  if (!list) return null;
  const { order, facts } = round;
  const values: Record<string, string> = {
    ...facts,
    ...Object.fromEntries(Object.entries(order).map(([k, v]) => [k, Array.isArray(v) ? v.join('和') : String(v)])),
    surname: order.customerName!.slice(0, order.customerName!.startsWith('欧阳') ? 2 : 1),
    agreed: customer.told.includes('time')
      ? facts.otherTime!
      : ((round.scene === 'reschedule' ? facts.newTime : order.appointment) ?? ''),
    ...(customer.told.includes('address') ? { address: facts.rightAddress! } : {}),
  };
  const words = list[Math.floor(chance(round.seed, `${element}/${lines.length}`) * list.length)]!;
  return words.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
}

describe.each([
  { by: 'the pack alone', practice: alone },
  { by: 'the pack and the model', practice: practiceWithModel },
])('judged by $by', ({ practice }) => {
  const play = (round: Round, player: Player = {}) => playBy(round, player, practice);
  const outcomes = (state: PracticeState) => practice.finish(state).assessment.elements;
  const missedOf = (state: PracticeState) =>
    outcomes(state)
      .filter((e) => e.outcome === 'missed' || e.outcome === 'partial')
      .map((e) => e.id)
      .sort();

  describe('a perfect installer', () => {
    for (const { name, persona, scene } of meetings)
      it(`scores 95 or more with ${name}`, () => {
        for (const seed of [1, 2]) {
          const round = roundOf(persona.id, scene.id, seed);
          for (const words of [undefined, ownWords]) {
            const { state } = play(round, words ? { words } : {});
            const { assessment, passed } = practice.finish(state);
            expect(assessment.score.percent, asText(state)).toBeGreaterThanOrEqual(95);
            expect(['done', 'goodbye'], asText(state)).toContain(state.ended);
            expect(passed).toBe(true);
            expect(state.phrases, asText(state)).toEqual([]);
          }
        }
      });

    it('is understood as the persona answers: the assessment decides by his words what his traits say', () => {
      for (const { persona, scene } of meetings) {
        const { state } = play(roundOf(persona.id, scene.id, 3));
        const decided = Object.fromEntries(
          practice.finish(state).assessment.decisions.map((d) => [d.question, d.answer]),
        );
        const moves = scene.id === 'reschedule-customer';
        const expected: Record<string, string> = {
          ...(scene.scripts.includes('greeting')
            ? { 'busy-first': traitOf(persona, 'convenience') === 'driving' ? 'yes' : 'no' }
            : {}),
          ...(scene.scripts.includes('booking')
            ? { convenience: traitOf(persona, 'convenience') === 'now' ? 'now' : 'later' }
            : {}),
          ...(scene.scripts.includes('reschedule')
            ? {
                'time-suits': moves || traitOf(persona, 'time') === 'other' ? 'no' : 'yes',
                'new-time': 'agreed',
                cause: moves ? 'customer' : 'company',
              }
            : {}),
          ...(scene.id === 'arrival'
            ? { invited: traitOf(persona, 'invites'), 'let-in': traitOf(persona, 'entry') === 'no' ? 'no' : 'yes' }
            : {}),
        };
        expect({ ...decided, ...expected }, asText(state)).toEqual(decided);
      }
    });
  });

  describe('a forgetful installer', () => {
    /**
     * Leaves out what the seed says, a third of what there is; not what he says all the same with another element: on a whole visit “the broadband
     * is installed” also tells what he came for, and who asks for the badge gets the number with it.
     */
    const forgets = (scene: Scene, persona: Persona, seed: number): string[] =>
      shuffled(
        rulebook.pack.scripts
          .filter((s) => scene.scripts.includes(s.id))
          .flatMap((s) => s.elements.filter((e) => !e.forReviewer).map((e) => e.id)),
        seed,
        'forgets',
      )
        .filter((_, i) => i % 3 === 0)
        .filter((id) => id !== 'arrival.purpose' || scene.id !== 'visit')
        .filter((id) => id !== 'arrival.staff-id' || traitOf(persona, 'entry') !== 'badge');

    for (const { name, persona, scene } of meetings)
      it(`misses exactly what he leaves out with ${name}`, () => {
        const round = roundOf(persona.id, scene.id, 5);
        const leavesOut = forgets(scene, persona, 5 + persona.id.length);
        const { state } = play(round, { leavesOut, words: ownWords });
        const na = new Set(
          outcomes(state)
            .filter((e) => e.outcome === 'not-applicable')
            .map((e) => e.id),
        );
        expect(missedOf(state), asText(state)).toEqual(leavesOut.filter((id) => !na.has(id)).sort());
      });

    it('misses exactly that one which he leaves out of a booking, an arrival, a handing over', () => {
      for (const scene of ['booking', 'arrival', 'delivery']) {
        const round = roundOf('easy', scene, 4);
        const whole = outcomes(play(round).state).filter((e) => e.outcome === 'met');
        for (const { id } of whole) {
          const { state } = play(round, { leavesOut: [id], words: ownWords });
          expect(missedOf(state), `${id}\n${asText(state)}`).toEqual([id]);
        }
      }
    });
  });

  describe('a rude installer', () => {
    const phrases = rulebook.pack.phrases;
    const spoken = (no: number, seed: number): string => {
      const { phrase, cases } = phrases.find((p) => p.no === no)!;
      const wordings = [phrase, ...cases.flagged.filter((c) => c.alone).map((c) => c.turns[0]!.text)];
      return wordings[Math.floor(chance(seed, `rude/${no}`) * wordings.length)]!;
    };

    for (const { name, persona, scene } of meetings)
      it(`is caught with every phrase that he says to ${name}`, () => {
        const planted: number[] = [];
        const round = roundOf(persona.id, scene.id, 7);
        const order = shuffled(
          phrases.map((p) => p.no),
          persona.id.length,
          scene.id,
        );
        const { state, said } = play(round, {
          // To what tempts him, and every third line.
          instead: (now) => {
            const tempted =
              now.customer.pending?.phrase ?? (now.lines.length % 3 === 2 ? order[planted.length]! : null);
            if (tempted === null) return null;
            planted.push(tempted);
            return spoken(tempted, planted.length);
          },
        });
        expect(planted.length, asText(state)).toBeGreaterThan(0);
        const stopped = said.flatMap((s) =>
          s.marks
            .filter((m) => m.kind === 'phrase' && m.status === 'hit')
            .map((m) => (m.kind === 'phrase' ? m.phrase : 0)),
        );
        expect(stopped, asText(state)).toEqual(planted);
        const hits = practice
          .finish(state)
          .assessment.violations.filter((v) => v.status === 'hit')
          .map((v) => v.phrase);
        expect(hits, asText(state)).toEqual(planted);
        for (const { marks } of said)
          for (const m of marks) if (m.kind === 'phrase') expect(m.better, String(m.phrase)).not.toMatch(/[{}]/);
      });

    it('is tempted by the angry customer to each of the 21, and caught at once', () => {
      for (const { no } of phrases) {
        const round = roundOf('angry', 'booking', no, [no]);
        let tempted = 0;
        const { state, said } = play(round, {
          instead: (now) => {
            if (now.customer.pending?.phrase !== no) return null;
            tempted += 1;
            return spoken(no, no + 1);
          },
        });
        expect(tempted, `${no}\n${asText(state)}`).toBe(1);
        const marks = said.flatMap((s) => s.marks).filter((m) => m.kind === 'phrase');
        expect(marks, asText(state)).toMatchObject([{ phrase: no, status: 'hit' }]);
      }
    });

    it('tires the customer out, who ends the round', () => {
      const { state } = play(roundOf('angry', 'booking', 1), { instead: () => '我就这态度，你能怎样。' });
      expect(state.ended).toBe('patience');
      expect(practice.say(state, '您好').reply).toBeNull();
      expect(personaOf('angry').patience).toBeGreaterThan(cast.personas.find((p) => p.id === 'in-a-meeting')!.patience);
    });
  });
});
