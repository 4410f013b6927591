import { open, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { BatchFault, batchProblem } from './problems.ts';

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Ticks since boot at which the process started, where the system tells: a number is given to another process some day. */
  readonly started: string | null;
}

async function startOf(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A dead process of which nobody has taken note yet still has its number, and writes nothing.
    return state === 'Z' || state === 'X' ? null : (rest[18] ?? null);
  } catch {
    return null;
  }
}

async function isRunning({ pid, host, started }: Holder): Promise<boolean> {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process is a process.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return started === null || started === (await startOf(pid));
}

/**
 * Keeps a second run out of a folder. A lock that a killed run left is taken over.
 * @returns what gives it back
 * @throws BatchFault RUNNING_ALREADY
 */
export async function lock(path: string): Promise<() => Promise<void>> {
  const mine: Holder = { pid: process.pid, host: hostname(), started: await startOf(process.pid) };
  for (let attempts = 0; attempts < 3; attempts += 1) {
    try {
      const file = await open(path, 'wx');
      await file.writeFile(JSON.stringify(mine));
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const held = await readFile(path, 'utf8').catch(() => '');
    const holder = parse(held);
    if (holder && (await isRunning(holder)))
      throw new BatchFault(batchProblem('RUNNING_ALREADY', { file: path }, { pid: holder.pid }));
    await rm(path, { force: true });
  }
  throw new BatchFault(batchProblem('RUNNING_ALREADY', { file: path }, { pid: '?' }));
}

/** A lock that was being written when its process died is nobody's. */
function parse(text: string): Holder | null {
  try {
    const { pid, host, started } = JSON.parse(text) as Holder;
    return typeof pid === 'number' ? { pid, host, started } : null;
  } catch {
    return null;
  }
}
