import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { roleReasons } from '../../src/assess/roles.ts';
import { SCENE_SIGNS } from '../../src/assess/scene-signs.ts';
import { VOICE_SIGNS } from '../../src/assess/voice-signs.ts';
import { CueError } from '../../src/match/cue-notation.ts';
import type { Transcript } from '../../src/model/transcript.ts';
import { signWords } from '../../src/report/sign-wording.ts';
import { BOOKING, call, calls, rulebook } from '../wordings.ts';

const rolesOf = (lines: readonly string[]) => assess(rulebook, call(lines)).roles;

describe('roles from the words', () => {
  it('tells the installer from the customer, and is sure of it', () => {
    const roles = rolesOf(BOOKING);
    expect(roles.assigned).toEqual({ A: 'agent', B: 'customer' });
    expect(roles.inferred).toBe(true);
    expect(roles.confidence).toBeGreaterThan(0.95);
  });

  it('does not mind who is called what, nor who speaks first', () => {
    const swapped = BOOKING.map((l) => (l[0] === 'A' ? `SPEAKER_01${l.slice(1)}` : `SPEAKER_00${l.slice(1)}`));
    expect(rolesOf(['SPEAKER_00：喂？', ...swapped]).assigned).toEqual({ SPEAKER_01: 'agent', SPEAKER_00: 'customer' });
  });

  it('knows the customer of a visit that he opens himself', () => {
    const roles = rolesOf([
      '0：谁呀？',
      '1：您好，电信的，来给您修宽带，可以进来吗？',
      '0：进来吧，鞋子不用脱。',
      '1：谢谢您，光猫在哪里？',
      '0：我家光猫在电视柜，你帮我看看。',
    ]);
    expect(roles.assigned).toEqual({ 0: 'customer', 1: 'agent' });
  });

  it('takes family and colleagues for others: the customer is who talks with the installer', () => {
    const roles = rolesOf([
      'A：爷爷，有人敲门！',
      'B：您好，我是电信的装维李强，来给您装宽带，可以进来吗？',
      'C：进来进来，装在书房咯，我孙子要上网课。',
      'B：好的，我先看下线。小伍，把垫布铺上。',
      'D：好。',
      'C：师傅，要多久搞得好？我家里还有客。',
      'B：半个小时给您装好。',
      'C：那好，你帮我把那个旧的也拆了。',
    ]);
    expect(roles.assigned).toEqual({ A: 'other', B: 'agent', C: 'customer', D: 'other' });
  });

  it('fills in the one role that the file does not name', () => {
    expect(assess(rulebook, { ...call(BOOKING), roles: { A: 'agent', B: null } }).roles.assigned).toEqual({
      A: 'agent',
      B: 'customer',
    });
    expect(assess(rulebook, { ...call(BOOKING), roles: { A: null, B: 'customer' } }).roles.assigned).toEqual({
      A: 'agent',
      B: 'customer',
    });
  });

  it('blames nobody below the line: hits become suspected', () => {
    const unsure = assess(rulebook, call(['A：嗯', 'B：我现在没空', 'A：哦']));
    expect(unsure.roles.confidence).toBeLessThan(0.8);
    expect(unsure.violations.map((v) => v.status)).not.toContain('hit');
    const sure = assess(rulebook, call([...BOOKING, 'B：那你现在来', 'A：我现在没空。']));
    expect(sure.violations).toMatchObject([{ phrase: 9, status: 'hit' }]);
  });

  it('hears who calls behind a greeting, and who asks him whether he is that', () => {
    const companyIn = (line: string) => {
      const transcript = call([line, 'B：嗯，你讲。']);
      const { assigned } = assess(rulebook, transcript).roles;
      const reasons = roleReasons(rulebook, transcript, { ...assigned, A: 'agent' }).get('A')!;
      return reasons.some((r) => r.id === 'company');
    };
    for (const line of ['A：您好，我是电信的小李。', 'A：您好，这里是电信公司装维班。', 'A：我是电信的。'])
      expect([line, companyIn(line)]).toEqual([line, true]);
    for (const line of ['A：你好，你是电信的吧？', 'A：您好，你们电信的怎么回事。', 'A：你电信的啊？'])
      expect([line, companyIn(line)]).toEqual([line, false]);
  });

  it('is less sure the less was said', () => {
    const confidence = (n: number) => rolesOf(BOOKING.slice(0, n)).confidence;
    expect(rolesOf(['A：好的', 'B：好的']).confidence).toBeLessThan(0.6);
    expect(confidence(6)).toBeGreaterThan(0.95);
  });

  it('takes out the customer’s turns where nobody tells the voices apart', () => {
    const lines = BOOKING.map((l) => `?：${l.slice(2)}`);
    const { roles, violations } = assess(
      rulebook,
      call([...lines, '?：师傅你怎么还没来，你们有没有搞错', '?：我现在没空']),
    );
    expect(roles.byTurn?.slice(0, 4)).toEqual(['agent', 'customer', 'agent', 'customer']);
    expect(roles.assigned).toEqual({ '?': 'other' });
    expect(violations).toMatchObject([{ phrase: 9, status: 'suspected' }]);
  });

  it('gives one label alone its likelier role', () => {
    expect(rolesOf(['左：您好，我是电信公司的李强，工号1087。', '左：我明天上午过来给您装宽带。']).assigned).toEqual({
      左: 'agent',
    });
    expect(rolesOf(['右：师傅，我家网又断了，你什么时候来？', '右：我报了三天了，你们怎么还不来']).assigned).toEqual({
      右: 'customer',
    });
  });

  it('gives every label that speaks a role, whatever was said', () => {
    fc.assert(
      fc.property(calls, (transcript) => {
        const { assigned, confidence, byTurn } = assess(rulebook, transcript).roles;
        for (const { speaker } of transcript.turns) expect(Object.hasOwn(assigned, speaker)).toBe(true);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        if (byTurn) expect(byTurn).toHaveLength(transcript.turns.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('named roles that the words contradict', () => {
  const named = (agent: string, customer: string): Transcript => ({
    ...call([...BOOKING, 'B：我现在没空']),
    roles: { [agent]: 'agent', [customer]: 'customer' },
  });

  it('are told, with the words, and nobody is blamed', () => {
    const { roles, violations } = assess(rulebook, named('B', 'A'));
    expect(roles.contradicted?.confidence).toBeGreaterThan(0.97);
    expect(roles.contradicted?.signs).toContainEqual({ sign: 'staff-number', label: 'A', turn: 0 });
    expect(roles.assigned).toEqual({ B: 'agent', A: 'customer' });
    expect(violations).toMatchObject([{ phrase: 9, status: 'suspected' }]);
  });

  it('are not told of a call whose labels are right', () => {
    expect(assess(rulebook, named('A', 'B')).roles).toEqual({
      inferred: false,
      confidence: 1,
      assigned: { A: 'agent', B: 'customer' },
    });
  });

  it('are not told of a rude installer and a polite customer', () => {
    const rude = [
      '装维：喂你找谁',
      '客户：您好，师傅，请问您今天来吗',
      '装维：没空，明天再说',
      '客户：那麻烦您明天早点',
      '装维：知道了知道了',
    ];
    expect(assess(rulebook, call(rude)).roles.contradicted).toBeUndefined();
  });
});

describe('speakers merged in one turn', () => {
  const statuses = (lines: readonly string[]) =>
    assess(rulebook, call(lines, { scripts: [] })).violations.map((v) => [v.phrase, v.status, v.excusedBy]);

  it('the customer’s words in the agent’s turn are not blamed on the agent', () => {
    expect(statuses(['装维：您好请讲。师傅我家网断了五天了，你们有没有搞错。好的，我帮您看一下。'])).toEqual([
      [17, 'excused', 'merged-speakers'],
    ]);
    expect(statuses(['装维：好的您说 师傅我家里等了一天 你帮我看看你有没有搞错啊'])).toEqual([
      [17, 'excused', 'merged-speakers'],
    ]);
  });

  it('the agent’s own words stay his, whatever the customer said before in the same turn', () => {
    expect(statuses(['装维：师傅我家网断了五天了。我现在没空，明天给您看。'])).toEqual([[9, 'hit', null]]);
    expect(statuses(['装维：您家的单子我看到了，你有没有搞错啊'])).toEqual([[17, 'hit', null]]);
    expect(statuses(['客户：师傅我家网断了五天了', '装维：你有没有搞错'])).toEqual([[17, 'hit', null]]);
  });
});

describe('signs', () => {
  const all = [...VOICE_SIGNS, ...SCENE_SIGNS];

  it('can all be read with the names and words of the built-in pack', () => {
    const broken = all.flatMap((sign) =>
      [...sign.cues, ...(sign.unless ?? [])].filter((cue) => {
        try {
          rulebook.cues.context.parse(cue);
          return false;
        } catch (error) {
          expect(error).toBeInstanceOf(CueError);
          return true;
        }
      }),
    );
    expect(broken).toEqual([]);
  });

  it('have an id of their own in each list, and words in both languages', () => {
    for (const list of [VOICE_SIGNS, SCENE_SIGNS]) expect(new Set(list.map((s) => s.id)).size).toBe(list.length);
    for (const { id } of all) for (const lang of ['zh', 'en'] as const) expect(signWords(id, lang), id).not.toBe(id);
  });
});
