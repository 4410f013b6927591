import { createHash } from 'node:crypto';
import type { PlacedRow, Results } from './results.ts';
import { allocate, type SampleBy, Smallest, type Stratum, stratumOf } from './sampling.ts';

/** A number that looks random and depends on nothing but its arguments. */
export function drawn(...of: readonly (string | number)[]): number {
  const hash = createHash('sha256').update(of.join('\0')).digest();
  return hash.readUIntBE(0, 6);
}

/** One call of a sample. */
export interface Drawn {
  readonly row: PlacedRow;
  readonly stratum: string;
  readonly probability: number;
}

export interface Sample {
  readonly strata: readonly Stratum[];
  /** In an order that the seed decides: who reviews them meets all kinds mixed. */
  readonly calls: readonly Drawn[];
}

export interface DrawOptions {
  readonly count: number;
  readonly by: SampleBy;
  readonly seed: number;
}

/** Draws calls of a run: in each stratum those whose hash of seed, source, line and id is smallest. */
export async function draw(results: Results, { count, by, seed }: DrawOptions): Promise<Sample> {
  const frequency = new Map<number, number>();
  if (by === 'phrase')
    for await (const row of results.rows())
      for (const no of new Set(row.violations.map((v) => v.phrase))) frequency.set(no, (frequency.get(no) ?? 0) + 1);
  const sizes = new Map<string, number>();
  for await (const row of results.rows()) {
    const stratum = stratumOf(row, by, frequency);
    sizes.set(stratum, (sizes.get(stratum) ?? 0) + 1);
  }
  const share = allocate(sizes, count, by, (stratum) => drawn(seed, 'stratum', stratum));
  const kept = new Map([...share].filter(([, n]) => n > 0).map(([s, n]) => [s, new Smallest<PlacedRow>(n)] as const));
  for await (const row of results.rows())
    kept.get(stratumOf(row, by, frequency))?.offer(drawn(seed, row.source, row.line ?? '', row.id), row);
  const strata = [...sizes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([stratum, calls]) => ({
      stratum,
      calls,
      drawn: share.get(stratum)!,
      probability: share.get(stratum)! / calls,
    }));
  const probability = new Map(strata.map((s) => [s.stratum, s.probability] as const));
  const calls = [...kept].flatMap(([stratum, smallest]) =>
    smallest
      .kept()
      .map(({ number, value }) => ({ number, row: value, stratum, probability: probability.get(stratum)! })),
  );
  calls.sort((a, b) => a.number - b.number);
  return { strata, calls: calls.map(({ row, stratum, probability: p }) => ({ row, stratum, probability: p })) };
}
