import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { hear } from '../../src/hear/hear.ts';
import { CLASSES, REACH, type Weights, widthOf } from '../../src/match/meaning.ts';
import { MODEL_FORMAT, readModel, writeModel } from '../../src/match/model-file.ts';
import { PlainNetwork } from '../../src/match/plain-network.ts';
import { clausesOf, SHORT, windowsOf } from '../../src/match/windows.ts';
import { normaliseText, normaliseTranscript } from '../../src/normalise/normalise.ts';
import { call, pack, smallModel, smallRulebook } from '../small-model.ts';

const network = new PlainNetwork(smallModel.weights);
const utteranceOf = (text: string) => normaliseText(text, pack.lexicon);
const LONG = 100_000;
/** Ordinary talk without pauses, as recognition often writes it: the costliest to cut. */
const TALK = pack.scripts
  .flatMap((s) => s.elements.flatMap((e) => e.cases.met.map((c) => c.turns[0]!.text.replaceAll(/[，。？！]/g, ''))))
  .join('');
const long = (text: string) => text.repeat(Math.ceil(LONG / text.length)).slice(0, LONG);

describe('readings', () => {
  it('are probabilities, one set for each window, whatever is said', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'我现在没空您好，。？123ok🙏'), maxLength: 80 }), (text) => {
        const utterance = utteranceOf(text);
        const windows = windowsOf(utterance);
        const readings = network.read(utterance, windows);
        expect(readings.map((r) => [r.start, r.end])).toEqual(windows);
        for (const { probabilities } of readings) {
          expect(probabilities).toHaveLength(CLASSES);
          expect(probabilities.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 4);
          for (const p of probabilities) expect(p).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('of a window are those of its words alone', () => {
    const utterance = utteranceOf('好的您稍等我现在没空您先等着');
    const alone = utteranceOf('我现在没空');
    const at = utterance.text.indexOf(alone.text);
    const [inside] = network.read(utterance, [[at, at + alone.text.length]]);
    const [whole] = network.read(alone, [[0, alone.text.length]]);
    for (const [c, p] of inside!.probabilities.entries()) expect(p).toBeCloseTo(whole!.probabilities[c]!, 5);
  });

  it('do not change by what was read before', () => {
    const utterance = utteranceOf('我现在没空');
    const first = network.read(utterance, [[0, 5]])[0]!.probabilities;
    network.read(utteranceOf(TALK), windowsOf(utteranceOf(TALK)));
    expect(network.read(utterance, [[0, 5]])[0]!.probabilities).toEqual(first);
  });

  const far = '猫插到客厅电视柜后头白色网口上再看灯亮了几盏红灯别管绿灯要稳住才算通顺便把密码抄到纸条上贴好';
  const NOTHING = Float32Array.from({ length: CLASSES }, (_, c) => (c === 0 ? 1 : 0));

  /** The small model with one more thing that it hears: a word that makes any phrase less likely, in a column counted from the last. */
  function hearing(word: string, column: number, outputs: Partial<Weights>): PlainNetwork {
    const { weights } = smallModel;
    const rows = new Set(weights.vocabulary.rowsOf(utteranceOf(word)));
    const width = widthOf(weights);
    const embedding = weights.embedding.map((value, i) =>
      i % width === width - column && rows.has(Math.floor(i / width)) ? 100 : value,
    );
    return new PlainNetwork({ ...weights, embedding, ...outputs });
  }

  it('of a window are softened by what stands around it, as far as forty characters', () => {
    const forgiving = hearing('对不起', 2, { contextOutput: NOTHING });
    const broken = (text: string) => {
      const utterance = utteranceOf(text);
      const at = utterance.text.indexOf('我现在没空');
      return 1 - forgiving.read(utterance, [[at, at + 5]])[0]!.probabilities[0]!;
    };
    const bare = broken('我现在没空');
    expect(broken('我现在没空对不起')).toBeLessThan(bare);
    expect(broken('对不起我现在没空')).toBeLessThan(bare);
    expect(far.length).toBeGreaterThan(REACH);
    expect(broken(`我现在没空${far}对不起`)).toBe(broken(`我现在没空${far}`));
    expect(broken(`我现在没空${far.slice(0, 10)}对不起`)).toBeLessThan(broken(`我现在没空${far.slice(0, 10)}`));
  });

  it('depend on what the customer said last', () => {
    const polite = hearing('对不起', 1, { askedOutput: NOTHING });
    const said = utteranceOf('我现在没空');
    const broken = (asked: string | null) =>
      1 - polite.read(said, [[0, 5]], asked === null ? null : utteranceOf(asked))[0]!.probabilities[0]!;
    const alone = broken(null);
    expect(broken('对不起')).toBeLessThan(alone);
    expect(broken('')).toBe(alone);
    expect(broken('你在哪里')).toBe(alone);
    expect(broken(null), 'afterwards').toBe(alone);
    expect(broken(`对不起${far}`), 'long ago').toBe(alone);
  });
});

