import { Unanswered } from './github/client.ts';
import { publicHalf } from './notice/signature.ts';
import { serve } from './serve/service.ts';
import { type Environment, readSettings } from './serve/settings.ts';
import { wallTimer } from './serve/timer.ts';

/**
 * Runs the bot against GitHub until it is told to stop. With a setting missing or wrong it names all of them, starts
 * nothing, and gives exit code 2; 3 when GitHub does not answer.
 */
export async function runBot(env: Environment, say: (line: string) => void): Promise<number> {
  const read = readSettings(env);
  if (!read.ok) {
    for (const { code, message, hint } of read.problems) say(`${code}: ${message}\n  hint: ${hint}`);
    return 2;
  }
  const service = await serve(read.settings, wallTimer, say).catch((error: Error) => error);
  if (service instanceof Error) {
    // Only the message: what lies behind it may hold what was sent.
    say(`cannot start: ${service.message}`);
    return service instanceof Unanswered ? 3 : 2;
  }
  if (read.settings.signing === null)
    say('without SIGSTORE_ID_TOKEN_FILE and SIGSTORE_SIGNING_CONFIG it seals only by a workflow: docs/sealing.md');
  for (const key of read.settings.webhookKeys.own)
    if (key.version === 'v1a') say(`webhooks to endpoints are signed by ${publicHalf(key.key)}`);
  say(`countersign governs ${read.settings.repository}; webhooks go to ${service.webhookUrl}`);
  await service.sweep().catch((error: Error) => say(`sweep: ${error.message}`));
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve).once('SIGTERM', resolve);
  });
  await service.close();
  return 0;
}
