import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PAIR_FILES, parsePairs, parsePlain, type WrittenText } from '../read/written-text.ts';
import { packageRoot } from './packs.ts';

/** The folder of the written text: models/text of the package. */
export const writtenTextFolder = (): string => join(packageRoot(), 'models', 'text');

/**
 * Reads what all writers wrote, in the order of their names. A folder or a file that is not there is empty: nothing but examples hangs on
 * them.
 */
export async function readWrittenText(folder = writtenTextFolder()): Promise<WrittenText> {
  const writers = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const read = (writer: string, file: string) => readFile(join(folder, writer, file), 'utf8').catch(() => '');
  const written = await Promise.all(
    writers
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort()
      .map(async (writer): Promise<WrittenText> => {
        const files = await Promise.all(PAIR_FILES.map((file) => read(writer, file)));
        return {
          pairs: files.flatMap((text) => parsePairs(text, writer)),
          plain: parsePlain(await read(writer, 'plain.txt'), writer),
        };
      }),
  );
  return { pairs: written.flatMap((w) => w.pairs), plain: written.flatMap((w) => w.plain) };
}
