import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asJson, folder, huashu, KIND, messages, ROOT, RUDE, type RunOptions, shell } from './huashu.ts';

const { path: cwd, put } = folder();
put('calls/1-rude.txt', RUDE);
put('calls/2-kind.txt', KIND);
put('calls/more/3-rude.json', asJson('three', RUDE));
put('calls/notes.pdf', 'not a transcript');
put('calls/.hidden.txt', RUDE);
const score = (args: readonly string[], options: RunOptions = {}) => huashu(['score', ...args], { cwd, ...options });
const lines = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('huashu score', () => {
  it('scores files and folders with their subfolders, in the order of names', async () => {
    const { code, stdout, stderr } = await score(['calls', '--format', 'jsonl']);
    expect(lines(stdout).map((a) => [a.id, a.source])).toEqual([
      ['1-rude', 'calls/1-rude.txt'],
      ['2-kind', 'calls/2-kind.txt'],
      ['three', 'calls/more/3-rude.json'],
    ]);
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('reads standard input for -', async () => {
    for (const input of [RUDE, asJson('x', RUDE), `${asJson('x', RUDE)}\n`]) {
      const { code, stdout } = await score(['-', '--format', 'jsonl'], { input });
      expect(lines(stdout)).toMatchObject([{ source: '-', violations: [{ phrase: 9 }] }]);
      expect(code).toBe(0);
    }
  });

  it('reads several calls from standard input, one a line', async () => {
    const input = `${asJson('a', RUDE)}\n${asJson('b', KIND)}\n`;
    const { stdout } = await score(['-', '--format', 'jsonl'], { input });
    expect(lines(stdout).map((a) => a.id)).toEqual(['a', 'b']);
  });

  it('writes each assessment as it comes', async () => {
    // The second call does not come before the first one is there; if that takes for ever, it does not come at all.
    put('first.txt', RUDE);
    put('second.txt', KIND);
    const second = 'for i in {1..600}; do [ -s out.jsonl ] && cat second.txt && break; sleep 0.1; done';
    const { code } = await shell(`huashu score first.txt - --format jsonl < <(${second}) > out.jsonl`, cwd);
    expect(code).toBe(0);
    expect(lines(readFileSync(join(cwd, 'out.jsonl'), 'utf8'))).toMatchObject([{ id: 'first' }, { source: '-' }]);
  });

  it('gives the same bytes again', async () => {
    const [one, two] = await Promise.all([score(['calls', '--format', 'json']), score(['calls', '--format', 'json'])]);
    expect(one.stdout).toBe(two.stdout);
  });

  it('judges by the scripts that --script names, however they are written', async () => {
    for (const option of [
      ['--script', 'greeting', 'farewell'],
      ['--script', 'greeting,farewell'],
      ['--script', 'farewell，greeting'],
    ]) {
      const { stdout } = await score(['calls/1-rude.txt', '--format', 'jsonl', ...option]);
      expect(lines(stdout)[0].scripts).toEqual(['greeting', 'farewell']);
    }
  });

  it('writes to a file that has its name only when it is whole', async () => {
    const { code, stdout } = await score(['calls', '--format', 'jsonl', '--out', 'report.jsonl']);
    expect([code, stdout]).toEqual([0, '']);
    expect(lines(readFileSync(join(cwd, 'report.jsonl'), 'utf8'))).toHaveLength(3);
    expect(readdirSync(cwd).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('scores the examples without a fault', async () => {
    const { code, stdout, stderr } = await huashu(['score', 'examples', '--format', 'jsonl'], { cwd: ROOT });
    expect([code, stderr]).toEqual([0, '']);
    const found = lines(stdout);
    expect(found.length).toBeGreaterThanOrEqual(12);
    expect(found.every((a) => a.score.percent !== null)).toBe(true);
    expect(new Set(found.flatMap((a) => a.scripts)).size).toBe(6);
  });
});

describe('--fail-on', () => {
  put('rude.json', asJson('rude', RUDE));
  put('critical.json', asJson('critical', '装维：你去告啊，告哪都行\n客户：好'));
  put('kind.json', asJson('kind', KIND));
  put('missed.json', asJson('missed', KIND, ['greeting']));

  it.each<[string, string, number]>([
    ['rude.json', 'never', 0],
    ['rude.json', 'suspected', 1],
    ['rude.json', 'minor', 1],
    ['rude.json', 'major', 1],
    ['rude.json', 'critical', 0],
    ['rude.json', 'missed', 0],
    ['rude.json', 'failed', 0],
    ['critical.json', 'critical', 1],
    ['critical.json', 'failed', 1],
    ['kind.json', 'suspected', 0],
    ['kind.json', 'missed', 0],
    ['missed.json', 'missed', 1],
    ['missed.json', 'failed', 1],
    ['missed.json', 'suspected', 0],
  ])('%s with %s ends with %i', async (file, level, expected) => {
    expect((await score([file, '--format', 'compact', '--fail-on', level])).code).toBe(expected);
  });

  it('is never unless given, for scoring a bad call is a success', async () => {
    expect((await score(['rude.json', 'critical.json', 'missed.json'])).code).toBe(0);
  });

  it('looks at every call, also where another could not be read', async () => {
    expect((await score(['nowhere.txt', 'kind.json', 'rude.json', '--fail-on', 'major'])).code).toBe(1);
    expect((await score(['nowhere.txt', 'kind.json', '--fail-on', 'major'])).code).toBe(0);
  });
});

describe('pipes and terminals', () => {
  for (let i = 0; i < 400; i += 1) put(`many/${i}.txt`, RUDE);

  it.each(['pretty', 'compact', 'markdown', 'json', 'jsonl'])('| head -1 ends quietly (%s)', async (format) => {
    const { stdout, stderr } = await shell(`huashu score many --format ${format} | head -1`, cwd);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(stderr).toBe('');
  });

  it('2>&1 | head -1 ends quietly', async () => {
    for (let i = 0; i < 400; i += 1) put(`void/${i}.txt`, '');
    const { stderr } = await shell('huashu score void 2>&1 >/dev/null | head -1; exit 0', cwd);
    expect(stderr).toBe('');
  });

  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour is written with one
  const coloured = /\u001b\[[0-9;]*m/;
  it('colours only a terminal, or when FORCE_COLOR says so, and never with NO_COLOR', async () => {
    expect((await score(['rude.json'])).stdout).not.toMatch(coloured);
    expect((await score(['rude.json'], { env: { FORCE_COLOR: '1' } })).stdout).toMatch(coloured);
    expect((await score(['rude.json'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stdout).not.toMatch(coloured);
    for (const format of ['compact', 'markdown', 'json', 'jsonl'])
      expect((await score(['rude.json', '--format', format], { env: { FORCE_COLOR: '1' } })).stdout).not.toMatch(
        coloured,
      );
  });

  it('writes no colour into a file', async () => {
    await score(['rude.json', '--out', 'plain.txt'], { env: { FORCE_COLOR: '1' } });
    expect(readFileSync(join(cwd, 'plain.txt'), 'utf8')).not.toMatch(coloured);
  });

  it.each(['60', '80', '120'])('keeps to %s columns', async (columns) => {
    const { stringWidth } = { stringWidth: (await import('string-width')).default };
    const { stdout } = await huashu(['score', 'examples'], { env: { COLUMNS: columns } });
    const wide = stdout.split('\n').filter((line) => stringWidth(line) > Number(columns));
    expect(wide).toEqual([]);
  });
});

describe('--lang', () => {
  it('reports in Chinese and in English', async () => {
    const zh = await score(['missed.json', '--lang', 'zh']);
    const en = await score(['missed.json', '--lang', 'en']);
    expect(zh.stdout).toContain('漏项');
    expect(en.stdout).toContain('missed');
    expect(en.stdout).not.toContain('漏项');
    const faulty = await score(['nowhere.txt', '--lang', 'en']);
    expect(messages(faulty.stderr)[0]!.what).toMatch(/cannot be read/);
  });

  it('follows the locale where it is not given: Chinese unless that is English', async () => {
    expect((await score(['missed.json'], { env: { LANG: 'en_GB.UTF-8' } })).stdout).toContain('missed');
    expect((await score(['missed.json'], { env: { LANG: 'C' } })).stdout).toContain('漏项');
    expect((await score(['missed.json'], { env: { LC_ALL: 'zh_CN.UTF-8', LANG: 'en_GB' } })).stdout).toContain('漏项');
  });

  it('leaves JSON as it is', async () => {
    const [zh, en] = await Promise.all(
      ['zh', 'en'].map((lang) => score(['rude.json', '--format', 'json', '--lang', lang])),
    );
    expect(zh!.stdout).toBe(en!.stdout);
  });
});

describe('what a transcript says is harmless on a terminal', () => {
  // Colour, title, clear screen, 8-bit CSI, backspaces, a bell, text turned around, a carriage return over the line.
  const nasty = '\u001b[31m我现在没空\u001b]0;owned\u0007\u009b2J\b\b\u202eevil\u2066\r好';
  const data = {
    id: `id${nasty}`,
    scripts: ['greeting'],
    workOrder: { customerName: nasty, staffName: nasty, address: nasty, title: nasty },
    turns: [
      { speaker: 'agent', text: `您好${nasty}是王先生吗，我叫李强` },
      { speaker: 'customer', text: nasty },
    ],
  };
  put('nasty.json', JSON.stringify(data));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come out
  const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

  it.each(['pretty', 'compact', 'markdown'])('as %s', async (format) => {
    const { stdout, stderr } = await score(['nasty.json', '--format', format]);
    expect(stdout).toContain('我现在没空');
    expect(stdout).not.toMatch(obeyed);
    expect(stderr).not.toMatch(obeyed);
  });

  it.each(['json', 'jsonl'])('as %s, where it is escaped and comes back whole', async (format) => {
    const { stdout } = await score(['nasty.json', '--format', format]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come out
    expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
    const read = format === 'json' ? JSON.parse(stdout)[0] : JSON.parse(stdout);
    expect(read.id).toBe(data.id);
  });

  it('in the messages about a file', async () => {
    put(
      'bad-label.txt',
      `老\u001b[31m王：您好\n客户：好\n老\u001b[31m王：我现在没空\n${'客户：好的好的\n'.repeat(40)}`,
    );
    put('we\u001b[31mird.txt', '');
    for (const file of ['bad-label.txt', 'we\u001b[31mird.txt'])
      expect((await score([file])).stderr).not.toMatch(obeyed);
  });

  it('does not break out of a table or a heading of Markdown', async () => {
    put(
      'table.json',
      asJson('t | ## <script>', '装维：您好 | **是王先生吗** <img src=x> | `我叫李强`\n客户：嗯', ['greeting']),
    );
    const { stdout } = await score(['table.json', '--format', 'markdown']);
    expect(stdout).not.toMatch(/(?<!\\)<(img|script)/);
    for (const line of stdout.split('\n').filter((l) => l.startsWith('|')))
      expect(line.match(/(?<!\\)\|/g), line).toHaveLength(4);
  });
});
