/** A number from 0 to 1 (exclusive) that depends on nothing but its arguments: FNV-1a over the key, then a Murmur finaliser. */
export function chance(seed: number, key: string): number {
  let hash = 0x811c9dc5 ^ (seed >>> 0);
  for (let i = 0; i < key.length; i += 1) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return (hash >>> 0) / 2 ** 32;
}

/** A whole number from `least` to `most`, inclusive. */
export const between = (seed: number, key: string, least: number, most: number): number =>
  least + Math.floor(chance(seed, key) * (most - least + 1));

/** One of a list, which must not be empty. */
export const oneOf = <T>(list: readonly T[], seed: number, key: string): T =>
  list[between(seed, key, 0, list.length - 1)]!;

/** The list in an order that the seed gives. */
export function shuffled<T>(list: readonly T[], seed: number, key: string): T[] {
  const order = [...list];
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = between(seed, `${key}/${i}`, 0, i);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
