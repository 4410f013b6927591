import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CueContext, CueError, parseCue } from '../../src/match/cue-notation.ts';
import { CueIndex } from '../../src/match/cues.ts';
import { viewOf } from '../../src/match/view.ts';
import { normaliseText } from '../../src/normalise/normalise.ts';
import { pack } from '../rulebook.ts';
import { speech } from '../speech.ts';

const { lexicon, names } = pack;
const plain = (text: string): string => normaliseText(text, lexicon).text;
const context = new CueContext(names, plain);

const NAMES = Object.keys(names);
const pieces = fc.oneof(
  fc.constantFrom(
    '(',
    ')',
    '|',
    '?',
    '？',
    '+',
    '…',
    '……',
    '_',
    '^',
    '$',
    '=',
    '<',
    '>',
    ...NAMES.map((n) => `<${n}>`),
  ),
  fc.constantFrom('我', '你好', '不方便', '电信公司', '一', '稍后', '谢谢', '了', 'wifi', '，', ' ', '。'),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
/** Any string that might stand in a pack as a cue: broken ones, and ones made of the notation's own signs. */
const notations = fc.array(pieces, { maxLength: 12 }).map((p) => p.join(''));

/** Cues that can be read: as packs have them, mixed. */
const readable = fc
  .array(
    fc.constantFrom(
      '你',
      '你好',
      '我们',
      '…',
      '_',
      '(谢谢|感谢)',
      '了?',
      '<digit>+',
      '<time>',
      '<person>',
      '(再|先)?打',
      '^',
      '$',
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((items) => items.join(''));

/** Cues that can be read, with repeats in repeats. */
const nested: fc.Arbitrary<string> = fc.letrec<{ cue: string; item: string }>((tie) => ({
  cue: fc.array(tie('item'), { minLength: 1, maxLength: 4 }).map((items) => items.join('')),
  item: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('一', '你', '你好', '我们', '…', '……', '_', '<digit>', '<time>', '<person>', '<number>'),
    tie('cue').map((c) => `(${c})?`),
    tie('cue').map((c) => `(${c})+`),
    fc.array(tie('cue'), { minLength: 2, maxLength: 4 }).map((list) => `(${list.join('|')})`),
  ),
})).cue;

const TRY_CUES = fileURLToPath(new URL('try-cues.ts', import.meta.url));

const MOST_MILLISECONDS = 10_000;

/** The first pair whose search takes too long, too much memory, or throws; `none` where all end well. */
function runaway(pairs: readonly (readonly [string, string])[], names: Record<string, string[]> = {}): Promise<string> {
  const child = spawn(process.execPath, ['--max-old-space-size=400', '--import', 'tsx', TRY_CUES]);
  child.stdin.end(JSON.stringify({ names, pairs }));
  let [out, err] = ['', ''];
  let watchdog: NodeJS.Timeout | undefined;
  child.stdout.on('data', (data) => {
    out += data;
    // Each search prints its number first: from then on it has this long, however slow the start was.
    clearTimeout(watchdog);
    watchdog = setTimeout(() => child.kill('SIGKILL'), MOST_MILLISECONDS);
  });
  child.stderr.on('data', (data) => {
    err += data;
  });
  return new Promise((resolve) => {
    child.on('close', (_, signal) => {
      clearTimeout(watchdog);
      const last = out.trim().split('\n').at(-1) ?? '';
      if (last === 'done') return resolve('none');
      const [cue, text] = pairs[Number(last)] ?? ['?', '?'];
      const reason = signal === 'SIGKILL' ? `over ${MOST_MILLISECONDS} ms` : (/Error: .*/.exec(err)?.[0] ?? signal);
      resolve(`${cue} in ${text.slice(0, 12)}…: ${reason}`);
    });
  });
}

const search = (notation: string, text: string) =>
  new CueIndex([notation], context).search(viewOf(normaliseText(text, lexicon)));
const heard = (notation: string, text: string): string[] => {
  const utterance = normaliseText(text, lexicon);
  return new CueIndex([notation], context).search(viewOf(utterance)).map((h) => utterance.text.slice(h.start, h.end));
};

describe('reading cues, whatever is written', () => {
  it('throws nothing but CueError, with a place in the notation', () => {
    fc.assert(
      fc.property(fc.oneof(notations, fc.string({ unit: 'binary' })), (notation) => {
        try {
          parseCue(notation, new CueContext(names, plain));
        } catch (error) {
          expect(error).toBeInstanceOf(CueError);
          expect((error as CueError).at).toBeGreaterThanOrEqual(0);
          expect((error as CueError).at).toBeLessThanOrEqual(notation.length);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('throws CueError for names of an object’s prototype', () => {
    for (const name of ['toString', 'constructor', '__proto__', 'hasOwnProperty'])
      expect(() => parseCue(`<${name}>`, context)).toThrow(CueError);
  });

  it('throws CueError, and no other, for cues nested thousands deep', () => {
    for (const deep of ['('.repeat(50_000), `${'('.repeat(50_000)}我${')'.repeat(50_000)}`]) {
      let thrown: unknown = null;
      try {
        parseCue(deep, new CueContext({}, plain));
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(CueError);
    }
  });

  it('finds circles of names, short and long, again and again', () => {
    const circle = new CueContext({ a: ['<b>'], b: ['<c>好'], c: ['(<a>|你)'], self: ['<self>'] }, plain);
    for (const name of ['a', 'b', 'c', 'self', 'a']) expect(() => parseCue(`<${name}>`, circle)).toThrow(CueError);
  });
});

describe('matching cues, whatever is wanted and said', () => {
  it('hits only what stands there, and no place twice', () => {
    fc.assert(
      fc.property(readable, speech, (notation, text) => {
        const { length } = normaliseText(text, lexicon).text;
        let before = 0;
        for (const hit of search(notation, text)) {
          expect(hit.start).toBeGreaterThanOrEqual(before);
          expect(hit.end).toBeGreaterThan(hit.start);
          expect(hit.end).toBeLessThanOrEqual(length);
          before = hit.end;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('terminates fast with cues as deep and as branched as no hand writes them', async () => {
    const pairs = fc.sample(fc.tuple(nested, speech), { numRuns: 300, seed: 20_120_601 });
    expect(await runaway(pairs)).toBe('none');
  });

  it.each([
    '(一+)+二',
    '(一?一?一?一?)+二',
    '(一|一一|一一一)+(一|一一)+二',
    '……一……一……一……一……二',
    '(…一)+二',
    '((_+)+)+二',
    '(<number>+)+号',
    '(一(一(一(一)?)?)?)+(一(一(一(一)?)?)?)+二',
    `${'(一|一一)'.repeat(40)}二`,
    `${'一?'.repeat(200)}二`,
  ])('does not run away with %s', async (notation) => {
    // The last character is there, but out of reach: every way has to be tried.
    expect(await runaway([[notation, `${'一'.repeat(400)}。二号`]])).toBe('none');
  });

  it('does not run away with names that double', async () => {
    const names: Record<string, string[]> = { n0: ['一二'] };
    for (let i = 1; i <= 30; i += 1) names[`n${i}`] = [`<n${i - 1}>?<n${i - 1}>?`];
    expect(await runaway([['<n30>三', `${'一二'.repeat(100)}。三`]], names)).toBe('none');
  });

  it('finds with an index what each cue finds alone', () => {
    const cues = pack.scripts.flatMap((s) => s.elements.flatMap((e) => e.parts.flatMap((p) => p.cues))).slice(0, 120);
    const together = new CueIndex(cues, context);
    fc.assert(
      fc.property(speech, (text) => {
        const view = viewOf(normaliseText(text, lexicon));
        const all = together.search(view);
        for (const [i, cue] of cues.entries()) {
          const alone = new CueIndex([cue], context, { [cue]: null })
            .search(view)
            .map(({ start, end }) => [start, end]);
          expect(all.filter((h) => h.cue === i).map(({ start, end }) => [start, end])).toEqual(alone);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('the notation of docs/packs.md', () => {
  it.each<[string, string, string[]]>([
    ['稍后联系', '我稍后联系您', ['稍后联系']],
    ['稍后联系', '我烧后连系您', ['烧后连系']],
    ['=再见', '那就再件了', []],
    ['=再见', '那就再见了', ['再见']],
    ['再见', '那就再件了', ['再件']],
    ['钟', '中', []],
    ['(稍后|等下)再打', '我等下再打', ['等下再打']],
    ['谢谢(你)?(老板)?再见', '谢谢您啊，再见', ['谢谢你再见']],
    ['谢谢了?再见', '谢谢了，再见', ['谢谢了再见']],
    ['<digit>+号', '1087号', ['一零八七号']],
    ['明天…过来', '明天我大概九点过来', ['明天我大概九点过来']],
    ['明天…过来', '明天。过来', []],
    ['明天…过来', '明天我先去上面一户再说过来', []],
    ['明天……过来', '明天我先去上面一户再说过来', ['明天我先去上面一户再说过来']],
    ['((好?)+|你)了', '我来了', ['了']],
    ['_先生', '王先生', ['王先生']],
    ['^好', '好，你讲好', ['好']],
    ['再见$', '再见面，再见', ['再见']],
    ['方便吗？', '方便吗？', ['方便吗']],
    ['方便？', '方便。', []],
    ['<time>', '明天下午三点', ['明天', '下午', '三点']],
  ])('%s in %s', (notation, text, expected) => {
    expect(heard(notation, text)).toEqual(expected);
  });

  it.each<[string, string, number]>([
    ['', 'empty', 0],
    ['   ', 'empty', 0],
    ['(你好', 'open-bracket', 3],
    ['你好)', 'close-bracket', 2],
    ['<nobody>', 'unknown-name', 0],
    ['你<time', 'open-name', 1],
    ['?好', 'nothing-before', 0],
    ['+', 'nothing-before', 0],
    ['，', 'nothing-spoken', 0],
    ['=', 'nothing-spoken', 1],
  ])('cannot read %j: %s', (notation, fault, at) => {
    expect(() => parseCue(notation, context)).toThrow(expect.objectContaining({ fault, at }));
  });

  it('tells whether words were there to the letter or only by their sound', () => {
    expect(search('稍后联系', '稍后联系')).toMatchObject([{ toTheLetter: true }]);
    expect(search('稍后联系', '烧后连系')).toMatchObject([{ toTheLetter: false }]);
  });
});
