import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { saidByAgent } from '../../src/model/transcript.ts';
import { rulebook } from '../rulebook.ts';

const phrasesIn = (text: string): number[] =>
  assess(rulebook, saidByAgent(text))
    .violations.filter((v) => v.status === 'hit')
    .map((v) => v.phrase);

describe('a stretch that several phrases could be found in', () => {
  it('is named by what the sentence means where a wording is found in part only', () => {
    expect(phrasesIn('我只管把光纤熔到弱电箱，屋里那几根线你自己去弄')).toEqual([21]);
    expect(phrasesIn('我这边就管到猫亮灯，墙上打孔你自己去搞')).toEqual([21]);
    expect(phrasesIn('你自己去问')).toEqual([2]);
  });

  it('is named by what the sentence means where the wording is three characters of it', () => {
    expect(phrasesIn('谁收的钱你找谁要去，跟我们装机的不搭界')).toEqual([1]);
    expect(phrasesIn('喂，你找谁')).toEqual([11]);
  });
});
