import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Transcript } from '../../src/model/transcript.ts';
import { decodeText } from '../../src/read/decode.ts';
import { FORMATS, parseTranscripts } from '../../src/read/transcript.ts';

/** `test/fixtures/formats/<format>/<case>.<ending>` and, beside it, `<case>.expected.json`. */
const FIXTURES = new URL('../fixtures/formats/', import.meta.url);
const folders = readdirSync(FIXTURES).sort();
const casesOf = (folder: string) =>
  readdirSync(new URL(`${folder}/`, FIXTURES)).filter((name) => !name.endsWith('.expected.json'));

interface Expected {
  readonly transcripts: readonly {
    readonly format: string;
    readonly timeUnit: string | null;
    readonly roles: Transcript['roles'];
    readonly turns: readonly (readonly [speaker: string, text: string, start: number | null, end: number | null])[];
    readonly guesses: readonly string[];
    readonly meta?: Transcript['meta'];
    readonly id?: string;
  }[];
  readonly problems: readonly string[];
}

const rounded = (seconds: number | undefined) => (seconds === undefined ? null : Math.round(seconds * 1e6) / 1e6);

describe.each(folders)('%s', (folder) => {
  it.each(casesOf(folder))('%s', (name) => {
    const file = `${folder}/${name}`;
    const bytes = readFileSync(new URL(file, FIXTURES));
    const expected: Expected = JSON.parse(
      readFileSync(new URL(`${folder}/${name.replace(/\.\w+$/, '')}.expected.json`, FIXTURES), 'utf8'),
    );
    const { value, problems } = parseTranscripts({ file, text: decodeText(bytes, { file }).value!.text });
    expect(
      value.map((transcript) => ({
        format: transcript.reading?.format,
        timeUnit: transcript.reading?.timeUnit,
        roles: transcript.roles,
        turns: transcript.turns.map((turn) => [
          turn.speaker,
          turn.text,
          rounded(turn.startSeconds),
          rounded(turn.endSeconds),
        ]),
        guesses: transcript.reading?.guesses.map((guess) => guess.code),
        ...(transcript.meta ? { meta: transcript.meta } : {}),
        ...(expected.transcripts.some((one) => one.id !== undefined) ? { id: transcript.id } : {}),
      })),
    ).toEqual(expected.transcripts);
    expect(problems.map((one) => one.code)).toEqual(expected.problems);
    for (const one of problems) expect(one.place.file).toBe(file);
  });
});

it('has fixtures for every format', () => {
  expect(FORMATS.map((format) => format.id).filter((id) => !folders.includes(id))).toEqual([]);
});

describe('docs/formats.md', () => {
  const page = readFileSync(new URL('../../docs/formats.md', import.meta.url), 'utf8');
  const json = [...page.matchAll(/^\/\/ (\S+)\n(.+)$/gm)].map(([, id, text]) => [id!, text!] as const);
  const text = [...page.matchAll(/^== (\S+)\n([\s\S]*?)\n(?===|```)/gm)].map(([, id, lines]) => [id!, lines!] as const);

  it('lists every format, with a sample each', () => {
    const ids = FORMATS.map((format) => format.id);
    expect(ids.filter((id) => !page.includes(`| \`${id}\` |`))).toEqual([]);
    expect([...json, ...text].map(([id]) => id)).toEqual(expect.arrayContaining(ids));
  });

  it.each([...json, ...text])('reads its sample of %s', (id, sample) => {
    const { value } = parseTranscripts({ file: 'sample', text: sample });
    expect(value[0]?.reading?.format).toBe(id);
  });
});
