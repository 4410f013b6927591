import type { Reading } from '../batch/piece.ts';
import type { Rulebook } from '../hear/compile.ts';
import { OrderDesk, type OrderOptions } from '../host/orders.ts';
import type { PackOptions } from '../host/packs.ts';
import { type Problem, problem, type Read } from '../model/problem.ts';
import type { Role } from '../model/transcript.ts';
import { suggestion } from '../read/suggestion.ts';
import type { ReadOptions } from '../read/transcript.ts';
import { columnsOf } from './columns.ts';

/** What a rulebook is made of, as the shared options of commands say it: `--pack`, `--no-model`, `--model`. */
export const packOptions = ({
  pack = [],
  model,
}: {
  readonly pack?: string[];
  readonly model?: boolean | string;
}): PackOptions => ({
  packs: pack,
  withModel: model !== false,
  ...(typeof model === 'string' ? { modelFile: model } : {}),
});

/** How transcripts are read, as options of a command say it: `--script greeting,booking`, `--role 老王=agent`. */
export function readOptions(
  rulebook: Rulebook,
  scripts: readonly string[] | undefined,
  roles: readonly string[] = [],
): Read<ReadOptions> {
  const ids = scripts?.flatMap((g) => g.split(/[,，]/)).filter(Boolean);
  const legal = rulebook.pack.scripts.map((s) => s.id);
  const problems: Problem[] = (ids ?? [])
    .filter((id) => !legal.includes(id))
    .map((id) =>
      problem('UNKNOWN_SCRIPT', { file: '--script' }, { id, legal: legal.join(', '), ...suggestion(id, legal) }),
    );
  const given: Record<string, Role> = {};
  for (const pair of roles) {
    const at = pair.lastIndexOf('=');
    const role = pair.slice(at + 1);
    if (at > 0 && (role === 'agent' || role === 'customer' || role === 'other')) given[pair.slice(0, at)] = role;
    else {
      const expected = 'LABEL=agent, LABEL=customer, LABEL=other';
      problems.push(problem('WRONG_VALUE', { file: '--role' }, { where: '--role', received: pair, expected }));
    }
  }
  return { value: { ...(ids ? { scripts: ids } : {}), ...(roles.length > 0 ? { roles: given } : {}) }, problems };
}

/** Options of a command that say how transcripts are read. */
export interface ReadingGiven extends OrderOptions {
  readonly script?: string[];
  readonly role?: string[];
  readonly columns?: string[];
}

/** All of them together: scripts, roles, `--orders table.csv --key 工单编号`, `--name-pattern`, `--columns`. */
export async function readingOf(rulebook: Rulebook, options: ReadingGiven): Promise<Read<Reading>> {
  const { orders, key, namePattern } = options;
  const read = readOptions(rulebook, options.script, options.role);
  const columns = columnsOf(options.columns);
  const beside = {
    ...(orders === undefined ? {} : { orders }),
    ...(key === undefined ? {} : { key }),
    ...(namePattern === undefined ? {} : { namePattern }),
  };
  const desk = await OrderDesk.open(beside);
  return {
    value: { read: { ...read.value, ...(columns.value ? { columns: columns.value } : {}) }, orders: beside },
    problems: [...read.problems, ...columns.problems, ...desk.problems],
  };
}
