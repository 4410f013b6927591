/** `huashu score a | head`: the reader has seen enough, which is no fault; of problems as of reports. */
export function endQuietlyOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
      throw error;
    });
}

/** Chinese unless the locale names another language: LC_ALL, LC_MESSAGES, LANG. */
export function defaultLang(): 'zh' | 'en' {
  const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '';
  return /^en/i.test(locale) ? 'en' : 'zh';
}

/** Columns of the screen; 80 where there is none, 120 at most, since longer lines are hard to read. */
export const screenWidth = (): number =>
  Math.max(40, Math.min(120, process.stdout.columns || Number(process.env.COLUMNS) || 80));

/** Whether to colour: a terminal without NO_COLOR (no-color.org), or FORCE_COLOR. */
export function wantsColour(): boolean {
  if (process.env.NO_COLOR) return false;
  if (process.env.FORCE_COLOR && process.env.FORCE_COLOR !== '0') return true;
  return process.stdout.isTTY === true && process.env.TERM !== 'dumb';
}

/** Ends when all that was written has gone out: the system takes the memory back faster than Node takes it apart. */
export async function leaveAtOnce(): Promise<never> {
  for (const stream of [process.stdout, process.stderr]) await new Promise((done) => stream.write('', done));
  process.exit();
}
