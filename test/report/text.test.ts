import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { assess, type Transcript } from '../../src/index.ts';
import { compact } from '../../src/report/compact.ts';
import type { ReportOptions } from '../../src/report/index.ts';
import { markdown } from '../../src/report/markdown.ts';
import { pretty } from '../../src/report/pretty.ts';
import { harmless } from '../../src/report/problems.ts';
import type { Lang } from '../../src/report/wording.ts';
import { rulebook } from '../rulebook.ts';
import { dialogue, transcripts } from '../speech.ts';

const options = (lang: Lang, width = 80, colour = false): ReportOptions => ({
  rulebook,
  lang,
  width,
  colour,
  skipped: 0,
});
const reported = (reporter: typeof pretty, transcript: Transcript, o: ReportOptions): string => {
  const scored = { assessment: assess(rulebook, transcript), transcript };
  return `${reporter.before?.(o) ?? ''}${reporter.call(scored, o, 0)}${reporter.after?.([scored], o) ?? ''}`;
};

const call: Transcript = {
  ...dialogue(
    [
      '装维：您好，请问是王先生吗？我是电信公司的李强，工号1087。',
      '客户：是的。',
      '装维：您现在方便吗？',
      '客户：方便。',
      '装维：您家的地址是芙蓉区解放中路21号吗？',
      '客户：不是，你记错了吧，那个宽带什么时候装？',
      '装维：我现在没空。',
    ],
    ['greeting', 'booking'],
  ),
  workOrder: {
    customerName: '王建国',
    title: '先生',
    service: ['宽带'],
    kind: '装机',
    address: '芙蓉区解放中路12号',
    staffName: '李强',
  },
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come out
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

describe('the report at a terminal', () => {
  it.each<[Lang, string[]]>([
    ['zh', ['漏项', '忌语 9', '我现在没空', '为什么', '改说', '提分最多的改法', '第7句']],
    [
      'en',
      [
        'missed',
        'forbidden phrase 9',
        'I have no time now',
        'why',
        'better',
        'turn 7',
        'What would raise the score most',
      ],
    ],
  ])('says in %s what was said, missed and broken, and what raises the score', (lang, words) => {
    const text = reported(pretty, call, options(lang));
    for (const word of words) expect(text).toContain(word);
    expect(text).toMatch(lang === 'zh' ? /提分最多.*忌语 9 \+/ : /raise the score most.*forbidden phrase\s+9\s+\+/s);
  });

  it('tells where a missed element belonged, and the sentence to say there, filled from the order', () => {
    const text = reported(pretty, call, options('zh')).replace(/\n\s+/g, '');
    expect(text).toMatch(/应在第\d+句之后说「王建国先生，您办理的宽带装机需求/);
  });

  it('shows what differs from the work order', () => {
    expect(reported(pretty, call, options('zh'))).toMatch(/地址.*12号.*≠.*21号/);
  });

  it('names the answer and the turn on which an element that is not asked for rests', () => {
    expect(reported(pretty, call, options('zh')).replace(/\n\s+/g, '')).toMatch(
      /不适用 · 客户现在方便讲话吗 方便 \(第4句\)/,
    );
  });

  it('keeps to the width, whatever was said', () => {
    fc.assert(
      fc.property(
        transcripts,
        fc.constantFrom(60, 80, 100, 120),
        fc.constantFrom<Lang>('zh', 'en'),
        (transcript, width, lang) => {
          // A word without a place to break may stand out.
          for (const line of reported(pretty, transcript, options(lang, width)).split('\n'))
            if (!/[!-~]{20,}/.test(line)) expect(stringWidth(line), line).toBeLessThanOrEqual(width);
        },
      ),
      { numRuns: 120 },
    );
  });

  it('is the same in colour, colours aside', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
    const bare = (text: string) => text.replace(/\u001b\[[0-9;]*m/g, '').replace(/[【】]/g, '');
    const coloured = reported(pretty, call, options('zh', 80, true));
    expect(coloured).toContain('\u001b[');
    expect(bare(coloured)).toBe(bare(reported(pretty, call, options('zh'))));
  });
});

describe('the report for editors and grep', () => {
  it('has one finding a line, its place first', () => {
    const lines = reported(compact, call, options('en')).trim().split('\n');
    expect(lines.slice(0, -1).every((line) => /^dialogue#\d+: /.test(line))).toBe(true);
    expect(lines[0]).toBe('dialogue#7: forbidden phrase #9 "I have no time now" «我现在没空» (exact words)');
    expect(lines).toContainEqual(expect.stringMatching(/^dialogue#\d+: missed booking\.contact /));
    expect(lines).toContainEqual(expect.stringMatching(/^dialogue#5: differs from the order address: .*12号 ≠ .*21号/));
    expect(lines.at(-1)).toMatch(/^1 call, 0 passed; 1 forbidden phrase, 0 suspected · mean/);
  });

  it('names the call where a file holds several', () => {
    const second = { ...dialogue(['客户：喂', '装维：嗯'], ['greeting']), id: 'call-2', source: 'day/calls.jsonl' };
    expect(reported(compact, second, options('en'))).toMatch(/^day\/calls\.jsonl#call-2#1: missed greeting\.hello/);
    const own = { ...second, id: 'calls' };
    expect(reported(compact, own, options('en'))).toMatch(/^day\/calls\.jsonl#1: missed/);
  });

  it('places what belonged at the very beginning in the first turn', () => {
    const lines = reported(compact, dialogue(['客户：喂', '装维：嗯'], ['greeting']), options('en')).split('\n');
    expect(lines[0]).toMatch(/^dialogue#1: missed greeting\.hello/);
  });
});

describe('the report for a wiki', () => {
  it('has a heading, a table with three cells in every row, and the better wording', () => {
    const text = reported(markdown, call, options('zh'));
    expect(text).toMatch(/^## dialogue · \d/);
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    expect(rows.length).toBeGreaterThan(14);
    for (const row of rows) expect(row.match(/(?<!\\)\|/g), row).toHaveLength(4);
    expect(text).toContain('**忌语 9**');
    expect(text).toContain('改说');
  });
});

describe('every report as text', () => {
  it('has nothing in it that a terminal obeys, whatever was said', () => {
    fc.assert(
      fc.property(transcripts, fc.constantFrom(pretty, compact, markdown), (transcript, reporter) => {
        expect(
          reported(reporter, { ...transcript, id: 'a\u001b[2Jb', source: 'c\u0007\u202ed' }, options('zh')),
        ).not.toMatch(obeyed);
      }),
      { numRuns: 60 },
    );
  });

  it('can be made of a call that nothing can be said of', () => {
    for (const reporter of [pretty, compact, markdown])
      for (const lang of ['zh', 'en'] as const)
        expect(reported(reporter, dialogue([]), options(lang)).length).toBeGreaterThan(10);
  });
});

describe('harmless', () => {
  it('takes out what a terminal obeys and leaves everything else', () => {
    expect(harmless('a\u001b[31mb\u0007\u009b2J\u202e好\n\t')).toBe('a[31mb2J好\n\t');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(harmless(text)).not.toMatch(obeyed);
        expect(harmless(harmless(text))).toBe(harmless(text));
      }),
    );
  });
});
