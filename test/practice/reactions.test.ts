import { describe, expect, it } from 'vitest';
import type { Mark, PracticeState, Said } from '../../src/practice/state.ts';
import { asText, cast, personaOf, play, practice, practiceWithModel, roundOf, traitOf } from './players.ts';

/** Says lines one after the other; blanks are filled from the round. */
function say(start: PracticeState, ...lines: string[]): Said & { readonly all: readonly Said[] } {
  let state = start;
  const all = lines.map((line) => {
    const words = line.replace(/\{(\w+)\}/g, (_, key: string) =>
      String(state.round.order[key as 'address'] ?? state.round.facts[key]),
    );
    const said = practice.say(state, words);
    state = said.state;
    return said;
  });
  return { ...all.at(-1)!, all };
}
const starting = (persona: string, scene: string, seed = 1): PracticeState =>
  practice.start(roundOf(persona, scene, seed));
const kinds = (marks: readonly Mark[]) => marks.map((m) => m.kind);
/** Whether a reply is one of the wordings of a reply id, blanks aside. */
const isOneOf = (reply: string | null, id: string, persona = 'easy'): boolean => {
  const { lines } = personaOf(persona);
  const own =
    lines[id] ?? cast.voices.find((v) => v.id === personaOf(persona).voice)?.lines[id] ?? cast.voices[0]!.lines[id]!;
  return [...own.plain, ...own.soft, ...own.hard].some((w) =>
    w.split(/\{\w+\}/).every((part) => reply?.includes(part)),
  );
};

const OPENING = ['您好，请问是{customerName}{title}吗？我是电信公司的，工号{staffId}', '请问您现在讲话方便吗？'];

