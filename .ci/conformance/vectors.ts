import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';

/** A case by name, and whether it came out as its authors say. It may throw, which is a failure. */
export type Cases = [name: string, holds: () => boolean][];

/** The folder of test data, which stays where it is. */
export const folder = process.argv[2] ?? '';

export function bytes(...path: string[]): Buffer {
  return readFileSync(join(folder, ...path));
}

export function text(...path: string[]): string {
  return bytes(...path).toString();
}

export function json<T>(shape: z.ZodType<T>, ...path: string[]): T {
  return shape.parse(JSON.parse(text(...path)));
}

export function list(...path: string[]): string[] {
  const where = join(folder, ...path);
  return readdirSync(where).map((name) => join(where, name));
}

export function attempt(holds: () => boolean): boolean {
  try {
    return holds();
  } catch {
    return false;
  }
}

/** Whether it is refused with this kind of error, and not by some accident. */
export function refuses(perform: () => unknown, kind: new () => Error): boolean {
  try {
    perform();
    return false;
  } catch (error) {
    return error instanceof kind;
  }
}
