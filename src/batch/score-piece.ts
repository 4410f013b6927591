import { createHash } from 'node:crypto';
import { assess } from '../assess/assess.ts';
import type { Rulebook } from '../hear/compile.ts';
import { decodeBytes } from '../host/decode-bytes.ts';
import type { OrderDesk } from '../host/orders.ts';
import type { Assessment } from '../model/assessment.ts';
import { problem } from '../model/problem.ts';
import type { Role, Transcript } from '../model/transcript.ts';
import { suggestion } from '../read/suggestion.ts';
import { parseTranscripts, type ReadOptions } from '../read/transcript.ts';
import { readJsonLine } from '../read/transcript-json.ts';
import { type CallRow, elementIds, rowOf } from '../report/call-row.ts';
import type { Content } from './contents.ts';
import { Extremes } from './extremes.ts';
import { type BatchProblem, batchProblem } from './problems.ts';

/** A row as a run keeps it: with where the call came from and how long its assessment is. */
export interface RunRow extends CallRow {
  /** Line of a JSONL file. */
  readonly line: number | null;
  /** Length of the assessment's line, its end included: their sum is where the next one begins. */
  readonly bytes: number;
  /** Twelve hexadecimal digits of the id's hash, then of the words': tells calls that were given twice. */
  readonly print: string;
}

/** A transcript as the page shows it. */
export interface Excerpt {
  readonly turns: readonly { readonly role: Role | null; readonly speaker: string; readonly text: string }[];
  readonly assessment: Pick<Assessment, 'elements' | 'violations' | 'slots'>;
}

/** One call, scored. */
export interface ScoredCall {
  /** Its place among all calls of the contents, those not picked included. */
  readonly at: number;
  /** As it will be written, without a line end. */
  readonly assessment: string;
  readonly row: RunRow;
  readonly transcript: Transcript;
  readonly verdicts: Assessment;
}

export type Result = ScoredCall | { readonly problem: BatchProblem };

/**
 * Parses and scores contents, one call after the other, in their order. Throws nothing: a call on which scoring fails is a Problem.
 * @param desk what gives calls their work orders
 * @param pick places of the calls to score; all unless given
 */
export async function* scoreContents(
  rulebook: Rulebook,
  contents: readonly Content[],
  options: ReadOptions,
  desk: Pick<OrderDesk, 'attach'>,
  pick: ReadonlySet<number> | null = null,
): AsyncGenerator<Result> {
  const elements = elementIds(rulebook.pack);
  const scripts = rulebook.pack.scripts.map((s) => s.id);
  let at = 0;
  for (const content of contents) {
    for (const read of transcriptsOf(content, options)) {
      if ('problem' in read) {
        yield read;
        continue;
      }
      const { transcript, line } = read;
      const fault = unknownScript(transcript, scripts, line);
      if (fault) {
        yield { problem: fault };
        continue;
      }
      if (!pick || pick.has(at)) {
        const { value, problems } = await desk.attach(transcript);
        for (const p of problems) yield { problem: p };
        const scored = scoreCall(rulebook, value, line, elements, at);
        if (!('problem' in scored) && scored.verdicts.secondCall) yield { problem: twoCalls(scored, line) };
        yield scored;
      }
      at += 1;
    }
  }
}

/** Whoever looks through a hundred thousand calls does not see one of them: that it holds two stands among the problems. */
function twoCalls({ verdicts: { id, source, secondCall } }: ScoredCall, line: number | null): BatchProblem {
  const { turn, why, heard } = secondCall!;
  const place = line === null ? { file: source } : { file: source, line };
  return batchProblem(
    'SECOND_CALL',
    place,
    { id, turn: turn + 1, why, ...(heard === null ? {} : { heard }) },
    'warning',
  );
}

