import { describe, expect, it } from 'vitest';
import { answerDrill, drillTask, dueDrills } from '../../src/practice/drills.ts';
import {
  emptyProfile,
  type Profile,
  parseProfile,
  withAnswer,
  withCalls,
  withMisses,
  withRound,
} from '../../src/practice/profile.ts';
import { progressOf } from '../../src/practice/progress.ts';
import { newCard, reviewed } from '../../src/practice/schedule.ts';
import { cast, play, practice, roundOf, rulebook } from './players.ts';

const { pack } = rulebook;
const on = (day: number, hour = 8) => ({
  at: new Date(Date.UTC(2026, 5, day, hour)).toISOString(),
  day: `2026-06-${String(day).padStart(2, '0')}`,
});
const task = (id: string) => drillTask(practice, cast, pack, id, 5)!;

describe('drills', () => {
  it('there is a moment for every element that words can show, and its best sentence is right there', () => {
    for (const e of pack.scripts.flatMap((s) => s.elements).filter((x) => !x.forReviewer)) {
      const t = task(`element:${e.id}`);
      expect(t, e.id).not.toBeNull();
      expect(t.state.turns.at(-1)!.role).toBe('customer');
      expect(t.state.outcomes[e.id], e.id).not.toBe('met');
      expect(answerDrill(practice, t, t.best, false).rating, `${e.id} ${t.best}`).toBe('good');
      expect(answerDrill(practice, t, t.best, true).rating).toBe('hard');
      expect(answerDrill(practice, t, '天气不错', false).rating, e.id).toBe('again');
    }
  });

  it('finds the moment whatever the seed', () => {
    for (let seed = 0; seed < 12; seed += 1)
      for (const id of ['element:booking.check-computer', 'element:arrival.ask-location', 'phrase:12'])
        expect(drillTask(practice, cast, pack, id, seed), `${id} ${seed}`).not.toBeNull();
  });

  it('there is a provocation to every phrase: the phrase is wrong, the better wording right, evasion is neither', () => {
    for (const p of pack.phrases) {
      const t = task(`phrase:${p.no}`);
      expect(t, String(p.no)).not.toBeNull();
      expect(t.state.customer.pending!.phrase).toBe(p.no);
      expect(answerDrill(practice, t, p.phrase, false).rating, p.phrase).toBe('again');
      expect(answerDrill(practice, t, t.best, false).rating, t.best).toBe('good');
      expect(answerDrill(practice, t, '嗯', false).rating).toBe('hard');
    }
  });

  it('half of an element is nearly right', () => {
    const t = task('element:booking.contact');
    expect(answerDrill(practice, t, `我的电话是${t.state.round.order.staffPhone}`, false).rating).toBe('hard');
  });

  it('an element said otherwise than in the work order is nearly right', () => {
    const t = task('element:greeting.confirm-customer');
    expect(answerDrill(practice, t, '请问是诸葛先生吗？', false).rating).toBe('hard');
    expect(answerDrill(practice, t, t.best, false).rating).toBe('good');
  });

  it('unknown ones have no moment', () => {
    expect(drillTask(practice, cast, pack, 'element:no.such', 1)).toBeNull();
    expect(drillTask(practice, cast, pack, 'phrase:99', 1)).toBeNull();
    expect(drillTask(practice, cast, pack, 'element:booking.wait-hangup', 1)).toBeNull();
  });
});

describe('the schedule', () => {
  it('spaces what is known, and brings back what is not', () => {
    let card = newCard(on(1).at);
    expect(card.due).toBe(on(1).at);
    const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;
    const gaps: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      const now = card.due;
      card = reviewed(card, 'good', now);
      gaps.push(days(now, card.due));
    }
    expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
    expect(gaps.at(-1)).toBeGreaterThan(7);
    expect(days(card.due, reviewed(card, 'again', card.due).due)).toBeLessThan(1);
    expect(reviewed(card, 'hard', card.due)).toEqual(reviewed(card, 'hard', card.due));
  });
});

