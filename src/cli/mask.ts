import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { OrderDesk, type OrderOptions } from '../host/orders.ts';
import { Output } from '../host/output.ts';
import { readTranscripts } from '../host/sources.ts';
import { type Problem, problem } from '../model/problem.ts';
import type { Transcript } from '../model/transcript.ts';
import { MASK_KINDS, type MaskKind, maskCall } from '../privacy/mask.ts';
import { type TranscriptForm, transcriptJson, transcriptText } from '../report/transcript.ts';
import type { Lang } from '../report/wording.ts';
import { columnsOf } from './columns.ts';
import { MASK_WORDS } from './mask-words.ts';
import { tell } from './score.ts';

export interface MaskOptions extends OrderOptions {
  readonly lang: Lang;
  readonly out?: string;
  readonly format: TranscriptForm;
  readonly columns?: string[];
}

/** `huashu mask`: transcripts without names, telephone numbers, addresses and accounts; what was masked is told beside them. */
export async function mask(paths: readonly string[], options: MaskOptions): Promise<void> {
  const { lang } = options;
  const fail = () => {
    process.exitCode = 2;
  };
  const columns = columnsOf(options.columns);
  const desk = await OrderDesk.open(options);
  if (tell([...columns.problems, ...desk.problems], lang) > 0 || !desk.value) return fail();
  const writer = new Writer(options);
  const total: Record<MaskKind, number> = { name: 0, phone: 0, account: 0, address: 0 };
  let calls = 0;
  for await (const item of readTranscripts(paths, columns.value ? { columns: columns.value } : {})) {
    if ('problem' in item) {
      tell([item.problem], lang);
      continue;
    }
    const attached = await desk.value.attach(item.transcript);
    tell(attached.problems, lang);
    const { transcript, tally } = maskCall(attached.value);
    for (const kind of MASK_KINDS) total[kind] += tally[kind];
    const unwritable = await writer.write(transcript);
    if (unwritable) {
      tell([unwritable], lang);
      return fail();
    }
    calls += 1;
  }
  tell(desk.value.unused(), lang);
  const unwritable = await writer.end();
  if (unwritable) tell([unwritable], lang);
  if (unwritable || calls === 0) return fail();
  const w = MASK_WORDS[lang];
  const counts = MASK_KINDS.filter((kind) => total[kind] > 0).map((kind) => `${w.kinds[kind]} ${total[kind]}`);
  console.error(w.masked(calls, counts.join(lang === 'zh' ? '，' : ', ') || w.nothing));
  console.error(w.notAll);
}

/** On the screen one after the other; in a folder a file for each call, by its masked id. */
class Writer {
  readonly #folder: string | undefined;
  readonly #form: TranscriptForm;
  readonly #screen = new Output(undefined);
  readonly #used = new Set<string>();
  #first = true;

  constructor({ out, format }: MaskOptions) {
    this.#folder = out;
    this.#form = format;
  }

  async write(transcript: Transcript): Promise<Problem | null> {
    const text = `${this.#form === 'json' ? transcriptJson(transcript) : transcriptText(transcript)}\n`;
    if (this.#folder === undefined) {
      const gap = this.#form === 'text' && !this.#first ? '\n' : '';
      this.#first = false;
      return this.#screen.write(gap + text);
    }
    try {
      await mkdir(this.#folder, { recursive: true });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      return problem('UNWRITABLE_FILE', { file: this.#folder }, { reason: code ?? message });
    }
    const file = new Output(
      join(this.#folder, `${this.#nameOf(transcript.id)}.${this.#form === 'json' ? 'json' : 'txt'}`),
    );
    return (await file.write(text)) ?? (await file.end());
  }

  end(): Promise<Problem | null> {
    return this.#screen.end();
  }

  /** A file's name that stays in its folder and is nobody else's. */
  #nameOf(id: string): string {
    const plain =
      id
        .replace(/[^\p{L}\p{N}._-]/gu, '_')
        .replace(/^\.+/, '_')
        .slice(0, 80) || 'call';
    let name = plain;
    for (let n = 2; this.#used.has(name.toLowerCase()); n += 1) name = `${plain}-${n}`;
    this.#used.add(name.toLowerCase());
    return name;
  }
}
