import { describe, expect, it } from 'vitest';
import { verifyPack } from '../src/verify/cases.ts';
import { pack, rulebook } from './rulebook.ts';

const outcomes = verifyPack(rulebook);
const rules = [...new Set(outcomes.map((o) => o.rule))];

describe('the packs prove themselves', () => {
  it('with the cases of every rule', () => {
    const expected = [
      ...pack.phrases.map((p) => `#${p.no}`),
      ...pack.scripts.flatMap((s) => s.elements.filter((e) => !e.forReviewer).map((e) => e.id)),
    ];
    expect(rules).toEqual(expected);
  });

  it.each(rules)('%s: all caught and clean', (rule) => {
    const wrong = outcomes
      .filter((o) => o.rule === rule && (o.result === 'silent' || o.result === 'noisy'))
      .map((o) => `${o.file}:${o.line} ${o.result}, expected ${o.expected}, got ${o.got}: ${o.text}`);
    expect(wrong).toEqual([]);
  });
});
