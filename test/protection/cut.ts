type Step = string | number;

/** Every place of a JSON value that has a name, outermost first. */
export function places(value: unknown, path: readonly Step[] = []): Step[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return [...(Array.isArray(value) ? [] : [here]), ...places(below, here)];
  });
}

/** The same value without what stands in that place. */
export function without(value: unknown, [first, ...rest]: readonly Step[]): unknown {
  if (Array.isArray(value)) return value.map((one, index) => (index === first ? without(one, rest) : one));
  const entries = Object.entries(value ?? {});
  if (rest.length === 0) return Object.fromEntries(entries.filter(([key]) => key !== first));
  return Object.fromEntries(entries.map(([key, below]) => [key, key === first ? without(below, rest) : below]));
}
