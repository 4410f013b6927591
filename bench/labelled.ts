import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compilePack, type Rulebook } from '../src/hear/compile.ts';
import { type Ear, earOf } from '../src/hear/meaning.ts';
import { readModel } from '../src/match/model-file.ts';
import type { Label, Labelled } from '../src/model/label.ts';
import { parsePack } from '../src/read/pack.ts';
import { parseTranscripts } from '../src/read/transcript.ts';

/** Reads labelled dialogues from files and folders. */
export function readLabelled(paths: readonly string[]): Labelled[] {
  const files = paths.flatMap((p) =>
    statSync(p).isDirectory()
      ? readdirSync(p)
          .filter((f) => f.endsWith('.json'))
          .sort()
          .map((f) => join(p, f))
      : [p],
  );
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const { gold } = JSON.parse(text) as { gold?: Partial<Label> };
    const { value } = parseTranscripts({ file: basename(file), text });
    const label: Label = { elements: {}, violations: [], borderline: [], slots: {}, ...gold };
    return value.map((transcript) => ({ transcript, label }));
  });
}

function ownEar(root: string): Ear {
  const file = join(root, 'models', 'meaning.bin');
  const { value, problems } = readModel(readFileSync(file), file);
  if (!value) throw new Error(JSON.stringify(problems));
  return earOf(value);
}

/** The rulebook of the project's own packs, from their YAML, with its ear for meaning or without. */
export function ownRulebook(withModel = false): Rulebook {
  const folders = ['scripts', 'phrases'];
  const root = new URL('..', import.meta.url).pathname;
  const sources = folders.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((f) => f.endsWith('.yaml'))
      .map((f) => ({ file: `${folder}/${f}`, text: readFileSync(join(root, folder, f), 'utf8') })),
  );
  const pack = parsePack(sources);
  const compiled = pack.value ? compilePack(pack.value, undefined, withModel ? ownEar(root) : null) : null;
  if (!compiled?.value)
    throw new Error(JSON.stringify([...pack.problems, ...(compiled?.problems ?? [])].slice(0, 12), null, 1));
  return compiled.value;
}
