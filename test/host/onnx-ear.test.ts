import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { withEar } from '../../src/host/ear.ts';
import { Embedder, EmbedderFault, type OnnxSession } from '../../src/host/embedder.ts';
import {
  type EmbeddingOptions,
  loadEmbeddingEar,
  type OnnxRuntime,
  onnxRuntime,
} from '../../src/host/embedding-model.ts';
import { classesNear, EmbeddingEar } from '../../src/host/onnx-ear.ts';
import { chosenExamples, prototypesOf } from '../../src/host/prototypes.ts';
import { WordPiece } from '../../src/host/wordpiece.ts';
import { CLASSES } from '../../src/match/meaning.ts';
import { PlainNetwork } from '../../src/match/plain-network.ts';
import { normaliseText } from '../../src/normalise/normalise.ts';
import { parsePairs, parsePlain } from '../../src/read/written-text.ts';
import { call, pack, smallModel, smallRulebook } from '../small-model.ts';
import { tinyModel } from './tiny-onnx.ts';

const folder = mkdtempSync(join(tmpdir(), 'huashu-onnx-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Characters that mean having no time, those that send to the leader, and those of neither. */
const GROUPS = ['没空忙腾不出手闲抽身', '领导反映找经理', '好的您师傅网线装完了测一下速度请稍等光猫'];
const VOCABULARY = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', ...GROUPS.join('')].filter((p, i, all) => all.indexOf(p) === i);
const TABLE = VOCABULARY.map((piece) => {
  const group = GROUPS.findIndex((g) => piece.length === 1 && g.includes(piece));
  return [0, 1, 2, 3].map((c) => (c === group ? 1 : 0.01 * c));
});
const PHRASES = `#9\n没空忙//没空，找师傅\n腾不出手//腾不出手，师傅请稍等\n抽不出身\n#7\n找领导反映//领导我找\n找经理反映\n`;
const PLAIN = '网线装完了测一下速度\n好的您请稍等\n光猫师傅装\n';

/** A session that does what the tiny model does, for a machine without onnxruntime-node. */
const lookUp = (isPooled: boolean): OnnxSession => ({
  inputNames: ['input_ids', 'attention_mask'],
  outputNames: [isPooled ? 'sentence_embedding' : 'last_hidden_state'],
  run: async (inputs) => {
    const { data, dims } = inputs.input_ids!;
    const [rows, pieces] = dims as [number, number];
    const width = TABLE[0]!.length;
    const each = Float32Array.from([...(data as BigInt64Array)].flatMap((id) => TABLE[Number(id)]!));
    if (!isPooled) return { last_hidden_state: { data: each, dims: [rows, pieces, width] } };
    const mean = new Float32Array(rows * width);
    each.forEach((value, i) => {
      mean[Math.floor(i / (pieces * width)) * width + (i % width)]! += value / pieces;
    });
    return { sentence_embedding: { data: mean, dims: [rows, width] } };
  },
});
const lookUpRuntime = (isPooled: boolean): OnnxRuntime => ({
  InferenceSession: { create: async () => lookUp(isPooled) },
  Tensor: class {
    readonly data: BigInt64Array;
    readonly dims: readonly number[];
    constructor(_: 'int64', data: BigInt64Array, dims: readonly number[]) {
      this.data = data;
      this.dims = dims;
    }
  },
});

/** A model's folder as users have it, and a folder of written text. */
function written(name: string, isPooled = false): EmbeddingOptions {
  const base = join(folder, name);
  const texts = join(base, 'text', 'w1');
  mkdirSync(join(base, 'model', 'onnx'), { recursive: true });
  mkdirSync(texts, { recursive: true });
  writeFileSync(join(base, 'model', 'vocab.txt'), `${VOCABULARY.join('\n')}\n`);
  writeFileSync(join(base, 'model', 'onnx', 'model.onnx'), tinyModel(TABLE, isPooled));
  writeFileSync(join(texts, 'phrases.txt'), PHRASES);
  writeFileSync(join(texts, 'plain.txt'), PLAIN);
  return {
    path: join(base, 'model', 'onnx', 'model.onnx'),
    network: new PlainNetwork(smallModel.weights),
    lexicon: pack.lexicon,
    texts: join(base, 'text'),
    cache: join(base, 'cache'),
  };
}

describe('WordPiece', () => {
  const tokens = new WordPiece('[PAD]\n[UNK]\n[CLS]\n[SEP]\n没\n空\nwi\n##fi\n##5\n，\n');

  it('numbers Han characters alone and other words by their longest pieces', () => {
    expect(tokens.encode('没空', 16)).toEqual([2, 4, 5, 3]);
    expect(tokens.encode('没WiFi5，空', 16)).toEqual([2, 4, 6, 7, 8, 9, 5, 3]);
    expect(tokens.encode('wiz 哪', 16)).toEqual([2, 1, 1, 3]);
    expect(tokens.encode('𠀀😀', 16)).toEqual([2, 1, 1, 3]);
    expect(tokens.encode('', 16)).toEqual([2, 3]);
  });

  it('cuts what is too long, and a word of any length costs no more than a moment', () => {
    expect(tokens.encode('没'.repeat(1_000), 8)).toEqual([2, 4, 4, 4, 4, 4, 4, 3]);
    expect(tokens.encode('w'.repeat(100_000), 8)).toEqual([2, 1, 3]);
  });

  it('says which marks a vocabulary lacks', () => {
    expect(tokens.missing).toEqual([]);
    expect(new WordPiece('没\n空\r\n').missing).toEqual(['[CLS]', '[SEP]', '[UNK]']);
  });
});

describe('Embedder', () => {
  const tokens = new WordPiece(VOCABULARY.join('\n'));
  const tensor = (data: BigInt64Array, dims: readonly number[]) => ({ data, dims });

  it('gives a vector of length 1 for each text, in their order, whatever else is run with it', async () => {
    const embedder = new Embedder(lookUp(false), tokens, tensor);
    const texts = Array.from({ length: 70 }, (_, i) => '没空忙领导反映好的您'.slice(i % 5, 2 + (i % 9)));
    const together = await embedder.embed(texts);
    expect(together).toHaveLength(70);
    for (const [i, text] of texts.entries()) {
      const [alone] = await embedder.embed([text]);
      for (const [c, value] of together[i]!.entries()) expect(value).toBeCloseTo(alone![c]!, 5);
      expect(together[i]!.reduce((sum, v) => sum + v * v, 0)).toBeCloseTo(1, 5);
    }
  });

  it('takes the first vector where the model was trained for it', async () => {
    const first = new Embedder(lookUp(false), tokens, tensor, 'first');
    const [a, b] = await first.embed(['没空', '领导']);
    expect(a).toEqual(b);
  });

  it('refuses inputs that no text can give, and outputs that are no vectors', async () => {
    const pictures = { ...lookUp(false), inputNames: ['pixel_values'] };
    expect(() => new Embedder(pictures, tokens, tensor)).toThrow(EmbedderFault);
    const silent = { ...lookUp(false), outputNames: [] };
    expect(() => new Embedder(silent, tokens, tensor)).toThrow(EmbedderFault);
    const scalar = {
      ...lookUp(true),
      run: async () => ({ sentence_embedding: { data: new Float32Array(1), dims: [1] } }),
    };
    await expect(new Embedder(scalar, tokens, tensor).embed(['没空', '忙'])).rejects.toThrow(EmbedderFault);
  });
});

describe('the nearest examples', () => {
  const vector = (...values: number[]) => Float32Array.from(values);

  it('vote for their phrases, however many there are of each', () => {
    const prototypes = [
      { phrase: 9, vector: vector(1, 0) },
      ...Array.from({ length: 10 }, () => ({ phrase: 7, vector: vector(0.8, 0.6) })),
      ...Array.from({ length: 20 }, () => ({ phrase: 0, vector: vector(0, 1) })),
    ];
    const near = classesNear(vector(1, 0), prototypes);
    expect(near.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    expect(near.indexOf(Math.max(...near))).toBe(9);
    expect(classesNear(vector(0, 1), prototypes)[0]).toBeGreaterThan(0.9);
  });

  it('say that nothing is wrong where there are none', () => {
    expect(classesNear(vector(1, 0), [])[0]).toBe(1);
  });

  it('are taken evenly, normalised, and kept for the next time', async () => {
    const text = { pairs: parsePairs(PHRASES, 'w1'), plain: parsePlain(PLAIN, 'w1') };
    const examples = chosenExamples(text, pack.lexicon);
    expect(examples.filter((e) => e.phrase === 9).map((e) => e.text)).toEqual(['没空忙', '腾不出手', '抽不出身']);
    expect(examples.filter((e) => e.phrase === 0)).toHaveLength(6);
    let runs = 0;
    const embedder = {
      embed: async (texts: readonly string[]) => {
        runs += 1;
        return texts.map((_, i) => vector(i, 1));
      },
    };
    const cache = join(folder, 'kept');
    const made = await prototypesOf(embedder, examples, 'model', () => {}, cache);
    expect(await prototypesOf(embedder, examples, 'model', () => {}, cache)).toEqual(made);
    expect(runs).toBe(1);
    await prototypesOf(embedder, examples, 'another model', () => {}, cache);
    expect(runs).toBe(2);
    expect(readdirSync(cache)).toHaveLength(2);
    // A cache that cannot be written costs time and nothing else.
    writeFileSync(join(folder, 'no-folder'), '');
    expect(await prototypesOf(embedder, examples, 'model', () => {}, join(folder, 'no-folder'))).toEqual(made);
  });
});

const installed = await onnxRuntime();

describe.each([
  ['a session of the same interface', lookUpRuntime(false), false],
  ['a session of the same interface, pooled', lookUpRuntime(true), true],
  ['onnxruntime-node', installed, false],
  ['onnxruntime-node, pooled', installed, true],
] as const)('a stronger ear on %s', (name, runtime, isPooled) => {
  const options = written(name.replaceAll(/\W+/g, '-'), isPooled);

  it('hears what the network does not, by the nearest written examples', async ({ skip }) => {
    if (!runtime) return skip('onnxruntime-node is not installed');
    let made = 0;
    const { value: ear, problems } = await loadEmbeddingEar({ ...options, runtime, onMake: (n) => (made = n) });
    expect(problems).toEqual([]);
    expect(made).toBe(11);
    const utterance = normaliseText('腾不出身', pack.lexicon);
    const window = [[0, utterance.text.length]] as const;
    const alone = options.network.read(utterance, window)[0]!.probabilities;
    const both = await ear!.settle(() => ear!.read(utterance, window)[0]!.probabilities);
    expect(alone[9]).toBeLessThan(0.3);
    expect(both[9]).toBeGreaterThan(0.4);
    expect(both.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 4);
    const kind = normaliseText('网线测一下', pack.lexicon);
    const clear = await ear!.settle(() => ear!.read(kind, [[0, kind.text.length]])[0]!.probabilities);
    expect(clear[0]).toBeGreaterThan(0.6);
  });

  it('scores a call through it', async ({ skip }) => {
    if (!runtime) return skip('onnxruntime-node is not installed');
    const { value: ear } = await loadEmbeddingEar({ ...options, runtime });
    const rulebook = { ...smallRulebook, ear: { ...smallRulebook.ear!, model: ear! } };
    const refused = call(['客户：师傅什么时候来', '装维：腾不出身']);
    const before = assess(smallRulebook, refused).violations;
    const { violations } = await ear!.settle(() => assess(rulebook, refused));
    expect(before.filter((v) => v.status === 'hit')).toEqual([]);
    expect(violations.map((v) => v.phrase)).toEqual([9]);
  });
});

describe('settling', () => {
  it('does the work again until every text was embedded, each once', async () => {
    const asked: string[] = [];
    const embedder = {
      embed: async (texts: readonly string[]) => {
        asked.push(...texts);
        return texts.map(() => Float32Array.of(1, 0));
      },
    };
    const network = new PlainNetwork(smallModel.weights);
    const ear = new EmbeddingEar(network, embedder, [{ phrase: 3, vector: Float32Array.of(1, 0) }]);
    expect(ear.name).toBe('plain+embedding');
    const utterance = normaliseText('好的没空好的', pack.lexicon);
    let times = 0;
    const work = () => {
      times += 1;
      return ear
        .read(utterance, [
          [0, 2],
          [2, 4],
          [4, 6],
        ])
        .map((r) => r.probabilities[3]!);
    };
    const told = await ear.settle(work);
    expect(asked).toEqual(['好的', '没空']);
    expect(times).toBe(2);
    expect(Math.min(...told)).toBeGreaterThan(0.5);
    await ear.settle(work);
    expect(times).toBe(3);
    expect(asked).toHaveLength(2);
    expect(told).toHaveLength(3);
    expect(CLASSES).toBe(22);
  });
});

describe('a model that cannot be used', () => {
  const fault = async (change: Partial<EmbeddingOptions>, options = written('faults')) => {
    const { value, problems } = await loadEmbeddingEar({ runtime: lookUpRuntime(false), ...options, ...change });
    expect(value).toBeNull();
    return problems.map((p) => `${p.code} ${p.args.reason} ${p.args.detail}`.trim());
  };

  it('is a Problem that says why', async () => {
    expect(await fault({ path: join(folder, 'none.onnx') })).toEqual(['EMBEDDING_UNUSABLE missing']);
    expect(await fault({ path: folder })).toEqual(['EMBEDDING_UNUSABLE missing']);
    const alone = join(folder, 'a', 'b', 'c');
    mkdirSync(alone, { recursive: true });
    writeFileSync(join(alone, 'model.onnx'), '');
    expect(await fault({ path: join(alone, 'model.onnx') })).toEqual(['EMBEDDING_UNUSABLE vocabulary']);
    writeFileSync(join(alone, 'vocab.txt'), '没\n空\n');
    expect(await fault({ path: join(alone, 'model.onnx') })).toEqual(['EMBEDDING_UNUSABLE pieces [CLS] [SEP] [UNK]']);
    expect(await fault({ runtime: null })).toEqual(['EMBEDDING_UNUSABLE package']);
    expect(await fault({ texts: join(folder, 'nothing') })).toEqual(['EMBEDDING_UNUSABLE examples']);
    const broken: OnnxRuntime = {
      ...lookUpRuntime(false),
      InferenceSession: { create: () => Promise.reject(new Error('protobuf parsing failed\nat line 1')) },
    };
    expect(await fault({ runtime: broken })).toEqual(['EMBEDDING_UNUSABLE load protobuf parsing failed']);
    const pictures: OnnxRuntime = {
      ...lookUpRuntime(false),
      InferenceSession: { create: async () => ({ ...lookUp(false), inputNames: ['pixel_values'] }) },
    };
    expect(await fault({ runtime: pictures })).toEqual(['EMBEDDING_UNUSABLE shape inputs pixel_values']);
  });

  it('cannot be heard beside nothing', async () => {
    const deaf = { ...smallRulebook, ear: null };
    const { value, problems } = await withEar(deaf, { embeddingModel: 'x.onnx' });
    expect(value).toBeNull();
    expect(problems.map((p) => p.args.reason)).toEqual(['no-model']);
  });
});
