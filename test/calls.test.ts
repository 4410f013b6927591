import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Assessment, assess, type Outcome, parseTranscripts, type ViolationStatus } from '../src/index.ts';
import { rulebook } from './rulebook.ts';

const ROOT = fileURLToPath(new URL('calls', import.meta.url));

/** A trainer's truth on a call, by the labelling guide. */
interface Label {
  /** What the call is there for. */
  readonly about: string;
  readonly elements: Readonly<Record<string, Outcome>>;
  /** Several numbers, or several turns: any of these is a right answer. */
  readonly violations: readonly {
    readonly phrases: readonly number[];
    readonly turns: readonly number[];
    readonly status: ViolationStatus;
  }[];
  readonly decisions?: Readonly<Record<string, string>>;
  readonly slots?: Readonly<Record<string, string>>;
}

const calls = (readdirSync(ROOT, { recursive: true }) as string[])
  .filter((path) => path.endsWith('label.json'))
  .sort()
  .map((path) => {
    const folder = join(ROOT, path, '..');
    const file = existsSync(join(folder, 'transcript.json')) ? 'transcript.json' : 'transcript.txt';
    const label = JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Label;
    const name = relative(ROOT, folder).replaceAll('\\', '/');
    const text = readFileSync(join(folder, file), 'utf8');
    // A text without a header has its scripts chosen by us: a call below no-script/ is judged by none.
    const options = name.startsWith('no-script/') ? { scripts: [] } : {};
    const { value, problems } = parseTranscripts({ file: `${name}/${file}`, text }, options);
    return { name, label, transcripts: value, problems };
  });

const told = (a: Assessment, status: ViolationStatus): string[] =>
  a.violations.filter((v) => v.status === status).map((v) => `${v.phrase} in turn ${v.evidence.turn}`);

describe.each(calls)('$name', ({ label, transcripts, problems }) => {
  const assessment = transcripts[0] ? assess(rulebook, transcripts[0]) : null;

  it('is read without a problem', () => {
    expect(problems).toEqual([]);
    expect(transcripts).toHaveLength(1);
  });

  it('has the outcome of every element', () => {
    expect(Object.fromEntries(assessment!.elements.map((e) => [e.id, e.outcome]))).toEqual(label.elements);
  });

  it('has each forbidden phrase in its turn, and no other', () => {
    const hits = label.violations.filter((v) => v.status === 'hit');
    const allowed = hits.map((v) => v.phrases.flatMap((p) => v.turns.map((t) => `${p} in turn ${t}`)));
    const got = told(assessment!, 'hit');
    const expected = allowed.map((any) => any.find((one) => got.includes(one)) ?? any.join(' or '));
    expect([...got].sort()).toEqual([...expected].sort());
  });

  it('excuses the look-alikes that are to the letter', () => {
    const got = told(assessment!, 'excused');
    for (const v of label.violations.filter((x) => x.status === 'excused'))
      expect(got).toContain(`${v.phrases[0]} in turn ${v.turns[0]}`);
  });

  it('decides what the customer answered', () => {
    const got = Object.fromEntries(assessment!.decisions.map((d) => [d.question, d.answer]));
    expect(got).toMatchObject(label.decisions ?? {});
  });

  it('holds what was said against the work order', () => {
    const got = Object.fromEntries(assessment!.slots.map((s) => [s.id, s.state]));
    expect(got).toMatchObject(label.slots ?? {});
  });
});

describe('the labelled calls', () => {
  it('cover every script, every outcome and every status', () => {
    expect(calls.length).toBeGreaterThanOrEqual(14);
    const labels = calls.map((c) => c.label);
    const elements = new Set(labels.flatMap((l) => Object.keys(l.elements)));
    const all = rulebook.pack.scripts.flatMap((s) => s.elements.map((e) => e.id));
    expect(all.filter((id) => !elements.has(id))).toEqual([]);
    const outcomes = new Set(labels.flatMap((l) => Object.values(l.elements)));
    expect([...outcomes].sort()).toEqual(['for-reviewer', 'met', 'missed', 'not-applicable', 'partial']);
    const violations = labels.flatMap((l) => l.violations);
    expect(new Set(violations.map((v) => v.status))).toEqual(new Set(['hit', 'excused']));
    for (const l of labels) expect(l.about).not.toBe('');
  });
});
