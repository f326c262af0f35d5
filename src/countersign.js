#!/usr/bin/env node
// The published package holds `dist/`; a clone holds `src/`, which Node 24 runs by stripping its types, and brings that
// Node among its dependencies. Outside npm's scripts the path knows an older one: so this file runs on any from 20.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const built = new URL('../dist/cli.js', import.meta.url);
const installed = new URL('../node_modules', import.meta.url);
const pinned = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));
const argv = process.argv.slice(2);

if (existsSync(built)) await running(built);
else if (!existsSync(installed)) refuse('its dependencies installed');
else if (Number.parseInt(process.versions.node, 10) >= 24) await running(new URL('./cli.ts', import.meta.url));
else if (existsSync(pinned)) handOn();
else refuse(`Node 24 or later, seen ${process.versions.node}`);

/** Whoever reads may stop early, as `head` does. Then the answer was not heard, which is never a yes. */
async function running(url) {
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(3);
  });
  const { run } = await import(url.href);
  process.exitCode = await run(argv);
}

/** Ctrl-C reaches the other process by itself: both are of one terminal. */
function handOn() {
  const child = spawn(pinned, [fileURLToPath(import.meta.url), ...argv], { stdio: 'inherit' });
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('close', (status) => {
    process.exitCode = status ?? 3;
  });
}

function refuse(expected) {
  console.error(`expected ${expected}\nhint: \`npm ci\` in ${fileURLToPath(new URL('..', import.meta.url))}`);
  process.exitCode = 2;
}
