import { hashRulebook, modelsOf, type RulebookHash } from '../../batch/manifest.ts';
import type { Reading } from '../../batch/piece.ts';
import type { Rulebook } from '../../hear/compile.ts';
import { loadRulebook } from '../../host/packs.ts';

/** What transcripts are scored by. */
export interface Rules {
  readonly rulebook: Rulebook;
  readonly hash: RulebookHash;
  readonly reading: Reading;
}

/** The program's own rules and model. @throws Error when the package is not whole */
export async function loadRules(): Promise<Rules> {
  const { value: rulebook } = await loadRulebook({});
  if (!rulebook) throw new Error('the rules of the package cannot be read');
  const hash = hashRulebook(rulebook.pack, await modelsOf({}));
  return { rulebook, hash, reading: { read: {}, orders: {} } };
}
