/** What a start costs: `huashu score` on one short call against a Node that does nothing, in turn, whole processes, median of ten. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const RUNS = 10;
const root = fileURLToPath(new URL('..', import.meta.url));
const COMMANDS = {
  'huashu score': ['dist/huashu.js', 'score', 'examples/01-booking-good.txt'],
  'huashu score --no-model': ['dist/huashu.js', 'score', '--no-model', 'examples/01-booking-good.txt'],
  'huashu --version': ['dist/huashu.js', '--version'],
  'node -e 0': ['-e', '0'],
};

const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1]!;

const took = new Map(Object.keys(COMMANDS).map((name) => [name, [] as number[]]));
for (let run = 0; run <= RUNS; run += 1)
  for (const [name, args] of Object.entries(COMMANDS)) {
    const from = performance.now();
    const { status } = spawnSync(process.execPath, args, { cwd: root });
    if (status !== 0) throw new Error(`${name} ended with ${status}: npm run build`);
    // The first round only fills the system's caches.
    if (run > 0) took.get(name)!.push(performance.now() - from);
  }
const least = median(took.get('node -e 0')!);
for (const [name, times] of took) {
  const ms = median(times);
  console.log(`${name.padEnd(24)} ${ms.toFixed(0).padStart(5)} ms  ${(ms / least).toFixed(2)} ×`);
}
