import { assess } from '../src/assess/assess.ts';
import { SHORT } from '../src/match/windows.ts';
import { saidByAgent } from '../src/model/transcript.ts';
import { seeded, wilson } from '../src/verify/intervals.ts';
import type { Pair } from '../tools/train/texts.ts';
import type { FoldJudge } from './writers.ts';

/** How many violations of each fold's writers are set into real turns. */
const EACH = 400;
const PAUSE = /[，。！？,!?\s]/;
const SEED = 20_261_126;

/** Places where something can be put into a turn without cutting a word: its pauses, and its ends. */
function placesOf(turn: string): number[] {
  const places = [0, turn.length];
  for (let i = 1; i < turn.length; i += 1) if (PAUSE.test(turn[i - 1]!)) places.push(i);
  return places;
}

/**
 * Violations of writers never read, set into real long turns at random and said after what the customer says before them: how many are hits with the right phrase, and in how many of the same
 * turns something is a hit without one.
 * @param turns real turns of agents; those that are read whole are left out
 */
export function longTurnLines(folds: readonly FoldJudge[], turns: readonly string[]): string[] {
  const random = seeded(SEED);
  const draw = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const long = turns.filter((t) => t.length > SHORT && t.length <= 200);
  let [found, suspected, of, false_] = [0, 0, 0, 0];
  for (const { rulebook, pairs } of folds) {
    const hits = (text: string, asked: string | null) => assess(rulebook, saidByAgent(text, asked)).violations;
    for (let i = 0; i < Math.min(EACH, pairs.length); i += 1) {
      const { core, phrase, asked }: Pair = draw(pairs);
      const turn = draw(long);
      const at = draw(placesOf(turn));
      const own = hits(`${turn.slice(0, at)}${core}${turn.slice(at)}`, asked).filter((v) => v.phrase === phrase);
      of += 1;
      if (own.some((v) => v.status === 'hit')) found += 1;
      else if (own.some((v) => v.status === 'suspected')) suspected += 1;
      if (hits(turn, asked).some((v) => v.status === 'hit')) false_ += 1;
    }
  }
  const share = (name: string, n: number) => {
    const [low, high] = wilson(n, of);
    return `${name.padEnd(44)}${(n / of).toFixed(3)}  [${low.toFixed(3)}, ${high.toFixed(3)}] ${n}/${of}`;
  };
  return [
    share('recall, set into real long turns', found),
    share('  with suspected', found + suspected),
    share('the same turns without a violation flagged', false_),
  ];
}
