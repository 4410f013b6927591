import { constants } from 'node:fs';
import { copyFile, open, readFile, realpath, rename, stat, unlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { emptyProfile, type Moment, type Profile, parseProfile } from '../practice/profile.ts';
import { makeFolder } from './folders.ts';

/** A profile's file that could not be used, and where it was put: nothing is ever written over it. */
export interface SetAside {
  readonly file: string;
  readonly to: string;
  readonly why: 'broken' | 'newer';
  readonly detail: string;
}

/** The system would not let the profile be read or written. */
export class ProfileFault extends Error {
  constructor(
    readonly file: string,
    readonly reason: string,
  ) {
    super(`${file}: ${reason}`);
  }
}

/** More than twenty years of daily rounds. */
const MOST_BYTES = 32 * 2 ** 20;

/** Where a profile is kept when nobody says: the place that the system has for data of programs. */
export function defaultProfileFile(): string {
  const { XDG_DATA_HOME, APPDATA } = process.env;
  const home = XDG_DATA_HOME || (process.platform === 'win32' && APPDATA) || join(homedir(), '.local', 'share');
  return join(home, 'huashu', 'profile.json');
}

const fault = (file: string, error: unknown): unknown => {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return code === undefined || syscall === undefined ? error : new ProfileFault(file, code);
};

/**
 * Reads a profile; there is an empty one where there was no file. A file that is broken or of a later version is put aside first.
 * @throws ProfileFault
 */
export async function readProfile(
  file: string,
): Promise<{ readonly profile: Profile; readonly aside: SetAside | null }> {
  try {
    const size = await stat(file).then(
      (s) => s.size,
      (error) => missing(error),
    );
    if (size === null) return { profile: emptyProfile, aside: null };
    const read =
      size > MOST_BYTES
        ? ({ kind: 'broken', reason: `${size} bytes` } as const)
        : parseProfile(await readFile(file, 'utf8'));
    if (read.kind === 'profile') return { profile: read.profile, aside: null };
    const to = await putAside(file, read.kind);
    const detail = read.kind === 'newer' ? read.format : read.reason;
    return { profile: emptyProfile, aside: { file, to, why: read.kind, detail } };
  } catch (error) {
    throw fault(file, error);
  }
}

function missing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

/** Moves a file to a name that is free: `profile.json.broken`, `profile.json.broken-2` … */
async function putAside(file: string, why: SetAside['why']): Promise<string> {
  for (let n = 1; ; n += 1) {
    const to = `${file}.${why}${n === 1 ? '' : `-${n}`}`;
    try {
      await copyFile(file, to, constants.COPYFILE_EXCL);
      await unlink(file);
      return to;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/**
 * Changes a profile: reads what is there now, and writes the whole file or nothing of it.
 * @returns the profile as it was written
 * @throws ProfileFault
 */
export async function updateProfile(file: string, change: (profile: Profile) => Profile): Promise<Profile> {
  const { profile } = await readProfile(file);
  const changed = change(profile);
  try {
    await makeFolder(dirname(file));
    // A link stays a link.
    const target = await realpath(file).catch(() => file);
    const part = `${target}.${process.pid}.part`;
    const handle = await open(part, 'w', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(changed, null, 1)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, target);
  } catch (error) {
    throw fault(file, error);
  }
  return changed;
}

/** Now, by the clock of this machine and the days of its place. */
export const momentNow = (): Moment => momentOf(new Date());

/** A moment with its day by the clock of the place. */
export function momentOf(date: Date): Moment {
  const two = (n: number) => String(n).padStart(2, '0');
  return { at: date.toISOString(), day: `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}` };
}

/** A seed for a round that nobody gave one for: small enough to be told over the phone. */
export const freshSeed = (): number => Math.floor(Math.random() * 1_000_000);
