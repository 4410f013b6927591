import { closeSync, mkdirSync, openSync, symlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asJson, folder, huashu, KIND, messages, RUDE, type RunOptions } from './huashu.ts';

const { path: cwd, put } = folder();
const score = (args: readonly string[], options: RunOptions = {}) => huashu(['score', ...args], { cwd, ...options });

/** Name of the file, what is in it, and the code of the one message that it gets. */
const REFUSED: readonly (readonly [what: string, name: string, content: string | Uint8Array, code: string])[] = [
  ['an empty file', 'empty.txt', '', 'EMPTY_FILE'],
  ['a file of blanks', 'blank.txt', ' \n\t\r\n　\n', 'EMPTY_FILE'],
  ['a file of a byte order mark', 'mark.txt', Uint8Array.of(0xef, 0xbb, 0xbf), 'EMPTY_FILE'],
  ['text without speakers', 'prose.txt', '今天上门装了宽带，客户很满意。\n一切顺利。\n', 'NO_SPEAKERS'],
  ['a binary file', 'call.mp3.txt', Uint8Array.from({ length: 4_096 }, (_, i) => (i * 37) % 256), 'BINARY_FILE'],
  [
    'bytes that are no encoding',
    'bytes.txt',
    Uint8Array.of(0xe8, 0xa3, 0x85, 0xff, 0x81, 0xfe, 0x0a, 0x80),
    'UNKNOWN_ENCODING',
  ],
  ['half a JSON file', 'half.json', asJson('half', RUDE).slice(0, 60), 'NOT_JSON'],
  ['an unknown script', 'script.json', asJson('script', RUDE, ['bookng']), 'UNKNOWN_SCRIPT'],
];