function scoreCall(
  rulebook: Rulebook,
  transcript: Transcript,
  line: number | null,
  elements: readonly string[],
  at: number,
): Result {
  try {
    const verdicts = assess(rulebook, transcript);
    const assessment = JSON.stringify(verdicts);
    const row: RunRow = {
      ...rowOf(verdicts, transcript, elements),
      line,
      bytes: Buffer.byteLength(assessment) + 1,
      print: printOf(transcript),
    };
    return { at, assessment, row, transcript, verdicts };
  } catch (error) {
    const place = line === null ? { file: transcript.source } : { file: transcript.source, line };
    return { problem: batchProblem('KILLED_WORKER', place, { reason: String(error).slice(0, 200) }) };
  }
}

/** A transcript as it was read, or what was wrong on the way. */
export type Parsed =
  | { readonly transcript: Transcript; readonly line: number | null }
  | { readonly problem: BatchProblem };

/** Transcripts of one content, in their order, before they have work orders. */
export function* transcriptsOf(content: Content, options: ReadOptions): Generator<Parsed> {
  if ('problem' in content) {
    yield content;
    return;
  }
  const { name, bytes, line, half } = content;
  const decoded = decodeBytes(bytes, line === null ? { file: name } : { file: name, line });
  for (const p of decoded.problems) yield { problem: p };
  if (!decoded.value) return;
  if (line === null) {
    const { text, encoding } = decoded.value;
    const { value, problems } = parseTranscripts({ file: name, text, encoding }, options);
    for (const p of problems) yield { problem: p };
    for (const transcript of value) yield { transcript, line: null };
    return;
  }
  const text = decoded.value.text.trim();
  if (text === '') return;
  const place = { file: name, line };
  const { value: transcript, problems } = readJsonLine(text, place);
  if (half && !transcript) {
    yield { problem: batchProblem('HALF_LINE', place) };
    return;
  }
  for (const p of problems) yield { problem: p };
  if (transcript)
    yield {
      transcript: {
        ...transcript,
        scripts: options.scripts ?? transcript.scripts,
        roles: { ...transcript.roles, ...named(transcript, options.roles) },
      },
      line,
    };
}

const named = (transcript: Transcript, roles: ReadOptions['roles'] = {}) =>
  Object.fromEntries(Object.entries(roles).filter(([label]) => Object.hasOwn(transcript.roles, label)));

function unknownScript(transcript: Transcript, legal: readonly string[], line: number | null): BatchProblem | null {
  const id = transcript.scripts?.find((s) => !legal.includes(s));
  if (id === undefined) return null;
  const place = line === null ? { file: transcript.source } : { file: transcript.source, line };
  return problem('UNKNOWN_SCRIPT', place, { id, legal: legal.join(', '), ...suggestion(id, legal) });
}

/** What tells a call from others: see `RunRow.print`. */
export function printOf({ id, turns }: Transcript): string {
  // In one piece: each further one costs as much as hashing a kilobyte.
  const of = (...texts: string[]) =>
    createHash('sha256')
      .update(texts.map((text) => `${text}\0`).join(''))
      .digest('hex')
      .slice(0, 12);
  return of(id) + of(...turns.flatMap((t) => [t.speaker, t.text]));
}

const MOST_TURNS = 300;
const MOST_CHARACTERS = 2_000;

/** The calls of a piece that the page may show, with their words. */
export function excerptsOf(calls: readonly ScoredCall[]): { readonly at: number; readonly text: string }[] {
  const extremes = new Extremes<RunRow & { readonly call: ScoredCall; readonly at: number }>();
  calls.forEach((call, at) => {
    extremes.offer({ ...call.row, call, at });
  });
  const kept = new Map([...extremes.worst, ...extremes.best].map((k) => [k.at, k.call] as const));
  return [...kept].sort(([a], [b]) => a - b).map(([at, call]) => ({ at, text: JSON.stringify(excerptOf(call)) }));
}

function excerptOf({ transcript, verdicts }: ScoredCall): Excerpt {
  const { elements, violations, slots, roles } = verdicts;
  return {
    turns: transcript.turns.slice(0, MOST_TURNS).map(({ speaker, text }) => ({
      role: roles.assigned[speaker] ?? null,
      speaker: speaker.slice(0, 40),
      text: text.slice(0, MOST_CHARACTERS),
    })),
    assessment: { elements, violations, slots },
  };
}
