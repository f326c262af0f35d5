import { serve } from './serve/service.ts';
import { type Environment, readSettings } from './serve/settings.ts';
import { wallTimer } from './serve/timer.ts';

/**
 * Runs the bot against GitHub until it is told to stop. With a setting missing or wrong it names all of them, starts
 * nothing, and gives exit code 2.
 */
export async function runBot(env: Environment, say: (line: string) => void): Promise<number> {
  const read = readSettings(env);
  if (!read.ok) {
    for (const { code, message, hint } of read.problems) say(`${code}: ${message}\n  hint: ${hint}`);
    return 2;
  }
  const service = await serve(read.settings, wallTimer, say);
  say(`countersign governs ${read.settings.repository}; webhooks go to ${service.webhookUrl}`);
  await service.sweep();
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve).once('SIGTERM', resolve);
  });
  await service.close();
  return 0;
}