describe('a profile', () => {
  const forgetful = play(roundOf('easy', 'booking', 8), { leavesOut: ['booking.address', 'greeting.staff-id'] }).state;
  const perfect = play(roundOf('easy', 'booking', 9)).state;
  const rude = play(roundOf('easy', 'greeting', 9), {
    instead: (s) => (s.lines.length === 4 ? '我现在没空。' : null),
  }).state;
  const after = (profile: Profile, state: typeof perfect, day: number) => {
    const { assessment, passed } = practice.finish(state);
    return withRound(profile, state, assessment, passed, on(day));
  };

  it('makes drills of what was missed and said, due at once', () => {
    const profile = after(after(emptyProfile, forgetful, 1), rude, 1);
    expect(profile.drills.map((d) => d.id)).toEqual([
      'element:greeting.staff-id',
      'element:booking.address',
      'phrase:9',
    ]);
    expect(dueDrills(profile, on(1).at)).toHaveLength(3);
    const [first] = dueDrills(profile, on(1).at);
    const answered = withAnswer(profile, first!.id, 'good', on(1));
    expect(dueDrills(answered, on(1).at)).toHaveLength(2);
    expect(dueDrills(answered, on(30).at)).toHaveLength(3);
  });

  it('brings a drill back that was missed again, and counts', () => {
    let profile = withMisses(emptyProfile, ['phrase:9'], on(1));
    profile = withAnswer(profile, 'phrase:9', 'good', on(1));
    profile = withAnswer(profile, 'phrase:9', 'good', on(2));
    expect(dueDrills(profile, on(3).at)).toEqual([]);
    profile = withMisses(profile, ['phrase:9'], on(3));
    expect(profile.drills[0]!.misses).toBe(2);
    expect(dueDrills(profile, on(3, 9).at)).toHaveLength(1);
  });

  it('takes misses of real calls once, the most frequent first', () => {
    const calls = new Map([
      ['phrase:9', 1],
      ['element:booking.time', 4],
    ]);
    const profile = withCalls(emptyProfile, calls, on(1));
    expect(profile.drills.map((d) => [d.id, d.misses])).toEqual([
      ['element:booking.time', 4],
      ['phrase:9', 1],
    ]);
    expect(withCalls(profile, calls, on(2))).toEqual(profile);
  });

  it('comes back from JSON as it was', () => {
    const profile = withAnswer(after(emptyProfile, forgetful, 1), 'element:booking.address', 'hard', on(2));
    const unfinished = { round: forgetful.round, lines: forgetful.lines.slice(0, 2), hints: 1 };
    const whole = { ...profile, unfinished };
    expect(parseProfile(JSON.stringify(whole))).toEqual({ kind: 'profile', profile: whole });
  });

  it('is told from a later version, and from what is none', () => {
    expect(parseProfile('{"format":"huashu/profile@2","rounds":{}}')).toEqual({
      kind: 'newer',
      format: 'huashu/profile@2',
    });
    for (const broken of [
      '',
      '{',
      '[]',
      'null',
      '{}',
      '{"format":"huashu/profile@1"}',
      '{"format":"huashu/profile@1","rounds":[{}],"drills":[],"unfinished":null}',
    ])
      expect(parseProfile(broken).kind, broken).toBe('broken');
    const deep = `{"format":"huashu/profile@1","rounds":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
    expect(parseProfile(deep).kind).toBe('broken');
    const bad = JSON.stringify({ ...withMisses(emptyProfile, ['phrase:9'], on(1)) }).replace(
      '"stability":0',
      '"stability":null',
    );
    expect(parseProfile(bad)).toMatchObject({
      kind: 'broken',
      reason: expect.stringContaining('drills.0.card.stability'),
    });
  });

  it('shows how each element and phrase went, the days in a row, and what is next', () => {
    let profile = emptyProfile;
    for (const [i, state] of [forgetful, rude, forgetful, perfect, perfect].entries())
      profile = after(profile, state, i + 1);
    const progress = progressOf(profile, pack, '2026-06-05', on(5).at);
    expect(progress).toMatchObject({ rounds: 5, streak: 5, days: 5 });
    const address = progress.elements.find((e) => e.id === 'booking.address')!;
    expect(address).toMatchObject({ applied: 4, met: 2, last: [0, 0, 1, 1], recent: 0.5, before: null });
    expect(progress.phrases).toEqual([{ phrase: 9, said: 1, recent: 1 }]);
    expect(progress.percents).toHaveLength(5);
    expect(progressOf(profile, pack, '2026-06-06', on(6).at).streak).toBe(5);
    expect(progressOf(profile, pack, '2026-06-07', on(7).at).streak).toBe(0);
    expect(progressOf(emptyProfile, pack, '2026-06-07', on(7).at)).toMatchObject({ rounds: 0, streak: 0, mean: null });
  });
});
