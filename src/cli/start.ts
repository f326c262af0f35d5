import type { Command } from 'commander';
import { isConfigured } from '../serve/settings.ts';
import { say } from './ending.ts';
import { examples } from './examples.ts';

/** `start`: the bot, when it is configured; otherwise the story, on stand-ins of GitHub and Sigstore on this machine. */
export function startCommand(program: Command, exit: (code: number) => void): void {
  const start = program
    .command('start')
    .description('run the bot; without APP_ID, PRIVATE_KEY and WEBHOOK_SECRET, play one release on this machine')
    .option('--once', 'end after the played release: 0 if all of it held')
    .action(async ({ once = false }: { once?: boolean }) => {
      if (isConfigured(process.env)) {
        const { runBot } = await import('../bot.ts');
        exit(await runBot(process.env, say));
        return;
      }
      const { playStory } = await import('../rehearse/story.ts');
      const stop = new AbortController();
      process.once('SIGINT', () => stop.abort()).once('SIGTERM', () => stop.abort());
      exit(await playStory({ once, say, signal: stop.signal }));
    });
  examples(start, ['countersign start', 'countersign start --once'], {
    0: 'all that was played held, or the bot was stopped',
    1: 'something that was played did not hold',
    2: 'a setting is missing or wrong',
  });
}
