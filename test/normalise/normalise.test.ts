import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Mark, type Utterance } from '../../src/model/normal.ts';
import { plainOf } from '../../src/normalise/characters.ts';
import { evidenceOf, normaliseText, normaliseTranscript } from '../../src/normalise/normalise.ts';
import { pack } from '../rulebook.ts';
import { dialogue, speech, transcripts } from '../speech.ts';

const { lexicon } = pack;
const plain = (text: string): string => normaliseText(text, lexicon).text;

/** Where each character came from: inside its turn, not empty, and never before the one before it. */
function expectWaysBack(u: Utterance, texts: readonly string[]): void {
  for (const list of [u.turn, u.start, u.end, u.marks]) expect(list).toHaveLength(u.text.length);
  for (let i = 0; i < u.text.length; i += 1) {
    const [turn, start, end] = [u.turn[i]!, u.start[i]!, u.end[i]!];
    expect(turn).toBeGreaterThanOrEqual(u.firstTurn);
    expect(turn).toBeLessThanOrEqual(u.lastTurn);
    expect(start).toBeLessThan(end);
    expect(end).toBeLessThanOrEqual(texts[turn]!.length);
    if (i === 0) continue;
    expect(turn).toBeGreaterThanOrEqual(u.turn[i - 1]!);
    if (turn === u.turn[i - 1]) {
      expect(start).toBeGreaterThanOrEqual(u.start[i - 1]!);
      expect(end).toBeGreaterThanOrEqual(u.end[i - 1]!);
    }
  }
}

