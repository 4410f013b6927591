import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** One `huashu batch` in a process of its own. */
export interface BatchRun {
  readonly seconds: number;
  /** Peak of the memory that the process held, all its threads together. */
  readonly megabytes: number;
  readonly killed: boolean;
}

/** Builds the program when it is not, or is older than this folder's sources are for a reader of the table. */
export function ensureBuilt(root: string): string {
  const program = join(root, 'dist/huashu.js');
  if (!existsSync(program) || !existsSync(join(root, 'dist/batch-worker.js')))
    execFileSync(process.execPath, ['tools/build.mjs'], { cwd: root, stdio: 'ignore' });
  return program;
}

const peakOf = (pid: number): number => {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
};

/** @param killAfterMs the run is killed then, as a power cut would */
export function runBatchProgram(
  program: string,
  args: readonly string[],
  killAfterMs: number | null = null,
): Promise<BatchRun> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, [program, 'batch', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (data) => {
      errors = (errors + data).slice(-2_000);
    });
    let megabytes = 0;
    const watch = setInterval(() => {
      megabytes = Math.max(megabytes, peakOf(child.pid!));
    }, 100);
    const timer = killAfterMs === null ? null : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    child.on('exit', (code, signal) => {
      clearInterval(watch);
      if (timer) clearTimeout(timer);
      const seconds = (performance.now() - started) / 1000;
      if (code === 0 || signal === 'SIGKILL') resolve({ seconds, megabytes, killed: signal === 'SIGKILL' });
      else reject(new Error(`huashu batch: ${code ?? signal}\n${errors}`));
    });
  });
}

/** Time to read the same file by the line and parse it: what any program has to do first. */
export async function readAndParse(path: string): Promise<number> {
  const started = performance.now();
  for await (const line of createInterface({ input: createReadStream(path, 'utf8') })) JSON.parse(line);
  return (performance.now() - started) / 1000;
}

/** One hash of every file of a folder, with its name. */
export function hashOfFolder(folder: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) => e.isFile());
  for (const path of files.map((e) => join(e.parentPath, e.name)).sort())
    hash.update(path.slice(folder.length)).update(readFileSync(path));
  return hash.digest('hex');
}
