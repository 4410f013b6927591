/** The public library for Node: all of index.ts, and what reads files. */

export { loadCast } from './host/customers.ts';
export { decodeBytes as decodeText } from './host/decode-bytes.ts';
export { type EarOptions, loadEar, type WithEar, withEar } from './host/ear.ts';
export { loadRulebook, type PackOptions, readPackSources } from './host/packs.ts';
export { type Item, readTranscripts } from './host/sources.ts';
export * from './index.ts';
