import { hashRulebook, modelsOf, type RulebookHash } from '../../batch/manifest.ts';
import type { Reading } from '../../batch/piece.ts';
import type { Rulebook } from '../../hear/compile.ts';
import { loadRulebook, type PackOptions } from '../../host/packs.ts';

/** What transcripts are scored by. */
export interface Rules {
  readonly rulebook: Rulebook;
  readonly hash: RulebookHash;
  readonly reading: Reading;
}

/** A rulebook as rules of the desk. @param packs what it was made of */
export async function rulesOf(rulebook: Rulebook, packs: PackOptions): Promise<Rules> {
  const hash = hashRulebook(rulebook.pack, await modelsOf(packs));
  return { rulebook, hash, reading: { read: {}, orders: {} } };
}

/** The program's own rules and model. @throws Error when the package is not whole */
export async function loadRules(): Promise<Rules> {
  const { value: rulebook } = await loadRulebook({});
  if (!rulebook) throw new Error('the rules of the package cannot be read');
  return rulesOf(rulebook, {});
}
