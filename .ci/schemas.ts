// Writes the JSON Schema of every kind of file into schemas/, from the zod schemas that the program itself uses.
// With --check it writes nothing and exits 1 where a file is not what it would write, or belongs to no kind.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { KINDS } from './kinds.ts';

const folder = join(import.meta.dirname, '..', 'schemas');
const wanted = new Map(
  KINDS.map(({ kind, schema }) => {
    const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
    // What a schema cannot say, such as that names are unique, only the program checks.
    return [`${kind}.schema.json`, `${JSON.stringify({ $schema, title: kind, ...rest }, null, 2)}\n`];
  }),
);

mkdirSync(folder, { recursive: true });
const strays = readdirSync(folder).filter((name) => !wanted.has(name));
const stale = [...wanted].filter(([name, text]) => read(join(folder, name)) !== text);

if (process.argv.includes('--check')) {
  for (const name of [...stale.map(([name]) => name), ...strays]) console.error(`schemas/${name} is stale`);
  if (stale.length + strays.length > 0) console.error('hint: run npm run schemas');
  process.exitCode = stale.length + strays.length > 0 ? 1 : 0;
} else {
  for (const [name, text] of stale) writeFileSync(join(folder, name), text);
  for (const name of strays) rmSync(join(folder, name));
}
console.log(`${wanted.size} schemas, ${stale.length} of them changed, ${strays.length} too many`);

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
