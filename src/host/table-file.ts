import { readFile, stat } from 'node:fs/promises';
import { problem, type Read } from '../model/problem.ts';
import type { Row } from '../read/table.ts';
import { readSheet } from '../read/xlsx.ts';
import { decodeBytes } from './decode-bytes.ts';

/** What a file with a table holds: the rows of a workbook's first sheet, or a text that is still to be cut into rows. */
export type TableFile = { readonly rows: readonly Row[] } | { readonly text: string };

const MOST_BYTES = 64 * 2 ** 20;
const reasonOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/** Reads a file with a table, .xlsx or a text. Its kind is told from its content. */
export async function readTableFile(file: string): Promise<Read<TableFile | null>> {
  let bytes: Uint8Array;
  try {
    const { size } = await stat(file);
    if (size > MOST_BYTES) {
      const args = { megabytes: Math.round(size / 2 ** 20), most: MOST_BYTES / 2 ** 20 };
      return { value: null, problems: [problem('FILE_TOO_LARGE', { file }, args)] };
    }
    bytes = await readFile(file);
  } catch (error) {
    return { value: null, problems: [problem('UNREADABLE_FILE', { file }, { reason: reasonOf(error) })] };
  }
  return readTableBytes(bytes, file);
}

/**
 * Reads what a file with a table holds.
 * @param file its name, for what is told of it
 * @param most bytes of a part of a workbook, unpacked; what is larger is not read
 */
export async function readTableBytes(
  bytes: Uint8Array,
  file: string,
  most = MOST_BYTES,
): Promise<Read<TableFile | null>> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return firstSheet(bytes, file, most);
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) return { value: null, problems: [problem('OLD_EXCEL', { file })] };
  const { value, problems } = decodeBytes(bytes, { file });
  return { value: value && { text: value.text.replace(/^\uFEFF/, '') }, problems };
}

/** The first sheet of an .xlsx file. */
async function firstSheet(bytes: Uint8Array, file: string, most: number): Promise<Read<TableFile | null>> {
  const { readEntries } = await import('./zip.ts');
  try {
    const parts = await readEntries(bytes, /^xl\/(sharedStrings|worksheets\/sheet\d{1,4})\.xml$/, most);
    const sheets = [...parts.keys()].filter((name) => name.includes('worksheets'));
    const number = (name: string) => Number(/(\d+)\.xml$/.exec(name)?.[1] ?? 0);
    const first = sheets.sort((a, b) => number(a) - number(b))[0];
    if (first === undefined) return { value: null, problems: [problem('NO_SHEET', { file })] };
    return { value: { rows: readSheet(parts.get(first)!, parts.get('xl/sharedStrings.xml') ?? '') }, problems: [] };
  } catch (error) {
    return { value: null, problems: [problem('UNREADABLE_FILE', { file }, { reason: reasonOf(error).slice(0, 120) })] };
  }
}