describe('windows', () => {
  it('lie inside the utterance, none twice; a short one is read whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'我现在没空您好师傅，。？'), maxLength: 200 }), (text) => {
        const utterance = utteranceOf(text);
        const n = utterance.text.length;
        const windows = windowsOf(utterance);
        if (n > 0 && n <= SHORT) expect(windows).toEqual([[0, n]]);
        for (const [start, end] of windows) expect(start >= 0 && start < end && end <= n).toBe(true);
        expect(new Set(windows.map(String)).size).toBe(windows.length);
        const clauses = clausesOf(utterance);
        expect(clauses.map(([a, b]) => b - a).reduce((a, b) => a + b, 0)).toBe(n);
      }),
    );
  });

  it('grow in number as the utterance does, and no faster', () => {
    const count = (length: number) => windowsOf(utteranceOf(long(TALK).slice(0, length))).length;
    const [few, many] = [count(10_000), count(40_000)];
    expect(many / few).toBeLessThan(4.2);
    expect(many).toBeLessThan(40_000 * 2);
  });
});

describe('turns of a hundred thousand characters', () => {
  /** Milliseconds of computing: other work on the machine does not count. */
  const cost = (text: string): number => {
    const normal = normaliseTranscript(call([`装维：${text}`]), pack.lexicon);
    const before = process.cpuUsage();
    hear(smallRulebook, normal);
    return process.cpuUsage(before).user / 1_000;
  };

  it.each([
    ['talk', TALK],
    ['one phrase over and over', '我现在没空呢'],
    ['one character', '没'],
  ])('%s: cost four times what a quarter of them costs, not sixteen times', { timeout: 240_000 }, (_, text) => {
    const quarter = cost(long(text).slice(0, LONG / 4));
    const whole = cost(long(text));
    expect(whole).toBeLessThan(8 * quarter + 500);
  });

  it.each([
    ['emoji', '🙏👍'],
    ['digits', '13307310000'],
    ['Latin letters', 'abc wifi '],
    ['commas', '好，'],
    ['nothing spoken', '。。。'],
  ])('%s are read in a moment', (_, text) => {
    const { violations } = assess(smallRulebook, call([`装维：${long(text)}`, '客户：好']));
    expect(violations.filter((v) => v.status === 'hit')).toEqual([]);
  });
});

describe('turns without Chinese', () => {
  it.each([
    '',
    ' ',
    '🙏',
    '👨‍👩‍👧',
    '1087',
    '13307310000',
    'OK',
    'wifi 5G',
    '???',
    '\u0000',
    '\ud83d',
  ])('%j means nothing', (text) => {
    const { violations } = assess(smallRulebook, call([`装维：${text}`, '客户：好', '装维：再见']));
    expect(violations).toEqual([]);
  });
});

