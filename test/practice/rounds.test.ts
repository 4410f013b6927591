import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess, parseTranscripts } from '../../src/index.ts';
import { MOST_LINES } from '../../src/practice/customer.ts';
import { resultOf, scoredAgain } from '../../src/practice/result.ts';
import { makeRound } from '../../src/practice/round.ts';
import type { PracticeState } from '../../src/practice/state.ts';
import { asText, cast, meetings, play, practice, practiceWithModel, roundOf, rulebook } from './players.ts';

/** What installers, and whoever sits at the keyboard, may type. */
const sentences = [
  ...rulebook.pack.scripts.flatMap((s) =>
    s.elements.flatMap((e) => e.cases.met.filter((c) => c.alone).map((c) => c.turns[0]!.text)),
  ),
  ...rulebook.pack.phrases.map((p) => p.phrase),
  ...rulebook.pack.phrases.map((p) => p.better.zh),
  '谢谢您，再见！',
  '嗯',
  '好',
  '？？',
  'hello',
  '对不起',
  '您看可以吗？',
  '那个',
  '10000',
  '\u001b[2J',
  '',
];
const line = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...sentences) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...sentences), fc.constantFrom(...sentences)).map((two) => two.join('')),
  },
);
const seed = fc.integer({ min: 0, max: 2 ** 31 });

/** Says lines, in turn, until the round is over. */
function playLines(start: PracticeState, lines: readonly string[]): PracticeState {
  let state = start;
  for (let i = 0; i < MOST_LINES + 5 && !state.ended; i += 1)
    state = practice.say(state, lines[i % lines.length]!).state;
  return state;
}

describe('random rounds', () => {
  it('a thousand of them never throw, always end, and give a reply to every line until then', {
    timeout: 600_000,
  }, () => {
    let rounds = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...meetings),
        seed,
        fc.array(line, { minLength: 1, maxLength: 12 }),
        ({ persona, scene }, n, lines) => {
          const state = playLines(practice.start(makeRound(cast, { scene, persona, seed: n, passMark: 80 })), lines);
          rounds += 1;
          expect(state.ended, asText(state)).not.toBeNull();
          expect(state.lines.length).toBeLessThanOrEqual(MOST_LINES);
          for (const t of state.turns.filter((x) => x.role === 'customer')) expect(t.text, asText(state)).not.toBe('');
          const { assessment } = practice.finish(state);
          expect(
            assessment.score.percent === null || (assessment.score.percent >= 0 && assessment.score.percent <= 100),
          ).toBe(true);
        },
      ),
      { numRuns: 1_000, seed: 20_260_603 },
    );
    expect(rounds).toBe(1_000);
  });

  it.each([
    { by: 'the pack alone', judge: practice },
    { by: 'the pack and the model', judge: practiceWithModel },
  ])('give the same bytes for the same seed, played at once, kept as JSON in the middle, or replayed, judged by $by', ({
    judge,
  }) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...meetings),
        seed,
        fc.array(line, { minLength: 2, maxLength: 8 }),
        fc.nat(),
        ({ persona, scene }, n, lines, at) => {
          const round = makeRound(cast, { scene, persona, seed: n, passMark: 80 });
          const states = [judge.start(round)];
          for (const text of lines) states.push(judge.say(states.at(-1)!, text).state);
          const bytes = JSON.stringify(states.at(-1));
          const middle = at % lines.length;
          const kept = JSON.parse(JSON.stringify(states[middle])) as PracticeState;
          const goneOn = lines.slice(middle).reduce((s, text) => judge.say(s, text).state, kept);
          expect(JSON.stringify(goneOn)).toBe(bytes);
          expect(JSON.stringify(judge.replay(round, states.at(-1)!.lines))).toBe(bytes);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are as they were after a line is taken back', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...meetings),
        seed,
        fc.array(line, { minLength: 1, maxLength: 6 }),
        line,
        ({ persona, scene }, n, lines, more) => {
          const before = lines.reduce(
            (s, text) => practice.say(s, text).state,
            practice.start(makeRound(cast, { scene, persona, seed: n, passMark: 80 })),
          );
          if (before.ended) return;
          expect(practice.undo(practice.say(before, more).state)).toEqual(before);
        },
      ),
      { numRuns: 40 },
    );
    const start = practice.start(roundOf('easy', 'booking', 1));
    expect(practice.undo(start)).toEqual(start);
  });
});

describe('ten rounds', () => {
  it('with one customer do not sound alike', () => {
    for (const { persona, scene } of meetings.filter((m) => m.scene.id === 'booking' || m.scene.id === 'visit')) {
      const rounds = Array.from({ length: 10 }, (_, i) => {
        const { state } = play(roundOf(persona.id, scene.id, 100 + i));
        return state.turns.filter((t) => t.role === 'customer').map((t) => t.text);
      });
      expect(new Set(rounds.map((r) => r.join('\n'))).size, persona.id).toBe(10);
      // Of what is said in one round, how much is said to the letter in another one, at the same point of it?
      let same = 0;
      let all = 0;
      for (const [i, a] of rounds.entries())
        for (const b of rounds.slice(i + 1))
          for (const [k, text] of a.entries()) {
            all += 1;
            same += Number(text === b[k]);
          }
      expect(same / all, persona.id).toBeLessThan(0.3);
    }
  });
});

describe('a result', () => {
  const scoredBy = { huashu: '0', rulebook: '0' };
  const { state } = play(roundOf('complainer', 'booking', 8));

  it('is scored again from its lines to the same bytes', () => {
    const result = { ...resultOf(state, practice.finish(state), scoredBy), digest: '' };
    const kept = JSON.parse(JSON.stringify(result)) as typeof result;
    expect(JSON.stringify({ ...scoredAgain(practice, kept, scoredBy), digest: '' })).toBe(JSON.stringify(result));
  });

  it('holds a transcript that scores as any other does', () => {
    const { transcript, assessment } = resultOf(state, practice.finish(state), scoredBy);
    const [read] = parseTranscripts({ file: 'result.json', text: JSON.stringify(transcript) }).value;
    const again = assess(rulebook, read!);
    expect(again.elements).toEqual(assessment.elements);
    expect(again.violations).toEqual(assessment.violations);
    expect(again.score).toEqual(assessment.score);
  });

  it('names the one thing that would have raised it most, and what to say', () => {
    const { state: played } = play(roundOf('easy', 'booking', 8), { leavesOut: ['booking.address'] });
    const { next, assessment } = practice.finish(played);
    expect(next).toEqual({ id: 'booking.address', say: `请问您家的地址是${played.round.order.address}吗？` });
    expect(next!.id).toBe(assessment.score.improvements[0]!.id);
    expect(practice.finish(play(roundOf('easy', 'booking', 8)).state).next).toBeNull();
  });
});
