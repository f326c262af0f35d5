#!/usr/bin/env node
// The published package holds `dist/`, a clone holds `src/`, which Node runs by stripping its types.
import { existsSync } from 'node:fs';

const built = new URL('../dist/cli.js', import.meta.url);
const { run } = await import(existsSync(built) ? built.href : new URL('./cli.ts', import.meta.url).href);
process.exitCode = await run(process.argv.slice(2));