describe('the customer', () => {
  it('speaks first, and answers several questions at once', () => {
    const state = starting('easy', 'booking');
    expect(state.turns).toHaveLength(1);
    expect(state.turns[0]!.role).toBe('customer');
    const { reply, marks } = say(
      state,
      '您好，请问是{customerName}{title}吗？我是电信公司的，工号{staffId}，您现在讲话方便吗？',
    );
    expect(isOneOf(reply, 'me.yes')).toBe(true);
    expect(isOneOf(reply, 'convenience.now')).toBe(true);
    expect(marks.map((m) => (m.kind === 'met' ? m.element : m.kind))).toEqual([
      'greeting.hello',
      'greeting.confirm-customer',
      'greeting.company',
      'greeting.staff-id',
      'greeting.convenience',
    ]);
  });

  it('asks who it is when nobody has said so, and again when that is passed over', () => {
    const first = say(starting('wary', 'booking'), '您好');
    expect(isOneOf(first.reply, 'ask.who', 'wary')).toBe(true);
    const second = say(first.state, '请问是{customerName}{title}吗？');
    expect(second.reply).toContain(first.state.customer.pending!.question);
    expect(second.state.customer.patience).toBeLessThan(first.state.customer.patience);
    const third = say(second.state, '我是电信公司的');
    expect(third.state.customer.pending).toBeNull();
  });

  it('does not let go before the time is fixed', () => {
    const { reply, state } = say(starting('easy', 'booking'), ...OPENING, '谢谢您，再见！');
    expect(isOneOf(reply, 'ask.when')).toBe(true);
    expect(state.ended).toBeNull();
  });

  it('says who he is when he is taken for somebody else, and the mark tells', () => {
    const { reply, marks } = say(starting('easy', 'booking', 3), '您好，请问是王建国先生吗？');
    expect(isOneOf(reply, 'me.no')).toBe(true);
    expect(marks).toContainEqual(expect.objectContaining({ kind: 'slot', slot: 'customerName' }));
  });

  it('puts a wrong address right, and then knows his own', () => {
    const opened = say(starting('wrong-address', 'booking'), ...OPENING);
    const wrong = say(opened.state, '您家的地址是{address}吗？');
    expect(wrong.reply).toContain(opened.state.round.facts.rightPart);
    expect(kinds(wrong.marks)).not.toContain('slot');
    expect(wrong.state.customer.told).toEqual(['address']);
    const right = say(wrong.state, '好的，那您家是{rightAddress}，对吧？');
    expect(right.reply).not.toContain(opened.state.round.facts.wrongPart);
    expect(practice.hint(wrong.state, ['booking.time']).hint.say).not.toContain(opened.state.round.order.address);
  });

  it('corrects who misreads a right address, or another day', () => {
    const opened = say(starting('easy', 'booking', 2), ...OPENING);
    expect(isOneOf(say(opened.state, '您家是{rightAddress}吗？').reply, 'address.misread')).toBe(true);
    const day = say(opened.state, '您约的是{otherTime}，我那时候过来，可以吗？');
    expect(isOneOf(day.reply, 'time.misread')).toBe(true);
  });

  it('wants another time, and takes it when it is said back', () => {
    const opened = say(starting('other-time', 'booking'), ...OPENING);
    const { reply, state } = say(opened.state, '约的{appointment}，我按时过来，可以吗？');
    expect(reply).toContain(state.round.facts.otherTime);
    const again = say(state, '约的是{appointment}，我还是那个时候过来，可以吗？');
    expect(again.reply).toContain(state.round.facts.otherTime);
    expect(say(again.state, '好的，那就{otherTime}，我准时到').reply).not.toMatch(/不在家|不行/);
  });

  it('in a meeting wants to be left in peace: an apology and a later call end the round, anything else annoys him', () => {
    const busy = say(starting('in-a-meeting', 'booking'), ...OPENING);
    const pushed = say(busy.state, '就两句话，电脑装好了没有？');
    expect(isOneOf(pushed.reply, 'later.pressed', 'in-a-meeting')).toBe(true);
    expect(pushed.state.customer.patience).toBe(busy.state.customer.patience - 1);
    const left = say(pushed.state, '好的，那我下午再打给您，不好意思打扰您了');
    expect(left.state.ended).toBe('done');
  });

  it('wants to see the badge before he opens', () => {
    const { reply, state } = say(
      starting('wary', 'arrival'),
      '{customerName}{title}您好，我是中国电信{branch}装维{staffName}，来给您{verb}{service}，请问可以进去吗？',
    );
    expect(isOneOf(reply, 'entry.badge', 'wary')).toBe(true);
    const shown = say(state, '这是我的工牌，工号{staffId}');
    expect(isOneOf(shown.reply, 'entry.yes', 'wary')).toBe(true);
  });

  it('does not let in who does not suit him, and remarks on who walks in unasked', () => {
    const refused = say(
      starting('not-now', 'arrival'),
      '您好，我是中国电信{branch}的装维，工号{staffId}，来{verb}{service}，可以进来吗？',
    );
    expect(isOneOf(refused.reply, 'entry.no', 'not-now')).toBe(true);
    expect(say(refused.state, '好的，不好意思，那我明天上午再来').state.ended).toBe('done');
    const unasked = say(starting('easy', 'arrival'), '您好，电信公司的', '您的宽带装在哪个位置？');
    expect(isOneOf(unasked.reply, 'entry.unasked')).toBe(true);
    const invited = say(starting('talkative', 'arrival'), '您好，电信公司的', '您的宽带装在哪个位置？');
    expect(isOneOf(invited.reply, 'entry.unasked', 'talkative')).toBe(false);
  });

  it('does not take the day of a visit for a telephone number', () => {
    const { marks } = say(starting('easy', 'booking', 7), ...OPENING, '那我9月5号下午过来给您装，您看可以吗？');
    expect(marks.filter((m) => 'element' in m && m.element === 'booking.contact')).toEqual([]);
  });

  it('tells the fault where something is to be repaired, a place where it is to be installed', () => {
    for (let seed = 1; seed < 12; seed += 1) {
      const { reply, state } = say(starting('easy', 'arrival', seed), '请问您的{service}安装在哪个位置，有什么问题？');
      expect(isOneOf(reply, state.round.order.kind === '维修' ? 'fault' : 'place')).toBe(true);
    }
  });

  it('hardens after a forbidden phrase, and softens when one is sorry', () => {
    const opened = say(starting('easy', 'booking'), ...OPENING);
    const hurt = say(opened.state, '我就这态度，你能怎样。');
    expect(hurt.marks).toContainEqual(expect.objectContaining({ kind: 'phrase', phrase: 15, status: 'hit' }));
    expect(kinds(hurt.marks)).toContain('mood');
    expect(hurt.state.customer.mood).toBeLessThan(opened.state.customer.mood);
    const sorry = say(hurt.state, '对不起，刚才是我态度不好，我向您道歉');
    expect(isOneOf(sorry.reply, 'softened')).toBe(true);
    expect(sorry.state.customer.mood).toBeGreaterThan(hurt.state.customer.mood);
    expect(sorry.state.customer.stung).toBe(false);
  });

  it('repeats a provocation that was not answered, and drops it in the end', () => {
    let state = practice.start(roundOf('angry', 'booking', 2, [6]));
    while (!state.customer.pending?.phrase) state = practice.say(state, practice.hint(state).hint.say).state;
    const [first, second, third] = say(state, '嗯', '哦', '这个这个').all;
    expect(first!.reply).toContain(state.customer.pending!.question);
    expect(second!.reply).toContain(state.customer.pending!.question);
    expect(third!.state.customer.pending).toBeNull();
    expect(third!.state.customer.mood).toBeLessThan(0);
  });

  it('keeps a trainer’s list of phrases until all of them have come up', () => {
    const { state } = play(roundOf('easy', 'booking', 3, [9, 12, 20]));
    expect(
      [...state.customer.provoked].sort((a, b) => a - b),
      asText(state),
    ).toEqual([9, 12, 20]);
    expect(state.ended).toBe('goodbye');
    const arrival = play(roundOf('easy', 'arrival', 3, [14, 2])).state;
    expect(arrival.customer.provoked, asText(arrival)).toHaveLength(2);
  });

  it('notices silence, foreign words, the same words again, and too many of them', () => {
    const opened = say(starting('easy', 'booking'), ...OPENING).state;
    const silent = say(opened, '   \u0007 ');
    expect(isOneOf(silent.reply, 'silence')).toBe(true);
    expect(silent.state.turns.at(-2)!.role).toBe('customer');
    expect(isOneOf(say(opened, 'Hello, this is China Telecom calling').reply, 'unclear')).toBe(true);
    expect(isOneOf(say(opened, '😀😀😀').reply, 'unclear')).toBe(true);
    expect(
      isOneOf(say(opened, '是您办的{service}{kind}的事，由我来给您做', '天气不错', '天气不错').reply, 'said-already'),
    ).toBe(true);
    const long = say(opened, `天气很热，${'风也很大，'.repeat(2_000)}`);
    expect(isOneOf(long.reply, 'too-long')).toBe(true);
    expect(kinds(long.marks)).toContain('cut');
    expect(long.state.lines.at(-1)!.length).toBeLessThanOrEqual(1_000);
  });

  it('hears no forbidden phrase in a line without a word of Chinese', () => {
    for (const foreign of ['hello there', 'OK', 'what is that', '10000', '😀😀'])
      expect(kinds(practiceWithModel.say(starting('easy', 'booking'), foreign).marks), foreign).not.toContain('phrase');
  });

  it('hears no control characters', () => {
    const { state } = say(
      starting('easy', 'booking'),
      '\u001b[31m您好\u001b[0m，\u202e我是\u0000电信公司的\r\n工号1087\ud83d',
    );
    expect(state.lines[0]).toBe('您好，我是电信公司的 工号1087');
    expect(state.turns[1]!.text).toBe(state.lines[0]);
  });

  it('loses patience with somebody who says nothing', () => {
    let state = starting('hurried', 'booking');
    for (let i = 0; i < 60 && !state.ended; i += 1) state = say(state, '').state;
    expect(state.ended).toBe('patience');
  });
});