describe('normalising, whatever was said', () => {
  it('keeps the way back of every character', () => {
    fc.assert(
      fc.property(transcripts, (transcript) => {
        const { utterances } = normaliseTranscript(transcript, lexicon);
        for (const u of utterances)
          expectWaysBack(
            u,
            transcript.turns.map((t) => t.text),
          );
      }),
      { numRuns: 500 },
    );
  });

  it('puts every turn into one utterance, in order, of one speaker', () => {
    fc.assert(
      fc.property(transcripts, (transcript) => {
        const { utterances } = normaliseTranscript(transcript, lexicon);
        expect(utterances.flatMap((u) => [...range(u.firstTurn, u.lastTurn)])).toEqual(
          transcript.turns.map((_, i) => i),
        );
        utterances.forEach((u, i) => {
          expect(u.index).toBe(i);
          const speakers = transcript.turns.slice(u.firstTurn, u.lastTurn + 1).map((t) => t.speaker);
          expect(new Set(speakers).size).toBe(1);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('has a form for each character that is a form of itself', () => {
    const others = Array.from({ length: 65_536 }, (_, code) => String.fromCharCode(code)).filter((char) => {
      const form = plainOf[char.charCodeAt(0)]!;
      return form !== 0 && plainOf[form] !== form;
    });
    expect(others).toEqual([]);
  });

  it('leaves what is normal as it is', () => {
    fc.assert(
      fc.property(speech, (text) => {
        // Words that a pair brings in are not looked up again, so only texts without pairs are their own form.
        fc.pre(!Object.keys(lexicon.sameWord).some((from) => plain(text).includes(from)));
        const once = plain(text);
        fc.pre(!/(.)\1|(..+)\2/u.test(once));
        expect(plain(once)).toBe(once);
      }),
      { numRuns: 300 },
    );
  });

  it('gives a stretch of any characters as evidence that cuts back', () => {
    fc.assert(
      fc.property(transcripts, fc.nat(), fc.nat(), (transcript, a, b) => {
        for (const u of normaliseTranscript(transcript, lexicon).utterances) {
          if (u.text.length === 0) continue;
          const [from, to] = [a % u.text.length, b % u.text.length].sort((x, y) => x - y) as [number, number];
          const { turn, start, end, quote } = evidenceOf(transcript, u, from, to + 1);
          expect(end).toBeGreaterThan(start);
          expect(transcript.turns[turn]!.text.slice(start, end)).toBe(quote);
        }
      }),
      { numRuns: 300 },
    );
  });
});

function* range(from: number, to: number): Generator<number> {
  for (let i = from; i <= to; i += 1) yield i;
}

describe('normalising', () => {
  it.each([
    ['您好，请问是王先生吗？', '你好请问是王先生吗'],
    ['這件事不歸我們管', '这件事不归我们管'],
    ['ＷＩＦＩ １０', 'wifi一零'],
    ['幺零〇八7', '一零零八七'],
    ['嗯，那个，呃，我在', '那个我在'],
    ['我我我现在没空', '我现在没空'],
    ['我现在，我现在没空', '我现在没空'],
    ['谢谢谢谢', '谢谢'],
    ['工号八八八八', '工号八八八八'],
    ['2222号', '二二二二号'],
    ['冇得法子', '没有办法'],
    ['我晓得咯', '我知道'],
    ['😀🙏', ''],
    ['', ''],
  ])('%s → %s', (given, expected) => {
    expect(plain(given)).toBe(expected);
  });

  const marked = (u: Utterance, mark: number) => [...u.text].filter((_, i) => u.marks[i]! & mark).join('');

  it('marks 您 as polite, also where the lexicon makes it 你', () => {
    const u = normaliseText('您好，你在吗', lexicon);
    expect([...u.marks].map((m) => (m & Mark.Polite) !== 0)).toEqual([true, false, false, false, false]);
  });

  it('marks fillers, pauses, questions and quotations', () => {
    const u = normaliseText('您好，那个，他说“不行”。是吗？', lexicon);
    expect(u.text).toBe('你好那个他说不行是吗');
    expect(marked(u, Mark.Filler)).toBe('那个');
    expect(marked(u, Mark.Quoted)).toBe('不行');
    expect(marked(u, Mark.Comma)).toBe('那他');
    expect(marked(u, Mark.Stop)).toBe('你是');
    expect(u.lastMarks & Mark.Question).not.toBe(0);
  });

  it('hears no notes about the speech: what stands in square brackets', () => {
    expect(plain('[笑声]师傅[日期] [时间]到')).toBe(plain('师傅，到'));
    expect(plain('［咳嗽］您请讲')).toBe(plain('您请讲'));
    expect(plain('工号[1087]')).toBe(plain('工号1087'));
    expect(plain('【中国电信】您好')).toBe(plain('中国电信您好'));
    expect(plain('[他说，不行。我说，好')).toBe(plain('他说，不行。我说，好'));
    expect(normaliseText('好[静音]走', lexicon).marks[1]! & Mark.Comma).toBeTruthy();
  });

  it('does not take a decimal point for the end of a sentence', () => {
    const u = normaliseText('带宽有9.5兆', lexicon);
    expect(marked(u, Mark.Stop)).toBe('带');
  });

  it('joins consecutive turns of one speaker and cuts evidence to the turn that holds most of it', () => {
    const transcript = dialogue(['装维：不知道这事', '装维：不归我们管', '客户：哦']);
    const { utterances } = normaliseTranscript(transcript, lexicon);
    expect(utterances.map((u) => u.text)).toEqual(['不知道这事不归我们管', '']);
    expect(evidenceOf(transcript, utterances[0]!, 0, 10)).toEqual({ turn: 0, start: 0, end: 5, quote: '不知道这事' });
    expect(evidenceOf(transcript, utterances[0]!, 3, 10)).toEqual({ turn: 1, start: 0, end: 5, quote: '不归我们管' });
  });

  it('quotes a stammer and a filler as they were said', () => {
    const text = '我，我我现在，那个，没没空';
    const transcript = { ...dialogue([]), turns: [{ speaker: '装维', text }] };
    const [u] = normaliseTranscript(transcript, lexicon).utterances;
    expect(u!.text).toBe('我现在那个没空');
    expect(evidenceOf(transcript, u!, 0, u!.text.length).quote).toBe(text);
  });

  it('keeps two voices of one role apart', () => {
    const turns = [
      { speaker: '师傅甲', text: '我现在' },
      { speaker: '师傅乙', text: '没空' },
    ];
    const roles = { 师傅甲: 'agent', 师傅乙: 'agent' } as const;
    expect(normaliseTranscript({ ...dialogue([]), turns, roles }, lexicon).utterances).toHaveLength(2);
  });
});
