import { readFileSync } from 'node:fs';
import type { Transcript } from '../src/model/transcript.ts';
import { readJsonLine } from '../src/read/transcript-json.ts';

/**
 * Ordinary calls of a JSONL file, judged by no script. Where a set does not tell roles every voice is taken for an agent's: more turns in
 * which a false hit could be.
 */
export function neutralCalls(file: string): Transcript[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, i) => {
      if (line.trim() === '') return [];
      const { value } = readJsonLine(line, { file, line: i + 1 });
      if (!value) return [];
      const hasAgent = value.turns.some((t) => t.speaker === 'agent');
      const roles = hasAgent
        ? value.roles
        : Object.fromEntries(Object.keys(value.roles).map((l) => [l, 'agent' as const]));
      return [{ ...value, roles, scripts: [] }];
    });
}

/** Turns of the agents, as they were said. */
export const agentTurns = (calls: readonly Transcript[]): string[] =>
  calls.flatMap((call) => call.turns.filter((t) => call.roles[t.speaker] === 'agent').map((t) => t.text));
