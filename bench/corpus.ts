import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Case, Pack } from '../src/model/pack.ts';
import type { Role, Transcript, WorkOrder } from '../src/model/transcript.ts';
import { parseTranscripts } from '../src/read/transcript.ts';

/** A seeded source of numbers from 0 to 1 (mulberry32): the same seed makes the same corpus on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Line {
  readonly speaker: Role;
  readonly text: string;
}

/** One made-up call, in the form of the labelled dialogues. */
export interface MadeCall {
  readonly id: string;
  readonly scripts: readonly string[];
  readonly workOrder: WorkOrder;
  readonly meta: {
    readonly callId: string;
    readonly agent: string;
    readonly team: string;
    readonly date: string;
    readonly durationSeconds: number;
  };
  readonly turns: readonly Line[];
}

const TEAMS = [
  '城东装维一班',
  '城东装维二班',
  '城西装维班',
  '城南装维班',
  '城北装维一班',
  '城北装维二班',
  '星沙装维班',
  '望城装维班',
  '宁乡装维班',
  '浏阳装维班',
];
const SURNAMES = '王李张刘陈杨黄周吴谭肖彭向龙贺邓罗曾谢唐';
const NAMES = [
  '建国',
  '志勇',
  '卫东',
  '晓明',
  '海波',
  '丽华',
  '国强',
  '文斌',
  '小军',
  '立新',
  '春生',
  '铁牛',
  '勇',
  '敏',
  '强',
];
const AGENTS_PER_TEAM = 30;
const DAYS = 30;
/** Nine hundred characters on the average: a minute or four of talk. */
const SHORTEST = 300;
const LONGEST = 1_100;

/** Makes calls out of the example dialogues and the packs' own cases. */
export class Corpus {
  readonly #random: () => number;
  readonly #examples: readonly { readonly lines: readonly Line[]; readonly transcript: Transcript }[];
  readonly #flagged: readonly string[];
  readonly #harmless: readonly string[];
  #made = 0;

  constructor(root: string, pack: Pack, seed: number) {
    this.#random = seeded(seed);
    const folder = join(root, 'examples');
    this.#examples = readdirSync(folder)
      .filter((f) => f.endsWith('.txt'))
      .sort()
      .flatMap((file) => parseTranscripts({ file, text: readFileSync(join(folder, file), 'utf8') }).value)
      .map((transcript) => ({
        transcript,
        lines: transcript.turns.map(({ speaker, text }) => ({ speaker: transcript.roles[speaker] ?? 'other', text })),
      }));
    const alone = (cases: readonly Case[]) => cases.filter((c) => c.alone).map((c) => c.turns[0]!.text);
    this.#flagged = pack.phrases.flatMap((p) => alone(p.cases.flagged));
    this.#harmless = [
      ...pack.phrases.flatMap((p) => alone(p.cases.clean)),
      ...pack.scripts.flatMap((s) => s.elements.flatMap((e) => [...alone(e.cases.met), ...alone(e.cases.notMet)])),
    ];
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)]!;
  }

  next(): MadeCall {
    const n = this.#made;
    this.#made += 1;
    const team = Math.floor(this.#random() * TEAMS.length);
    const person = Math.floor(this.#random() ** 1.5 * AGENTS_PER_TEAM);
    // Some people are ruder and some forget more: otherwise every person would look like every other.
    const rude = ((team * 31 + person * 17) % 10) / 60;
    const forgetful = ((team * 13 + person * 29) % 10) / 40;
    const wanted = SHORTEST + this.#random() * (LONGEST - SHORTEST);
    const turns: Line[] = [];
    const scripts = new Set<string>();
    let order: WorkOrder | null = null;
    for (let length = 0; length < wanted; ) {
      const { lines, transcript } = this.#pick(this.#examples);
      for (const s of transcript.scripts ?? []) scripts.add(s);
      order ??= transcript.workOrder;
      for (const line of lines) {
        if (line.speaker === 'agent' && this.#random() < forgetful) continue;
        turns.push(line);
        length += line.text.length;
        if (line.speaker === 'customer' && this.#random() < 0.1) {
          const text = this.#pick(this.#random() < rude ? this.#flagged : this.#harmless);
          turns.push({ speaker: 'agent', text });
          length += text.length;
        }
      }
    }
    const day = 1 + Math.floor(this.#random() * DAYS);
    const staffId = `${2000 + team * 100 + person}`;
    const staffName = SURNAMES[(team * 7 + person) % SURNAMES.length]! + NAMES[(team * 5 + person * 2) % NAMES.length]!;
    return {
      id: `call-${String(n + 1).padStart(6, '0')}`,
      scripts: [...scripts],
      workOrder: { ...order, staffId, staffName },
      meta: {
        callId: `call-${String(n + 1).padStart(6, '0')}`,
        agent: staffId,
        team: TEAMS[team]!,
        date: `2026-10-${String(day).padStart(2, '0')}T${String(8 + Math.floor(this.#random() * 10)).padStart(2, '0')}:${String(Math.floor(this.#random() * 60)).padStart(2, '0')}:00`,
        durationSeconds: Math.round(turns.reduce((sum, t) => sum + t.text.length, 0) / 4.2),
      },
      turns,
    };
  }
}

/** Writes a JSONL file of calls. @returns its characters of speech, and its size in bytes */
export function writeLines(path: string, corpus: Corpus, calls: number): { characters: number; bytes: number } {
  const file = openSync(path, 'w');
  let characters = 0;
  let bytes = 0;
  let block: string[] = [];
  for (let i = 0; i < calls; i += 1) {
    const call = corpus.next();
    for (const turn of call.turns) characters += turn.text.length;
    block.push(`${JSON.stringify(call)}\n`);
    if (block.length === 500 || i === calls - 1) {
      bytes += writeSync(file, block.join(''));
      block = [];
    }
  }
  closeSync(file);
  return { characters, bytes };
}

/** Writes a folder with a file for each call, in a subfolder for each day; every tenth packed. */
export function writeFolder(path: string, corpus: Corpus, calls: number): void {
  for (let i = 0; i < calls; i += 1) {
    const call = corpus.next();
    const folder = join(path, call.meta.date.slice(0, 10));
    mkdirSync(folder, { recursive: true });
    const text = JSON.stringify(call);
    if (i % 10 === 9) writeFileSync(join(folder, `${call.id}.json.gz`), gzipSync(text));
    else writeFileSync(join(folder, `${call.id}.json`), text);
  }
}
