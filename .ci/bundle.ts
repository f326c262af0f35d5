/**
 * Bundles the Action: one file that the runner starts as it is, and the licences of what is in it. With --check it
 * writes nothing and exits 1 where `dist/` is not, byte for byte, what the sources give, or holds anything else.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { build, type Metafile, type Plugin, transform } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');
const folder = join(ROOT, 'dist');

/**
 * Node's own modules are fetched where they are used. As static imports they would be hoisted out of what is imported
 * lazily, and half of Node would be loaded before the first input is looked at.
 */
const lazyBuiltins: Plugin = {
  name: 'lazy-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /.*/ }, ({ path }) => (isBuiltin(path) ? { path, namespace: 'node' } : undefined));
    onLoad({ filter: /.*/, namespace: 'node' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
    }));
  },
};

/**
 * What packages bring along and nothing here reaches: most of what would be the file, and all of the file is parsed
 * before the first input is looked at.
 */
const LEFT_OUT = [
  // For dispatchers that `@actions/http-client` makes for others.
  { filter: /^undici$/, contents: "export function ProxyAgent() { throw new Error('undici is not in this bundle') }" },
  // zod in every language.
  { filter: /\/locales\/index\.js$/, contents: 'export {}' },
  // Optional for `minipass-fetch`: bodies in other encodings.
  { filter: /^iconv-lite$/, contents: 'export {}' },
  // A folder of answers on disk, for who gives `make-fetch-happen` one.
  { filter: /^cacache$/, contents: 'export {}' },
];
const leaveOut: Plugin = {
  name: 'leave-out',
  setup({ onResolve, onLoad }) {
    for (const { filter, contents } of LEFT_OUT)
      onResolve({ filter }, ({ path }) => ({ path, namespace: 'left-out', pluginData: contents }));
    onLoad({ filter: /.*/, namespace: 'left-out' }, ({ pluginData }) => ({ contents: pluginData }));
  },
};

/** The files of `dist/` by name. The same sources and lock file give the same bytes on every machine. */
export async function bundle(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles, metafile } = await build({
    ...{ absWorkingDir: ROOT, entryPoints: ['src/action.ts'], metafile: true, write: false, logLevel: 'warning' },
    ...{ bundle: true, platform: 'node', target: 'node24', format: 'esm', legalComments: 'none' },
    // ES modules where a package has both: those before them look for their parts when they run.
    mainFields: ['module', 'main'],
    // And what was written for CommonJS alone expects to find this.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    plugins: [lazyBuiltins, leaveOut],
  });
  const whole = outputFiles.map(({ text }) => text).join('');
  // Apart, and not while bundling: then each module is an arrow function, which V8 parses to its end, and here it is a
  // method, which V8 passes over until it is called.
  const { code } = await transform(whole, { minify: true, format: 'esm', target: 'node24' });
  return new Map([
    ['action.js', code],
    ['LICENSES.txt', licences(metafile)],
  ]);
}

/** Every package that is in the bundle, with the text of its licence: most ask for it in every copy. */
function licences({ inputs }: Metafile): string {
  const packages = Object.keys(inputs).flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  const texts = [...new Set(packages)].sort().map((path) => {
    const { name, version, license } = JSON.parse(readFileSync(join(ROOT, path, 'package.json'), 'utf8'));
    const file = readdirSync(join(ROOT, path)).find((entry) => /^licen[cs]e/i.test(entry));
    const text =
      file === undefined
        ? ''
        : readFileSync(join(ROOT, path, file), 'utf8')
            .replaceAll('\r\n', '\n')
            .trim();
    return [`${name} ${version}: ${license}`, text].filter(Boolean).join('\n\n');
  });
  return `${texts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** Where two texts part: the place, and what stands there in both. */
function difference(built: string, kept: string): string {
  let at = 0;
  while (at < built.length && built[at] === kept[at]) at++;
  const around = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 30), at + 50));
  return `differs at character ${at}: expected ${around(built)}, seen ${around(kept)}`;
}

if (import.meta.main) {
  const files = await bundle();
  if (process.argv.includes('--check')) {
    const kept = existsSync(folder) ? readdirSync(folder) : [];
    const problems = kept.filter((name) => !files.has(name)).map((name) => `dist/${name} belongs to no bundle`);
    for (const [name, text] of files) {
      const seen = kept.includes(name) ? readFileSync(join(folder, name), 'utf8') : '';
      if (seen !== text) problems.push(`dist/${name} ${difference(text, seen)}`);
    }
    if (problems.length > 0) console.error([...problems, 'hint: run npm run bundle, and commit dist/'].join('\n'));
    process.exitCode = problems.length > 0 ? 1 : 0;
  } else {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
  }
  for (const [name, text] of files) console.log(`dist/${name}: ${Buffer.byteLength(text).toLocaleString('en')} bytes`);
}
