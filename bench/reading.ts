import { readdirSync, readFileSync } from 'node:fs';
import { decodeBytes } from '../src/host/decode-bytes.ts';
import { decodeText } from '../src/read/decode.ts';
import { parseTranscripts } from '../src/read/transcript.ts';

/**
 * What reading costs beside JSON.parse of the same bytes, which TextDecoder decodes: labelled files one by one, a list of them, JSONL, and one
 * service's format as one long file and a call a file. A row of small files counts what every file costs, whatever is in it, with what its 20
 * turns do. `files` is how files are read in Node; `bytes` decodes by TextDecoder as well, as in a browser. The three alternate, a part of the files at a time. Ratios are of the
 * median round, and in brackets of the quickest times of all parts, which say more on a busy machine. `npm run bench:reading -- [rounds] [row]`
 */
const rounds = Number(process.argv[2] ?? 41);
const asked = process.argv[3] ?? '';
const folder = new URL('../examples/', import.meta.url);
const calls = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .flatMap((name) => parseTranscripts({ file: name, text: readFileSync(new URL(name, folder), 'utf8') }).value)
  .map(({ turns, workOrder }) => ({
    scripts: ['greeting', 'booking'],
    ...(workOrder ? { workOrder } : {}),
    turns: turns.map(({ speaker, text }) => ({ speaker, text })),
  }));
const many = Array.from({ length: 200 }, (_, i) => calls.map((call, k) => ({ id: `call-${i}-${k}`, ...call }))).flat();
const bytes = (text: string) => new TextEncoder().encode(text);
const sentencesOf = (turns: (typeof calls)[number]['turns']) =>
  turns.map(({ text, speaker }, i) => ({
    Text: text,
    ChannelId: speaker.length % 2,
    BeginTime: i * 3_000,
    EndTime: i * 3_000 + text.length * 220,
    SpeechRate: 240,
    EmotionValue: 5.5,
    SilenceDuration: 1,
  }));
const filetrans = (turns: (typeof calls)[number]['turns']) =>
  bytes(JSON.stringify({ Result: { Sentences: sentencesOf(turns) } }));

type Case = { readonly name: string; readonly files: readonly Uint8Array[]; readonly base: (text: string) => unknown };
const parse = (text: string): unknown => JSON.parse(text);
const cases: readonly Case[] = [
  { name: 'labelled files', files: many.map((call) => bytes(JSON.stringify(call, null, 1))), base: parse },
  { name: 'labelled list', files: [bytes(JSON.stringify(many))], base: parse },
  {
    name: 'labelled JSONL',
    files: [bytes(many.map((call) => JSON.stringify(call)).join('\n'))],
    base: (text) => text.split('\n').map(parse),
  },
  { name: 'aliyun-filetrans', files: [filetrans(many.flatMap((call) => call.turns))], base: parse },
  { name: 'aliyun, one by one', files: many.map((call) => filetrans(call.turns)), base: parse },
];

let kept: unknown;
const time = (files: readonly Uint8Array[], read: (file: Uint8Array) => unknown): number => {
  kept = undefined;
  const start = performance.now();
  for (const file of files) kept = read(file);
  return performance.now() - start;
};
/** So many files in turn. */
const PART = 70;
const place = { file: 'a.json' };
const decoder = new TextDecoder();
for (const { name, files, base } of cases.filter((one) => one.name.includes(asked))) {
  const ways = [
    (file: Uint8Array) => base(decoder.decode(file)),
    (file: Uint8Array) => parseTranscripts({ ...place, text: decodeBytes(file, place).value!.text }),
    (file: Uint8Array) => parseTranscripts({ ...place, text: decodeText(file, place).value!.text }),
  ];
  const parts: (readonly Uint8Array[])[] = [];
  for (let i = 0; i < files.length; i += PART) parts.push(files.slice(i, i + PART));
  const sums = ways.map((): number[] => []);
  const quickest = ways.map(() => parts.map(() => Number.POSITIVE_INFINITY));
  for (let round = 0; round < rounds; round += 1) {
    const sum = ways.map(() => 0);
    for (const [p, part] of parts.entries())
      for (const [w, way] of ways.entries()) {
        const ms = time(part, way);
        sum[w]! += ms;
        quickest[w]![p] = Math.min(quickest[w]![p]!, ms);
      }
    for (const [w, ms] of sum.entries()) sums[w]!.push(ms);
  }
  const middle = sums.map((list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)]!);
  const least = quickest.map((list) => list.reduce((sum, ms) => sum + ms, 0));
  const size = files.reduce((sum, file) => sum + file.length, 0) / 2 ** 20;
  const ratio = (way: number) => `${(middle[way]! / middle[0]!).toFixed(2)} (${(least[way]! / least[0]!).toFixed(2)})`;
  const each =
    files.length > 1 ? `, ${least.map((ms) => ((ms * 1_000) / files.length).toFixed(0)).join(', ')} µs a file` : '';
  console.log(
    `${name.padEnd(18)} ${size.toFixed(1)} MB  JSON.parse ${middle[0]!.toFixed(0)} ms (${least[0]!.toFixed(0)}); times that: files ${ratio(1)}, bytes ${ratio(2)}${each}`,
  );
}
if (kept === undefined) throw new Error('nothing was read');
