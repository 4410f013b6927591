import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Assessment } from '../model/assessment.ts';
import { missesOf } from '../practice/profile.ts';
import type { Lang } from '../report/wording.ts';
import { FAULT_WORDS } from './practice-fault-words.ts';
import { complain } from './practice-open.ts';

/** What somebody missed in real calls: id of the drill → how often. */
export interface Misses {
  readonly calls: number;
  readonly misses: ReadonlyMap<string, number>;
}

interface Stored extends Assessment {
  readonly meta?: { readonly agent?: string };
}

/**
 * Reads assessments, one a line, as `huashu batch` and `huashu score --format jsonl` write them, and counts what one person missed.
 * @returns `null` after telling why not
 */
export async function missesFrom(file: string, agent: string | undefined, lang: Lang): Promise<Misses | null> {
  const w = FAULT_WORDS[lang];
  if (agent === undefined)
    return complain('--from', 'MISSING_AGENT', w.noAgent, 'huashu practise --from assessments.jsonl --agent 1087');
  const misses = new Map<string, number>();
  let calls = 0;
  let number = 0;
  try {
    for await (const line of createInterface({
      input: createReadStream(file, 'utf8'),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      number += 1;
      if (line.trim() === '') continue;
      const assessment = stored(line);
      if (!assessment)
        return complain(`${file}:${number}`, 'WRONG_SHAPE', w.notAssessments(number), 'huashu batch … --out DIR');
      if (!isOf(assessment, agent)) continue;
      calls += 1;
      for (const id of missesOf(assessment)) misses.set(id, (misses.get(id) ?? 0) + 1);
    }
  } catch (error) {
    return complain(
      file,
      'UNREADABLE_FILE',
      w.unreadable((error as NodeJS.ErrnoException).code ?? String(error)),
      w.checkPath,
    );
  }
  if (calls === 0) return complain('--agent', 'NO_SUCH_AGENT', w.noCalls(agent), file);
  return { calls, misses };
}

function stored(line: string): Stored | null {
  try {
    const data = JSON.parse(line) as Stored;
    return data?.format === 'huashu/assessment@1' && Array.isArray(data.elements) && Array.isArray(data.violations)
      ? data
      : null;
  } catch {
    return null;
  }
}

/** The call's own word on who the installer is; else the work order's number or name, which the assessment has as slots. */
const isOf = ({ meta, slots }: Stored, agent: string): boolean =>
  meta?.agent === agent || slots.some((s) => (s.id === 'staffId' || s.id === 'staffName') && s.expected === agent);
