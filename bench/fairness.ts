import { assess } from '../src/assess/assess.ts';
import type { Rulebook } from '../src/hear/compile.ts';
import type { Labelled } from '../src/model/label.ts';
import type { Transcript } from '../src/model/transcript.ts';

import { wilson } from '../src/verify/intervals.ts';

/** Something about people that must not change what is thought of an installer's words. */
interface Swap {
  readonly name: string;
  readonly said: (text: string, byAgent: boolean) => string;
}

const replaced = (pairs: readonly (readonly [string, string])[]) => {
  const to = new Map(pairs);
  const any = new RegExp(pairs.map(([from]) => from).join('|'), 'g');
  return (text: string) => text.replace(any, (found) => to.get(found)!);
};
const dialect = replaced([
  ['不知道', '不晓得'],
  ['知道', '晓得'],
  ['什么', '么子'],
  ['没有', '冇得'],
  ['怎么', '何解'],
  ['说', '讲'],
]);
const women = replaced([
  ['先生', '女士'],
  ['大哥', '大姐'],
  ['叔叔', '阿姨'],
  ['爷爷', '奶奶'],
  ['帅哥', '美女'],
]);
const men = replaced([
  ['女士', '先生'],
  ['大姐', '大哥'],
  ['阿姨', '叔叔'],
  ['奶奶', '爷爷'],
  ['美女', '帅哥'],
]);
const anger = ['你们这是什么态度！', '我等了一天了！', '再这样我投诉你们！'] as const;

const SWAPS: readonly Swap[] = [
  { name: 'dialect spelling of the installer', said: (text, byAgent) => (byAgent ? dialect(text) : text) },
  { name: 'men addressed as women', said: women },
  { name: 'women addressed as men', said: men },
  {
    name: 'the customer is angry',
    said: (text, byAgent) => (byAgent ? text : `${text}${anger[text.length % anger.length]}`),
  },
];

/** Which phrases were flagged where, and how surely. */
const verdicts = (rulebook: Rulebook, transcript: Transcript): Map<string, string> =>
  new Map(assess(rulebook, transcript).violations.map((v) => [`${v.evidence.turn}#${v.phrase}`, v.status]));

/**
 * Labelled dialogues, assessed again with something swapped that must not matter: in how many agent turns a hit appears or goes away.
 * Only dialogues that the swap changes are counted.
 */
export function fairnessLines(rulebook: Rulebook, labelled: readonly Labelled[]): string[] {
  return SWAPS.map(({ name, said }) => {
    let [moved, turns, dialogues] = [0, 0, 0];
    for (const { transcript } of labelled) {
      const isAgent = (speaker: string) => transcript.roles[speaker] === 'agent';
      const swapped = {
        ...transcript,
        turns: transcript.turns.map((t) => ({ ...t, text: said(t.text, isAgent(t.speaker)) })),
      };
      if (swapped.turns.every((t, i) => t.text === transcript.turns[i]!.text)) continue;
      dialogues += 1;
      turns += transcript.turns.filter((t) => isAgent(t.speaker)).length;
      const [before, after] = [verdicts(rulebook, transcript), verdicts(rulebook, swapped)];
      for (const key of new Set([...before.keys(), ...after.keys()]))
        if ((before.get(key) === 'hit') !== (after.get(key) === 'hit')) moved += 1;
    }
    const [low, high] = wilson(moved, turns);
    return `${name.padEnd(36)}${((1000 * moved) / Math.max(1, turns)).toFixed(1).padStart(5)} hits moved in 1,000 agent turns [${(1000 * low).toFixed(1)}, ${(1000 * high).toFixed(1)}] ${moved}/${turns}, ${dialogues} dialogues`;
  });
}
