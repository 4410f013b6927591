import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { OrderOptions } from '../host/orders.ts';
import { type PackOptions, packageRoot } from '../host/packs.ts';
import type { Pack } from '../model/pack.ts';
import type { Role } from '../model/transcript.ts';
import type { Columns } from '../read/transcript.ts';
import { writeWhole } from './durable.ts';
import type { Reading } from './piece.ts';

/** What results depend on beside the calls. Two runs that agree in it make the same bytes of the same input. */
export interface Identity {
  readonly huashu: string;
  readonly rulebook: RulebookHash;
  /** The arguments, as given. */
  readonly inputs: readonly string[];
  readonly scripts: readonly string[] | null;
  readonly roles: Readonly<Record<string, Role>>;
  readonly columns: Columns | null;
  /** The table of work orders with its hash, and what else gives calls their orders. */
  readonly orders: OrderOptions & { readonly hash: string | null };
}

/** SHA-256 of the rules and of the trained weights, and of both together. */
export interface RulebookHash {
  readonly hash: string;
  readonly pack: string;
  /** `null` while there is no model. */
  readonly model: string | null;
}

/** Files of a results folder that grow while it runs. */
export const GROWING = [
  'assessments.jsonl',
  'problems.jsonl',
  'run/calls.jsonl',
  'run/excerpts.jsonl',
  'run/pieces.jsonl',
] as const;
export type Growing = (typeof GROWING)[number];

/** Where a run stands: written anew after each segment. */
export interface Manifest {
  readonly format: 'huashu/batch@1';
  readonly state: 'running' | 'complete';
  readonly identity: Identity;
  /** Element ids and phrase numbers, as `run/calls.jsonl` counts on them. */
  readonly elements: readonly string[];
  readonly phrases: readonly number[];
  readonly pieces: number;
  readonly calls: number;
  readonly problems: number;
  /** Bytes that are written and synced. */
  readonly sizes: Readonly<Record<Growing, number>>;
}

/** One line of `run/pieces.jsonl`: a piece that is done. */
export interface JournalLine {
  /** Where it begins: `calls.jsonl:201`. */
  readonly from: string;
  readonly hash: string;
  readonly calls: number;
  readonly problems: number;
  /** Calls of it that were given before and are not in the results: by their place in the piece. */
  readonly dropped: readonly number[];
  /** Lengths of the growing files (but the journal itself) after it. */
  readonly sizes: readonly number[];
  /** SHA-256 of what it added to the assessments. */
  readonly out: string;
}

export const MANIFEST = 'manifest.json';

/** Keys in one order, so that the hash is of what the rules say and not of how they are written. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'cases' && key !== 'line' && key !== 'file')
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, v]) => [key, canonical(v)]),
  );
}

/** A file of trained weights. */
export interface ModelFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Hash of everything that a rulebook is compiled from.
 * @param pack its rules; cases, line numbers and file names do not count, since no score depends on them
 * @param models its trained weights, in the order of their names
 */
export function hashRulebook(pack: Pack, models: readonly ModelFile[]): RulebookHash {
  const sha = (text: string) => createHash('sha256').update(text).digest('hex');
  const packHash = sha(JSON.stringify(canonical(pack)));
  if (models.length === 0) return { hash: sha(packHash), pack: packHash, model: null };
  const model = createHash('sha256');
  for (const { name, bytes } of models) model.update(`${name}\0${bytes.length}\0`).update(bytes);
  const modelHash = model.digest('hex');
  return { hash: sha(packHash + modelHash), pack: packHash, model: modelHash };
}

/** Trained weights that lie in a package's `models` folder: `.json` and `.bin`, by name. */
export async function readModels(root: string): Promise<ModelFile[]> {
  const folder = join(root, 'models');
  const names = await readdir(folder).catch(() => [] as string[]);
  const models = names.filter((name) => /\.(json|bin)$/.test(name)).sort();
  return Promise.all(models.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })));
}

/** The trained weights that a rulebook listens with: none, a file of the user's, or the package's own. */
export async function modelsOf({ withModel = true, modelFile }: PackOptions): Promise<ModelFile[]> {
  if (!withModel) return [];
  if (modelFile !== undefined) return [{ name: basename(modelFile), bytes: await readFile(modelFile) }];
  return readModels(packageRoot());
}

/** The part of an identity that says how transcripts are read. */
export async function readingIdentity({
  read,
  orders,
}: Reading): Promise<Omit<Identity, 'huashu' | 'rulebook' | 'inputs'>> {
  const table = orders.orders === undefined ? null : await readFile(orders.orders);
  return {
    scripts: read.scripts ?? null,
    roles: read.roles ?? {},
    columns: read.columns ?? null,
    orders: { ...orders, hash: table && createHash('sha256').update(table).digest('hex') },
  };
}

/** How transcripts were read, by what a manifest says. */
export function readingOfIdentity({ scripts, roles, columns, orders }: Identity): Reading {
  const { hash: _, ...beside } = orders;
  return { read: { ...(scripts ? { scripts } : {}), roles, ...(columns ? { columns } : {}) }, orders: beside };
}

/** What differs between two identities, in the words of the command line; empty when nothing does. */
export function differences(was: Identity, is: Identity): string[] {
  const same = (a: unknown, b: unknown) => JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
  const found: string[] = [];
  if (was.huashu !== is.huashu) found.push(`huashu ${was.huashu} → ${is.huashu}`);
  if (was.rulebook.pack !== is.rulebook.pack)
    found.push(`pack ${was.rulebook.pack.slice(0, 12)} → ${is.rulebook.pack.slice(0, 12)}`);
  if (was.rulebook.model !== is.rulebook.model)
    found.push(`model ${was.rulebook.model?.slice(0, 12) ?? '-'} → ${is.rulebook.model?.slice(0, 12) ?? '-'}`);
  if (!same(was.inputs, is.inputs)) found.push(`inputs ${was.inputs.join(' ')} → ${is.inputs.join(' ')}`);
  if (!same(was.scripts, is.scripts))
    found.push(`--script ${was.scripts?.join(',') ?? '-'} → ${is.scripts?.join(',') ?? '-'}`);
  if (!same(was.roles, is.roles)) found.push(`--role ${JSON.stringify(was.roles)} → ${JSON.stringify(is.roles)}`);
  if (!same(was.columns, is.columns)) found.push('--columns');
  if (!same(was.orders, is.orders)) found.push(`--orders ${was.orders.orders ?? '-'} → ${is.orders.orders ?? '-'}`);
  return found;
}

/** The manifest of a results folder; `null` when there is none that can be read. */
export async function readManifest(out: string): Promise<Manifest | null> {
  try {
    const data = JSON.parse(await readFile(join(out, MANIFEST), 'utf8')) as Manifest;
    return data.format === 'huashu/batch@1' && GROWING.every((name) => Number.isSafeInteger(data.sizes?.[name]))
      ? data
      : null;
  } catch {
    return null;
  }
}

/** Replaces the manifest in one step. @throws what the system says when it cannot */
export async function writeManifest(out: string, manifest: Manifest): Promise<void> {
  await writeWhole(join(out, MANIFEST), async (file) => {
    await file.writeFile(`${JSON.stringify(manifest, null, 1)}\n`);
  });
}
