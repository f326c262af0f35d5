import type { Oid } from './object.ts';
import type { Objects } from './objects.ts';

/** The commit and everything it descends from, newest first (breadth first over parents). */
export function ancestry(objects: Objects, tip: Oid): Set<Oid> {
  const seen = new Set<Oid>([tip]);
  for (const oid of seen) for (const parent of objects.commit(oid)?.parents ?? []) seen.add(parent);
  return seen;
}

/** Whether `ancestor` is `tip` or among what it descends from. */
export function isAncestor(objects: Objects, ancestor: Oid, tip: Oid): boolean {
  const seen = new Set<Oid>([tip]);
  for (const oid of seen) {
    if (oid === ancestor) return true;
    for (const parent of objects.commit(oid)?.parents ?? []) seen.add(parent);
  }
  return false;
}

/** The commits of `tip` that `base` does not have, oldest first: parents stand before their children. */
export function commitsBetween(objects: Objects, base: Oid, tip: Oid): Oid[] {
  const known = ancestry(objects, base);
  const ordered: Oid[] = [];
  const visited = new Set<Oid>();
  const stack: { oid: Oid; expanded: boolean }[] = [{ oid: tip, expanded: false }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (top.expanded) ordered.push(top.oid);
    else if (!known.has(top.oid) && !visited.has(top.oid)) {
      visited.add(top.oid);
      stack.push({ oid: top.oid, expanded: true });
      const parents = objects.commit(top.oid)?.parents ?? [];
      for (const parent of parents.toReversed()) stack.push({ oid: parent, expanded: false });
    }
  }
  return ordered;
}

/** The best common ancestor; of several equally good ones the first met from `a`. `undefined`: no common history. */
export function mergeBase(objects: Objects, a: Oid, b: Oid): Oid | undefined {
  const ofB = ancestry(objects, b);
  const common = [...ancestry(objects, a)].filter((oid) => ofB.has(oid));
  return common.find((oid) => !common.some((other) => other !== oid && isAncestor(objects, oid, other)));
}