describe('a file that cannot be scored', () => {
  it.each(REFUSED)('%s gets one message, and the others are still scored', async (_, name, content, code) => {
    put(name, content);
    put('good.txt', KIND);
    const alone = await score([name]);
    expect(messages(alone.stderr).map((m) => m.code)).toEqual([code]);
    expect(messages(alone.stderr)[0]!.place).toContain(name);
    expect(alone.code).toBe(2);

    const among = await score([name, 'good.txt', '--lang', 'en', '--format', 'compact']);
    expect(messages(among.stderr).map((m) => m.code)).toEqual([code]);
    expect(among.stdout).toMatch(/^1 call, .*1 faulty file skipped/m);
    expect(among.code).toBe(0);
  });

  it.each<[string, unknown]>([
    ['a number', 17],
    ['a string', '装维：我现在没空'],
    ['null', null],
    ['an empty object', {}],
    ['an empty list', []],
    ['an object of something else', { weather: { city: '长沙', degrees: [31, 28] } }],
    ['turns that are no list', { id: 'x', turns: '装维：我现在没空' }],
    ['a list of no turns', { id: 'x', turns: [] }],
    ['turns that are numbers', { id: 'x', turns: [1, 2] }],
    ['a turn without speaker and text', { id: 'x', turns: [{ who: 'agent', said: '我现在没空' }, { a: 1 }] }],
  ])('JSON of another shape (%s) is told with what was expected, and nothing is thrown', async (_, data) => {
    put('shape.json', JSON.stringify(data));
    const { code, stdout, stderr } = await score(['shape.json', '--format', 'jsonl']);
    expect(messages(stderr).length).toBeGreaterThanOrEqual(1);
    expect(messages(stderr).every((m) => m.place.startsWith('shape.json'))).toBe(true);
    // A reader may find words in odd shapes; then they are scored, and the exit code says so.
    expect(code).toBe(stdout === '' ? 2 : 0);
  });

  it('JSON nested a hundred thousand deep is told, not tried', async () => {
    put('deep.json', `{"turns":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
    const { code, stderr } = await score(['deep.json']);
    expect(messages(stderr).length).toBeGreaterThanOrEqual(1);
    expect(code).toBe(2);
  });

  it('a folder without transcripts, an empty one, a path that is not there', async () => {
    mkdirSync(join(cwd, 'nothing'));
    put('pictures/a.png', 'x');
    const { code, stderr } = await score(['nothing', 'pictures', 'no-such-file.txt']);
    expect(messages(stderr).map(({ place, code: c }) => [place, c])).toEqual([
      ['nothing', 'NO_TRANSCRIPTS'],
      ['pictures', 'NO_TRANSCRIPTS'],
      ['no-such-file.txt', 'UNREADABLE_FILE'],
    ]);
    expect(code).toBe(2);
  });

  it('a folder whose name ends as a file’s does is a folder', async () => {
    put('x.json/call.txt', RUDE);
    const { code, stdout } = await score(['x.json', '--format', 'jsonl']);
    expect(JSON.parse(stdout)).toMatchObject({ source: 'x.json/call.txt' });
    expect(code).toBe(0);
  });

  it('links that go round in a circle end', async () => {
    put('round/call.txt', RUDE);
    symlinkSync('..', join(cwd, 'round/again'));
    symlinkSync('nowhere.txt', join(cwd, 'round/broken.txt'));
    const { code, stdout } = await score(['round', '--format', 'jsonl']);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(0);
  });

  it('the same id twice: the first is scored, the second told', async () => {
    put('twice.jsonl', `${asJson('same', RUDE)}\n${asJson('same', KIND)}\n${asJson('other', KIND)}\n`);
    const { code, stdout, stderr } = await score(['twice.jsonl', '--format', 'jsonl']);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toEqual(['same', 'other']);
    expect(messages(stderr)).toMatchObject([{ code: 'DUPLICATE_ID', what: expect.stringContaining('same') }]);
    expect(code).toBe(0);
  });

  it('files of one name in two folders: both are scored, and the shared id told', async () => {
    mkdirSync(join(cwd, 'north'));
    mkdirSync(join(cwd, 'south'));
    put('north/call.txt', '装维：您好\n客户：你好\n');
    put('south/call.txt', '装维：喂您好\n客户：你好\n');
    const { code, stdout, stderr } = await score(['north', 'south', '--format', 'jsonl']);
    expect(stdout.trim().split('\n')).toHaveLength(2);
    expect(messages(stderr)).toMatchObject([{ code: 'SHARED_ID', what: expect.stringContaining('call') }]);
    expect(code).toBe(0);
  });

  it('one broken line of JSONL is told with its number, the others are scored', async () => {
    put('broken.jsonl', `${asJson('a', RUDE)}\n{"id":"b","turns":[\n\n${asJson('c', KIND)}\n`);
    const { stdout, stderr } = await score(['broken.jsonl', '--format', 'jsonl']);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toEqual(['a', 'c']);
    expect(messages(stderr)).toMatchObject([{ code: 'NOT_JSON', place: expect.stringMatching(/^broken\.jsonl:2/) }]);
  });

  it('a thousand faulty files: a message each, and an end', async () => {
    for (let i = 0; i < 1_000; i += 1) put(`faulty/${i}.txt`, '');
    const { code, stderr } = await score(['faulty']);
    expect(messages(stderr)).toHaveLength(1_000);
    expect(code).toBe(2);
  });
});

describe('a file that can be scored all the same', () => {
  it('a turn without text is told as a warning', async () => {
    put(
      'silent.json',
      JSON.stringify({
        id: 's',
        scripts: [],
        turns: [{ speaker: 'agent', text: '我现在没空' }, { speaker: 'customer' }],
      }),
    );
    const { code, stdout, stderr } = await score(['silent.json', '--format', 'jsonl']);
    expect(messages(stderr).map((m) => m.code)).toEqual(['TURN_WITHOUT_TEXT']);
    expect(JSON.parse(stdout).violations).toHaveLength(1);
    expect(code).toBe(0);
  });

  it('an unknown speaker is told, judged by his words, and can be named', async () => {
    put('names.txt', '老王：您好，我是电信公司的装维，工号1087\n客户：哦\n老王：我现在没空\n');
    const guessed = await score(['names.txt', '--format', 'jsonl']);
    expect(messages(guessed.stderr)).toMatchObject([
      { code: 'UNKNOWN_SPEAKER', what: expect.stringContaining('老王') },
    ]);
    expect(JSON.parse(guessed.stdout).roles).toMatchObject({
      inferred: true,
      assigned: { 老王: 'agent', 客户: 'customer' },
    });
    const named = await score(['names.txt', '--role', '老王=agent', '--format', 'jsonl']);
    expect(JSON.parse(named.stdout).roles).toMatchObject({
      inferred: false,
      confidence: 1,
      assigned: { 老王: 'agent' },
    });
    expect(named.code).toBe(0);
  });

  it('GB18030, UTF-16 with a mark of either order, UTF-8 with one: the same assessment', async () => {
    // 装维：我现在没空 in GB18030
    const gb = [0xd7, 0xb0, 0xce, 0xac, 0xa3, 0xba, 0xce, 0xd2, 0xcf, 0xd6, 0xd4, 0xda, 0xc3, 0xbb, 0xbf, 0xd5, 0x0a];
    const text = '装维：我现在没空\n';
    const little = [...text].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8]);
    const big = [...text].flatMap((c) => [c.charCodeAt(0) >> 8, c.charCodeAt(0) & 255]);
    put('e/1.txt', Uint8Array.from(gb));
    put('e/2.txt', Uint8Array.from([0xff, 0xfe, ...little]));
    put('e/3.txt', Uint8Array.from([0xfe, 0xff, ...big]));
    put('e/4.txt', `\uFEFF${text}`);
    const { code, stdout } = await score(['e', '--script', 'farewell', '--format', 'jsonl']);
    const found = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).violations);
    expect(found).toHaveLength(4);
    for (const violations of found)
      expect(violations).toMatchObject([
        { phrase: 9, kind: 'exact', evidence: { turn: 0, start: 0, end: 5, quote: '我现在没空' } },
      ]);
    expect(code).toBe(0);
  });

  it('line ends of every system', async () => {
    for (const [i, end] of ['\n', '\r\n', '\r'].entries()) put(`ends/${i}.txt`, RUDE.replaceAll('\n', end));
    const { stdout } = await score(['ends', '--format', 'jsonl']);
    const turns = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).violations[0].evidence);
    expect(turns).toEqual(Array(3).fill({ turn: 2, start: 0, end: 5, quote: '我现在没空' }));
  });
});

describe('files of any size', () => {
  /** Writes a file piece by piece, so that the test need not hold it. */
  const large = (name: string, before: string, megabytes: number, after: string): string => {
    const file = openSync(join(cwd, name), 'w');
    const piece = Buffer.alloc(2 ** 20, 'a');
    writeSync(file, before);
    for (let i = 0; i < megabytes; i += 1) writeSync(file, piece);
    writeSync(file, after);
    closeSync(file);
    return name;
  };

  it('a line of 200 MB is refused without being held', async () => {
    const name = large('line.txt', '装维：', 200, '\n');
    const { code, stderr } = await score([name], { node: ['--max-old-space-size=150'] });
    expect(messages(stderr)).toMatchObject([{ code: 'FILE_TOO_LARGE', what: expect.stringContaining('200') }]);
    expect(code).toBe(2);
  });

  it('a line of 200 MB in JSONL is told with its number, the lines around it are scored', async () => {
    const name = large(
      'lines.jsonl',
      `${asJson('a', RUDE)}\n{"id":"b","turns":[{"speaker":"agent","text":"`,
      200,
      `"}]}\n${asJson('c', KIND)}\n`,
    );
    const { code, stdout, stderr } = await score([name, '--format', 'jsonl'], { node: ['--max-old-space-size=150'] });
    expect(messages(stderr)).toMatchObject([
      { code: 'LINE_TOO_LONG', place: 'lines.jsonl:2', what: expect.stringContaining('200') },
    ]);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toEqual(['a', 'c']);
    expect(code).toBe(0);
  });

  it('a first line of 200 MB in JSONL is told no otherwise', async () => {
    const name = large(
      'first.jsonl',
      '{"id":"a","turns":[{"speaker":"agent","text":"',
      200,
      `"}]}\n${asJson('b', RUDE)}\n`,
    );
    const { code, stdout, stderr } = await score([name, '--format', 'jsonl'], { node: ['--max-old-space-size=150'] });
    expect(messages(stderr)).toMatchObject([{ code: 'LINE_TOO_LONG', place: 'first.jsonl:1' }]);
    expect(JSON.parse(stdout).id).toBe('b');
    expect(code).toBe(0);
  });

  it('JSON of 80 MB that is laid out over lines is refused with one message', async () => {
    const name = large(
      'laid-out.json',
      '{\n "id": "a",\n "turns": [\n  {\n   "speaker": "agent",\n   "text": "',
      80,
      '"\n  }\n ]\n}\n',
    );
    const { code, stderr } = await score([name]);
    expect(messages(stderr).map((m) => m.code)).toEqual(['FILE_TOO_LARGE']);
    expect(code).toBe(2);
  });

  it('standard input of 300 MB is refused', async () => {
    const { code, stderr } = await score(['-'], { input: Buffer.alloc(300 * 2 ** 20, 'a') });
    expect(messages(stderr).map((m) => m.code)).toEqual(['FILE_TOO_LARGE']);
    expect(code).toBe(2);
  });

  it('a turn of fifty thousand characters is scored, in bearable time', async () => {
    put('turn.txt', `装维：${'我们把线接好了，'.repeat(6_250)}我现在没空\n`);
    const start = performance.now();
    const { code, stdout } = await score(['turn.txt', '--format', 'jsonl']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).violations.length).toBeGreaterThanOrEqual(1);
    expect(performance.now() - start).toBeLessThan(30_000);
  });
});

describe('options that cannot be', () => {
  it.each<[string, string[], string]>([
    ['an unknown script', ['--script', 'bookng'], 'UNKNOWN_SCRIPT'],
    ['a role without a label', ['--role', 'agent'], 'WRONG_VALUE'],
    ['a role that is none', ['--role', '老王=boss'], 'WRONG_VALUE'],
    ['a pack that is not there', ['--pack', 'nowhere'], 'UNREADABLE_FILE'],
    ['a file that cannot be written', ['--out', 'nowhere/report.json', '--format', 'json'], 'UNWRITABLE_FILE'],
  ])('%s: one message, exit code 2, nothing scored', async (_, options, code) => {
    put('good.txt', KIND);
    const ran = await score(['good.txt', ...options]);
    expect(messages(ran.stderr).map((m) => m.code)).toEqual([code]);
    expect(ran.stdout).toBe('');
    expect(ran.code).toBe(2);
  });

  it('a folder where the report should go leaves no half of it behind', async () => {
    put('good.txt', KIND);
    mkdirSync(join(cwd, 'taken'));
    const { code, stderr } = await score(['good.txt', '--out', 'taken', '--format', 'json']);
    expect(messages(stderr).map((m) => m.code)).toEqual(['UNWRITABLE_FILE']);
    expect(code).toBe(2);
    expect((await huashu(['score', 'taken.part'], { cwd })).stderr).toContain('UNREADABLE_FILE');
  });

  it.each([
    [[]],
    [['score']],
    [['scor', 'x']],
    [['score', 'x', '--format', 'xml']],
    [['score', 'x', '--fail-on', 'always']],
    [['explain', 'nothing']],
    [['test', 'nothing']],
  ])('huashu %j ends with 2 and says how to go on', async (args) => {
    const { code, stderr, stdout } = await huashu(args, { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/huashu/);
    expect(stdout).toBe('');
  });
});
