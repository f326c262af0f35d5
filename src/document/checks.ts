import { z } from 'zod';

/**
 * When to check a whole: zod skips that as soon as any part is wrong. Parts with these problems have the right types
 * all the same, so the check can go on and everything is told in one go.
 */
export const whenTyped: z.core.$ZodSuperRefineParams = {
  when: ({ issues }) => issues.every(({ code }) => code !== undefined && KEEP_TYPES.includes(code)),
};
const KEEP_TYPES: readonly string[] = ['unrecognized_keys', 'invalid_format', 'custom'];

/**
 * A list in which nothing occurs twice; with `by`, no two items have the same value under that key. It also looks
 * through lists whose items are wrong in other ways, so that everything is told in one go.
 */
export function distinct<Item extends z.ZodType>(
  item: Item,
  { min = 0, max, by }: { readonly min?: number; readonly max: number; readonly by?: string },
) {
  return z
    .array(item)
    .min(min)
    .max(max)
    .superRefine(
      (items: readonly unknown[], context) => {
        const seen = new Set<unknown>();
        for (const [index, entry] of items.entries()) {
          const mark = by === undefined ? entry : valueUnder(entry, by);
          if (mark === undefined) continue;
          if (seen.has(mark))
            context.addIssue({
              code: 'custom',
              path: by === undefined ? [index] : [index, by],
              message: `expected each entry once, seen \`${String(mark)}\` again`,
              params: { hint: 'remove or rename one of the two' },
            });
          seen.add(mark);
        }
      },
      { when: ({ value }) => Array.isArray(value) && value.length <= max },
    );
}

function valueUnder(entry: unknown, key: string): unknown {
  return typeof entry === 'object' && entry !== null && Object.hasOwn(entry, key)
    ? Object.entries(entry).find(([name]) => name === key)?.[1]
    : undefined;
}
