import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLASSES } from '../../src/match/meaning.ts';
import { readModel, writeModel } from '../../src/match/model-file.ts';
import { PlainTagger } from '../../src/match/plain-tagger.ts';
import { stretchOfTags, TAGGER_REACH } from '../../src/match/tagger.ts';
import { normaliseText } from '../../src/normalise/normalise.ts';
import { pack, smallModel } from '../small-model.ts';
import { smallTagger } from '../small-tagger.ts';

const tagger = new PlainTagger(smallTagger);
const said = (text: string) => normaliseText(text, pack.lexicon);
const sum = (values: Float32Array): number => values.reduce((a, b) => a + b, 0);
const written = pack.phrases.flatMap((p) => p.variants);
const texts = fc
  .array(fc.constantFrom(...written, '好的师傅', '，您稍等', 'ok', '12345'), { minLength: 1, maxLength: 9 })
  .map((parts) => said(parts.join('')))
  .filter((u) => u.text.length > 0);

describe('the tagger', () => {
  it('tells probabilities of all classes, whatever stretch it is asked about', () => {
    fc.assert(
      fc.property(texts, texts, fc.nat(), fc.nat(), fc.boolean(), (utterance, before, a, b, isAsked) => {
        const [start, end] = [a % utterance.text.length, b % utterance.text.length].sort((x, y) => x - y) as [
          number,
          number,
        ];
        const told = tagger.tell(utterance, isAsked ? before : null, start, end + 1);
        expect(told).toHaveLength(CLASSES);
        expect(sum(told)).toBeCloseTo(1, 5);
        expect(Math.min(...told)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 300 },
    );
  });

  it('hears nothing beyond its reach, so that a stretch of a long turn costs no more than one of a short one', () => {
    const middle = said('你自己去问他们吧我不晓得');
    const far = said('今天天气真不错'.repeat(12));
    const [before, behind] = [far.text, far.text.slice(3)];
    const whole = (left: string, right: string) => {
      const text = said(`${left}${middle.text}${right}`);
      const start = text.text.indexOf(middle.text);
      return tagger.tell(text, null, start, start + middle.text.length);
    };
    const reach = TAGGER_REACH;
    // One more on the left: the first character of a turn is marked.
    const near = whole(before.slice(-reach - 1), behind.slice(0, reach));
    expect([...whole(before, behind)]).toEqual([...near]);
    // What is within reach is heard.
    expect([...whole(before.slice(-reach - 1), '')]).not.toEqual([...near]);
  });

  it('hears what the customer said before a short answer, and 您 beside 你', () => {
    const answer = said('我不晓得');
    const tell = (text: string, asked: string | null) => [
      ...tagger.tell(said(text), asked === null ? null : said(asked), 0, answer.text.length),
    ];
    expect(tell('我不晓得', '今天能来吗')).not.toEqual(tell('我不晓得', null));
    expect(tell('问您自己', null)).not.toEqual(tell('问你自己', null));
  });

  it('weighs one character that is sure of a phrase as much as it says', () => {
    const scores = new Float32Array(3 * CLASSES);
    scores[CLASSES + 4] = 9;
    const told = stretchOfTags(scores, 1);
    expect(told.indexOf(Math.max(...told))).toBe(4);
    expect(told[4]).toBeGreaterThan(0.99);
    expect(stretchOfTags(new Float32Array(3 * CLASSES), 9)[0]).toBeGreaterThan(0.99);
  });

  it('comes out of the file as it went in, and is missed where the file is cut', () => {
    const bytes = writeModel({ ...smallModel, tagger: smallTagger });
    const { value, problems } = readModel(bytes, 'm.bin');
    expect(problems).toEqual([]);
    expect(value!.tagger).toEqual(smallTagger);
    expect(readModel(bytes.subarray(0, bytes.length - 1), 'm.bin').problems).toMatchObject([{ code: 'MODEL_CUT' }]);
    expect(readModel(writeModel(smallModel), 'm.bin').value!.tagger).toBeNull();
  });

  it.for([
    ['no width', { width: 0, characters: 1, sounds: 1 }],
    ['a width that is no multiple of four', { width: 6, characters: 1, sounds: 1 }],
    ['more characters than there are', { width: 8, characters: 70_000, sounds: 1 }],
    ['no numbers', { width: 'x', characters: null, sounds: [] }],
    ['nothing', undefined],
  ] as const)('is of another version with %s in its header', ([, shape]) => {
    const bytes = writeModel({ ...smallModel, tagger: smallTagger });
    const newline = bytes.indexOf(10);
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(0, newline)));
    const line = new TextEncoder().encode(`${JSON.stringify({ ...header, tagger: shape })}\n`);
    const changed = new Uint8Array([...line, ...bytes.subarray(newline + 1)]);
    expect(readModel(changed, 'm.bin').problems).toMatchObject([{ code: 'MODEL_VERSION' }]);
  });
});