describe('hints', () => {
  it('name what is next, and the answer to what the customer asked', () => {
    const state = starting('easy', 'booking');
    expect(practice.hint(state).hint).toMatchObject({ element: 'greeting.hello', over: false });
    expect(practice.hint(state, ['greeting.hello']).hint.element).toBe('greeting.confirm-customer');
    const asked = say(state, '您好').state;
    expect(practice.hint(asked).hint.element).toBe('greeting.company');
    expect(practice.hint(practice.hint(asked).state).state.hints).toBe(2);
  });

  it('can be said as they stand: no blanks are left in any of them', () => {
    for (const persona of cast.personas)
      for (const scene of persona.scenes) {
        const { state } = play(roundOf(persona.id, scene, 9));
        for (const t of state.turns) expect(t.text).not.toMatch(/[{}〔〕×*]/);
      }
  });

  it('do not propose what no longer counts', () => {
    const late = say(starting('easy', 'greeting'), '喂', '喂喂', '喂喂喂', '喂喂喂喂', '那个').state;
    expect(practice.hint(late).hint.element).toBe('greeting.convenience');
  });

  it('offer what the persona’s trait calls for', () => {
    expect(traitOf(personaOf('not-now'), 'entry')).toBe('no');
    let state = starting('not-now', 'arrival');
    for (let i = 0; i < 10 && !state.ended; i += 1) state = say(state, practice.hint(state).hint.say).state;
    expect(state.ended).toBe('done');
  });
});
