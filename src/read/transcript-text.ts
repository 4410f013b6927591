import { problem, type Read } from '../model/problem.ts';
import type { Transcript } from '../model/transcript.ts';
import type { Columns, TextContext } from './formats/format.ts';
import { TEXT_FORMATS } from './formats/index.ts';
import { idFromFile } from './id-from-file.ts';
import type { Source } from './transcript.ts';

/** Text that is not JSON, of any known format; labelled text where no other has its marks. */
export function readText(source: Source, columns: Columns | null, named: ReadonlySet<string>): Read<Transcript[]> {
  const { text, file } = source;
  const input = { text, lines: text.split(/\r\n|\r|\n/) };
  const context: TextContext = {
    place: { file },
    id: idFromFile(file),
    encoding: source.encoding ?? null,
    columns,
    named,
  };
  const format = TEXT_FORMATS.find((one) => one.recognise(input, context))!;
  const read = format.read(input, context);
  const header = read.value.length === 0 && format.id === 'labelled-text' ? unknownTable(input.lines) : null;
  if (!header) return read;
  return { value: [], problems: [problem('NO_COLUMN', { file, line: 1 }, { column: 'text', columns: header })] };
}

/** The header of what is a table by its separators, but has no column of words with a known name. */
function unknownTable(lines: readonly string[]): string | null {
  const full = lines.slice(0, 50).filter((line) => line.trim() !== '');
  if (full.length < 2) return null;
  for (const [separator, least] of [
    ['\t', 1],
    [',', 2],
    [';', 2],
    ['|', 2],
  ] as const) {
    const counts = full.map((line) => line.split(separator).length - 1);
    if (counts[0]! >= least && counts.filter((count) => count === counts[0]).length * 5 >= full.length * 4)
      return full[0]!.split(separator).slice(0, 30).join(', ').slice(0, 400);
  }
  return null;
}
