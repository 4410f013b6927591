import { describe, expect, it } from 'vitest';
import { loadRulebook } from '../../src/node.ts';
import { verifyPack } from '../../src/verify/cases.ts';

const { value } = await loadRulebook({ packs: ['test/packs/failing-case'], withCases: true, withModel: false });
const outcomes = verifyPack(value!).filter((o) => o.rule === '#101' || o.rule.startsWith('survey.'));

describe('running the cases of a pack', () => {
  it('tells caught, clean, silent and noisy, each with its file and line', () => {
    const told = outcomes.map(
      (o) => `${o.file.replace('test/packs/failing-case/', '')}:${o.line} ${o.rule} ${o.expected} ${o.result}`,
    );
    expect(told).toEqual([
      'phrases.yaml:14 #101 flagged caught',
      'phrases.yaml:15 #101 flagged silent',
      'phrases.yaml:17 #101 clean clean',
      'phrases.yaml:18 #101 clean noisy',
      'survey.yaml:18 survey.greet met caught',
      'survey.yaml:18 survey.greet met silent',
      'survey.yaml:19 survey.greet not-met noisy',
    ]);
  });

  it('says what came out instead', () => {
    const got = outcomes.filter((o) => o.result === 'silent' || o.result === 'noisy').map((o) => o.got);
    expect(got).toEqual(['-', '#101 hit 1 «便宜没好货»', 'missed', 'met']);
  });
});
