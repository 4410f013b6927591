import { readdirSync, readFileSync } from 'node:fs';
import { decodeText } from '../src/read/decode.ts';
import { parseTranscripts } from '../src/read/transcript.ts';

/**
 * What reading costs beside JSON.parse of the same bytes: labelled files one by one, a list of them, JSONL, and one service's format as one long file and a call a file. Both sides decode the
 * same bytes; they alternate in one run, and medians are compared. `tsx bench/reading.ts [rounds]`
 */
const rounds = Number(process.argv[2] ?? 41);
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
const time = (work: () => void): number => {
  kept = undefined;
  const start = performance.now();
  work();
  return performance.now() - start;
};
const median = (list: number[]): number => list.sort((a, b) => a - b)[Math.floor(list.length / 2)]!;
for (const { name, files, base } of cases) {
  const decoder = new TextDecoder();
  const [plain, ours]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    plain.push(
      time(() =>
        files.forEach((file) => {
          kept = base(decoder.decode(file));
        }),
      ),
    );
    ours.push(
      time(() =>
        files.forEach((file) => {
          kept = parseTranscripts({ file: 'a.json', text: decodeText(file, { file: 'a.json' }).value!.text });
        }),
      ),
    );
  }
  const size = files.reduce((sum, file) => sum + file.length, 0) / 2 ** 20;
  const [a, b] = [median(plain), median(ours)];
  console.log(
    `${name.padEnd(18)} ${size.toFixed(1)} MB  JSON.parse ${a.toFixed(1)} ms  reading ${b.toFixed(1)} ms  ratio ${(b / a).toFixed(2)}`,
  );
}
if (kept === undefined) throw new Error('nothing was read');
