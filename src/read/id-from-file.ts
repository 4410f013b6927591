const ENDING = /\.(?:json|jsonl|ndjson|txt|md|log|srt|vtt|csv|tsv|html?)$/i;

/** Id of a transcript that has none: its file's name without folders and endings. */
export function idFromFile(file: string): string {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  return name.replace(ENDING, '') || file;
}
