/** The public library for Node: all of index.ts, and what reads files. */
export { loadRulebook, type PackOptions, readPackSources } from './host/packs.ts';
export { type Item, readTranscripts } from './host/sources.ts';
export * from './index.ts';
export { decodeText } from './read/decode.ts';
