/**
 * Do the pages tell the truth? Every command that README and docs print must exist (npm scripts by name, countersign's
 * by asking for its help, with each option that is used), and every relative link must lead to a file. With the output
 * of `npm start -- --once` in a file as argument, each line of README's session must stand in it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const pages = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];
const { bin, scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  bin: { countersign: string };
  scripts: Record<string, string>;
};

const problems = new Set<string>();
const commands = new Set<string>();
for (const page of pages) {
  const text = readFileSync(page, 'utf8');
  for (const [, link = ''] of text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g))
    if (!existsSync(join(dirname(page), link))) problems.add(`${page}: the link to ${link} leads nowhere`);
  for (const command of commandsOf(text)) {
    commands.add(command);
    const problem = problemOf(command);
    if (problem !== undefined) problems.add(`${page}: \`${command}\`: ${problem}`);
  }
}

const first = commandsOf(readFileSync('README.md', 'utf8'))
  .slice(0, 2)
  .map((command) => command.split('#')[0]?.trim());
if (first.join() !== 'npm start,npm test') problems.add(`README.md starts with ${first.join(' and ')}`);
const played = process.argv[2];
if (played !== undefined) {
  for (const problem of notPlayed(readFileSync(played, 'utf8').split('\n'))) problems.add(problem);
}
for (const problem of problems) console.log(problem);
console.log(`${pages.length} pages, ${commands.size} commands, ${problems.size} problems`);
process.exit(problems.size > 0 || commands.size === 0 ? 1 : 0);

/** `...` stands for lines that were left out. */
function notPlayed(output: string[]): string[] {
  const session = /^```\n([\s\S]*?)^```$/m.exec(readFileSync('README.md', 'utf8'))?.[1];
  if (session === undefined) return ['README.md shows no session'];
  const lines = session.split('\n').filter((line) => line !== '' && line !== '...');
  return lines.filter((line) => !output.includes(line)).map((line) => `README.md: no such line is played: ${line}`);
}

/** Commands of ours: lines of indented blocks, with or without a prompt, and whatever stands in backticks. */
function commandsOf(text: string): string[] {
  const lines = [...text.matchAll(/^(?: {4}|\t)(?:\$ )?((?:npm|npx|\.ci\/)\S* ?.*)$/gm)];
  const spans = [...text.matchAll(/`((?:npm |npx |countersign |\.ci\/)[^`]+)`/g)];
  return [...lines, ...spans]
    .sort((a, b) => a.index - b.index)
    .map(([, command = '']) => command.replace(/ +#.*$/, ''));
}

function problemOf(command: string): string | undefined {
  const [program = '', ...words] = command.split(/\s+/);
  if (program === 'npm') {
    const script = words[0] === 'run' ? words[1] : words[0];
    return script !== undefined && (script in scripts || script === 'ci') ? undefined : `no script \`${script}\``;
  }
  // Typed elsewhere, a command names the clone that it comes from.
  const ours = words[0] === '--prefix' ? words.slice(words.indexOf('countersign')) : words;
  if (program === 'npx' && ours[0] === 'countersign') return problemOfOurs(ours.slice(1));
  if (program === 'countersign') return problemOfOurs(words);
  if (program === 'npx') return existsSync(join('node_modules/.bin', words[0] ?? '')) ? undefined : 'is not installed';
  return existsSync(program) ? undefined : 'there is no such file';
}

/** As many words as there is a command for are the command; its help must know the options, and take what is left. */
function problemOfOurs(words: string[]): string | undefined {
  const plain = leadingWords(words);
  for (let count = plain.length; count > 0; count--) {
    const usage = `Usage: countersign ${plain.slice(0, count).join(' ')} `;
    const help = helpOf(plain.slice(0, count));
    if (!help.startsWith(usage)) continue;
    const options = words.flatMap((word) => /--[a-z-]+/.exec(word) ?? []).filter((option) => !help.includes(option));
    if (options.length > 0) return `no option ${options.join(', ')}`;
    const takesMore = /<|\.\.\.|\[(?!options\]|command\])/.test(help.slice(usage.length, help.indexOf('\n')));
    return count === plain.length || takesMore ? undefined : `no command \`${plain[count]}\``;
  }
  return 'countersign has no such command';
}

function leadingWords(words: string[]): string[] {
  const end = words.findIndex((word) => !/^[a-z][a-z-]*$/.test(word));
  return end === -1 ? words : words.slice(0, end);
}

function helpOf(command: string[]): string {
  return spawnSync(process.execPath, [bin.countersign, ...command, '--help'], { encoding: 'utf8' }).stdout;
}