describe('model files', () => {
  const bytes = writeModel(smallModel);
  const joined = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
  const codes = (b: Uint8Array) => readModel(b, 'm.bin').problems.map((p) => p.code);
  const headed = (header: unknown) => {
    const newline = bytes.indexOf(0x0a);
    const line = new TextEncoder().encode(`${JSON.stringify(header)}\n`);
    return joined(line, bytes.subarray(newline + 1, newline + 100));
  };
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0x0a)))) as Record<
    string,
    unknown
  >;

  it.each([
    ['bytes', bytes],
    // What node's readFile gives: its slices share memory.
    ['a Buffer', Buffer.from(bytes)],
    ['a part of other bytes', new Uint8Array(Buffer.concat([Uint8Array.of(1, 2, 3), bytes])).subarray(3)],
  ])('come back as they were written, from %s', (_, given) => {
    const { value, problems } = readModel(given, 'm.bin');
    expect(problems).toEqual([]);
    expect(value!.secondStage).toEqual(smallModel.secondStage);
    expect(Buffer.compare(Buffer.from(writeModel(value!)), Buffer.from(bytes))).toBe(0);
  });

  it('that are cut, at any place, or longer, are a Problem that says by how much', () => {
    for (const length of [bytes.length - 1, bytes.length - 4, 100_000, bytes.indexOf(0x0a) + 1]) {
      const { value, problems } = readModel(bytes.subarray(0, length), 'm.bin');
      expect(value).toBeNull();
      expect(problems).toMatchObject([
        { code: 'MODEL_CUT', place: { file: 'm.bin' }, args: { bytes: length, expected: bytes.length } },
      ]);
    }
    expect(codes(joined(bytes.subarray(0, 200_000), bytes))).toEqual(['MODEL_CUT']);
  });

  it('of another version, or of another kind, are a Problem that names both', () => {
    expect(readModel(headed({ ...header, format: 'huashu-meaning-0' }), 'm.bin').problems).toMatchObject([
      { code: 'MODEL_VERSION', args: { found: 'huashu-meaning-0', expected: MODEL_FORMAT } },
    ]);
    const others = [{ ...header, rows: -1 }, { ...header, classes: 5 }, { ...header, hidden: 0 }, {}, null, [], 7];
    for (const other of others) expect(codes(headed(other)), JSON.stringify(other)).toEqual(['MODEL_VERSION']);
    expect(codes(new Uint8Array(0))).toEqual(['MODEL_VERSION']);
    expect(codes(new Uint8Array(100))).toEqual(['MODEL_VERSION']);
    expect(codes(new TextEncoder().encode('<!doctype html>\n<html>not found</html>'))).toEqual(['MODEL_VERSION']);
  });

  it('never make the reader throw, whatever their first line says', () => {
    fc.assert(
      fc.property(fc.json(), fc.uint8Array({ maxLength: 64 }), (json, rest) => {
        const line = new TextEncoder().encode(`${json.replaceAll('\n', ' ')}\n`);
        const { value, problems } = readModel(joined(line, rest), 'm.bin');
        expect(value).toBeNull();
        expect(problems).toHaveLength(1);
      }),
    );
  });

  it('with a header of the right names and hostile values are refused', () => {
    const hostile = [
      { ...header, hidden: 1e9 },
      { ...header, hidden: -5 },
      { ...header, hidden: 1.5 },
      { ...header, hidden: '64' },
      { ...header, secondStage: {} },
      { ...header, secondStage: { short: [1, 2], long: [1, 2] } },
    ];
    for (const other of hostile) {
      const line = new TextEncoder().encode(`${JSON.stringify(other)}\n`);
      const whole = joined(line, bytes.subarray(bytes.indexOf(0x0a) + 1));
      for (const given of [headed(other), whole])
        expect(readModel(given, 'm.bin').value === null, JSON.stringify(other)).toBe(true);
    }
  });
});
