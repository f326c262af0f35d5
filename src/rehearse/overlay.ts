import { parse, stringify } from 'yaml';

/** A mapping over a mapping: what a rehearsal writes instead of a whole file. */
export type Overlay = { readonly [key: string]: unknown };

/**
 * YAML text with a mapping laid over it: mappings are merged key by key, null takes a key away, everything else takes
 * the place of what was there. A list of entries with an `id` is merged by these ids where the overlay has a mapping.
 */
export function overlaid(text: string, overlay: Overlay): string {
  return stringify(laidOver(parse(text), overlay), { lineWidth: 0 });
}

/** The same for values. */
export function laidOver(under: unknown, over: unknown): unknown {
  if (!isMapping(over)) return over;
  if (Array.isArray(under) && under.every((entry) => isMapping(entry) && 'id' in entry)) return byId(under, over);
  const merged = new Map(Object.entries(isMapping(under) ? under : {}));
  for (const [key, value] of Object.entries(over)) {
    if (value === null) merged.delete(key);
    else merged.set(key, laidOver(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

function byId(entries: readonly Overlay[], over: Overlay): unknown[] {
  const kept = entries.filter(({ id }) => over[String(id)] !== null);
  const known = kept.map((entry) => laidOver(entry, over[String(entry.id)] ?? {}));
  const added = Object.entries(over).filter(([id, value]) => value !== null && !entries.some((one) => one.id === id));
  return [...known, ...added.map(([id, value]) => laidOver({ id }, value))];
}

function isMapping(value: unknown): value is Overlay {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
