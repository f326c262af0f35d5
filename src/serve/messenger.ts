import { post, toTheInternet } from '../act/post.ts';
import type { Governor } from '../flow.ts';
import type { Messenger } from '../route.ts';
import type { Settings } from './settings.ts';
import { keysFor } from './webhook-keys.ts';

/** Puts together what tells recipients of releases, beside what governs the repository. */
export function messengerOf(
  { repository, webUrl, webhookKeys, rehearsed }: Settings,
  governor: Governor,
  power: AbortSignal,
): Messenger {
  const { elsewhere, botLogin, ledger } = governor.hands;
  const posting = toTheInternet(power, rehearsed?.reroute);
  return {
    observer: governor.observer,
    log: governor.log,
    ledger,
    governance: { name: repository, webUrl },
    channels: {
      elsewhere,
      botLogin,
      post: (url, headers, body) => post(url, headers, body, posting),
      keysFor: (endpoint) => keysFor(webhookKeys, endpoint),
    },
    unrecorded: new Map(),
  };
}
