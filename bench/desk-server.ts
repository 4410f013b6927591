import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The program as `npm run build` makes it. */
export const BUILT = fileURLToPath(new URL('../dist/huashu.js', import.meta.url));

/** A desk that runs as a process of its own. */
export interface BuiltDesk {
  /** Ends with a slash. */
  readonly address: string;
  readonly pid: number;
  /** Ends it at once, without a word to it. */
  readonly kill: () => Promise<void>;
}

/** Opens the built desk on a port of its own. @param args where its data is, and for whom */
export async function openBuiltDesk(args: readonly string[]): Promise<BuiltDesk> {
  const child = spawn(process.execPath, [BUILT, 'desk', '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let wanted = false;
  const ended = new Promise<void>((resolve) =>
    child.on('exit', (code, signal) => {
      if (!wanted) console.error(`the desk ended by itself: ${code ?? signal}`);
      resolve();
    }),
  );
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
      const found = /http:\/\/[\d.:]+\//.exec(said)?.[0];
      if (found) resolve(found);
    });
    child.on('exit', () => reject(new Error(`the desk ended: ${said}`)));
  });
  return {
    address,
    pid: child.pid!,
    kill: () => {
      wanted = true;
      child.kill('SIGKILL');
      return ended;
    },
  };
}
