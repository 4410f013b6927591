import { describe, expect, it } from 'vitest';
import { seeded } from '../../bench/corpus.ts';
import { alike } from '../../src/match/alike.ts';
import { bagOf, mayStandIn } from '../../src/match/bag.ts';

const CHARACTERS = '王汪望周州邹李里理长张章芙蓉浮容解放姐方路楼中阳和区a一二的';

describe('mayStandIn', () => {
  it('is never false where the word is heard', () => {
    const random = seeded(5);
    const some = (n: number) =>
      Array.from({ length: n }, () => CHARACTERS[Math.floor(random() * CHARACTERS.length)]!).join('');
    let heard = 0;
    for (let i = 0; i < 20_000; i += 1) {
      const [word, text] = [some(1 + (i % 3)), some(6)];
      const bag = bagOf(text);
      if (!Array.from(text, (_, at) => at).some((at) => alike(word, text, at))) continue;
      heard += 1;
      expect(mayStandIn(bag, word, 0), `${word} in ${text}`).toBe(true);
    }
    expect(heard).toBeGreaterThan(1_000);
  });

  it('is false where a character sounds like none', () => {
    expect(mayStandIn(bagOf('我是小周'), '王', 0)).toBe(false);
    expect(mayStandIn(bagOf('我是小周'), '周王', 1)).toBe(true);
  });
});
