import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { type Measurement, median } from '../figure.ts';
import { proposed, push, rest } from '../stage.ts';

const TIMES = 200;
const ARRIVED = 'http.server.request.start';

/** From a webhook of a new head coming in to the check run standing at GitHub: five reads, an append, a check. */
export const webhookToCheck: Measurement = async () => {
  const { stage } = await proposed();
  let began = 0;
  const arrive = (message: unknown) => {
    const { request } = message as { request: IncomingMessage };
    if (request.headers['x-github-event'] === 'pull_request') began = performance.now();
  };
  const taken: number[] = [];
  const remove = stage.interruptions.add(({ name, phase }) => {
    if (name === 'check' && phase === 'after') taken.push(performance.now() - began);
    return undefined;
  });
  subscribe(ARRIVED, arrive);
  try {
    for (let time = 0; time < TIMES; time++) {
      push(stage, `Change ${time}`);
      await rest(stage);
    }
  } finally {
    unsubscribe(ARRIVED, arrive);
    remove();
    await stage.close();
  }
  if (taken.length !== TIMES) throw new Error(`expected ${TIMES} checks, seen ${taken.length}`);
  const what = `webhook received to check run written, new head, median of ${TIMES}`;
  return [{ what, unit: 'ms', measured: median(taken), beside: { what: 'aim', value: 50 }, better: 'less' }];
};
