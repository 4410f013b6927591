import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MODEL_FORMAT, writeModel } from '../../src/match/model-file.ts';
import { smallModel } from '../small-model.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'huashu-model-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CALL = 'examples/13-forbidden-phrases.txt';
const bytes = writeModel(smallModel);
const modelAt = (name: string, content: Uint8Array | string): string => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};
const callAt = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, `装维：${text}\n客户：好\n装维：再见\n`);
  return file;
};

function huashu(args: readonly string[], bin = join(ROOT, 'dist', 'huashu.js')) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    env: { ...process.env, LANG: 'zh_CN.UTF-8', LC_ALL: '', LC_MESSAGES: '' },
  });
  return { status, stdout, stderr };
}
const score = (...args: string[]) => huashu(['score', ...args]);

let small = '';
beforeAll(() => {
  small = modelAt('small.bin', bytes);
});

describe('a model that is missing, cut, or of another version', () => {
  it('ends the run with one message, in a package that lost its model', () => {
    const copy = join(folder, 'package');
    mkdirSync(copy);
    cpSync(join(ROOT, 'dist'), join(copy, 'dist'), { recursive: true });
    writeFileSync(join(copy, 'package.json'), '{"type":"module"}');
    const bin = join(copy, 'dist', 'huashu.js');
    const lost = huashu(['score', CALL], bin);
    expect(lost.status).toBe(2);
    expect(lost.stdout).toBe('');
    expect(lost.stderr).toBe(
      `${join(copy, 'models', 'meaning.bin')}  MODEL_MISSING\n  听意思的模型文件不在\n  → 重新安装，或加 --no-model 只认字音（听不出换了说法的忌语）\n`,
    );
    expect(huashu(['score', CALL, '--lang', 'en'], bin).stderr).toContain('the model of meaning is not there');
    // Only when it is told so does it go on without.
    const deaf = huashu(['score', CALL, '--no-model', '--format', 'jsonl'], bin);
    expect(deaf).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(deaf.stdout)).toMatchObject({ id: '13-forbidden-phrases' });
  });

  it('says how much of it is there', () => {
    const cut = modelAt('cut.bin', bytes.subarray(0, 100_000));
    for (const command of [
      ['score', CALL],
      ['explain', `${CALL}#7`],
      ['test', '#9'],
    ]) {
      const { status, stdout, stderr } = huashu([...command, '--model', cut]);
      expect(status).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toBe(
        `${cut}  MODEL_CUT\n  模型文件不完整：100000 字节，应为 ${bytes.length}\n  → 重新安装，或加 --no-model 只认字音\n`,
      );
    }
  });

  it('names both versions', () => {
    const line = new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0x0a)));
    const old = modelAt('old.bin', `${line.replace(MODEL_FORMAT, 'huashu-meaning-0')}\n${'x'.repeat(1_000)}`);
    expect(score(CALL, '--model', old)).toEqual({
      status: 2,
      stdout: '',
      stderr: `${old}  MODEL_VERSION\n  模型文件是另一个版本：huashu-meaning-0，需要 ${MODEL_FORMAT}\n  → 用 npm run train 重新训练，或加 --no-model\n`,
    });
    const foreign = modelAt('foreign.bin', '<!doctype html>\n<p>not found</p>');
    expect(score(CALL, '--model', foreign).stderr).toContain('MODEL_VERSION\n  模型文件是另一个版本：?，需要');
  });
});

describe('the engine', () => {
  it('does not change what is found', () => {
    const [plain, tfjs] = ['plain', 'tfjs'].map((engine) =>
      score('examples', '--model', small, '--engine', engine, '--format', 'jsonl'),
    );
    expect(tfjs!.status).toBe(0);
    const found = (out: string) =>
      out
        .trim()
        .split('\n')
        .map((l) => {
          const { id, elements, violations } = JSON.parse(l) as {
            id: string;
            elements: { id: string; outcome: string }[];
            violations: { phrase: number; status: string; evidence: object }[];
          };
          return {
            id,
            elements: elements.map((e) => `${e.id} ${e.outcome}`),
            violations: violations.map((v) => [v.phrase, v.status, v.evidence]),
          };
        });
    expect(found(tfjs!.stdout)).toEqual(found(plain!.stdout));
  });
});

describe('a sentence-embedding model', () => {
  it('that cannot be used ends the run with one message', () => {
    const missing = join(folder, 'none.onnx');
    const { status, stdout, stderr } = score(CALL, '--model', small, '--embedding-model', missing);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      `${missing}  EMBEDDING_UNUSABLE\n  没有这个模型文件\n  → 见 docs/models.md「自带句向量模型」，或去掉 --embedding-model\n`,
    );
    const deaf = score(CALL, '--no-model', '--embedding-model', missing, '--lang', 'en');
    expect(deaf.status).toBe(2);
    expect(deaf.stderr).toContain('not with --no-model');
  });
});

describe('--fragility', () => {
  it('adds the same figures for the same seed', () => {
    const run = (...args: string[]) =>
      score(CALL, '--model', small, '--format', 'jsonl', '--fragility', '8', ...args).stdout;
    const told = JSON.parse(run()) as { fragility: { runs: number; percent: object; flips: object[] } };
    expect(told.fragility).toMatchObject({ runs: 8, percent: { low: expect.any(Number), high: expect.any(Number) } });
    expect(run('--seed', '1')).toBe(run());
    expect(JSON.parse(score(CALL, '--model', small, '--format', 'jsonl').stdout)).not.toHaveProperty('fragility');
  });

  it.each(['0', '-1', '1.5', 'x', '1001'])('of %s is refused', (n) => {
    expect(score(CALL, `--fragility=${n}`)).toMatchObject({ status: 2, stdout: '' });
  });
});

describe('odd turns', () => {
  it.each([
    ['emoji', '🙏👨‍👩‍👧'],
    ['digits', '13307310000'],
    ['letters', 'OK wifi'],
    ['marks', '。。。？？？'],
  ])('of nothing but %s are scored, and nothing is found', (name, text) => {
    const { status, stdout, stderr } = score(callAt(`${name}.txt`, text), '--model', small, '--format', 'jsonl');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect((JSON.parse(stdout) as { violations: object[] }).violations).toEqual([]);
  });

  it('of a hundred thousand characters are scored, and what is said in them is found', () => {
    const talk = '师傅把光猫装在客厅的电视柜上面然后测一下网速看看有没有问题'.repeat(4_000).slice(0, 100_000);
    const text = `${talk.slice(0, 60_000)}，你问我，我问谁，${talk.slice(60_000)}`;
    const { status, stdout } = score(callAt('long.txt', text), '--model', small, '--format', 'jsonl');
    expect(status).toBe(0);
    const { violations } = JSON.parse(stdout) as { violations: { phrase: number; evidence: { quote: string } }[] };
    expect(violations.find((v) => v.phrase === 16)?.evidence.quote).toBe('你问我，我问谁');
  });
});
