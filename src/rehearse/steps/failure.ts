import { z } from 'zod';
import type { Fault, Harm } from '../../standin/github/server/faults.ts';
import { GITHUB_REQUESTS, isService, matchOf, SIGSTORE_SERVICES } from '../stage/request.ts';
import { stepKind } from '../step.ts';

const HOW = ['down', 'refuse', 'lose', 'cut', 'rate-limit', 'secondary'] as const;

const failing = z
  .strictObject({
    request: z
      .enum([...GITHUB_REQUESTS, ...SIGSTORE_SERVICES])
      .meta({ description: 'which requests of the bot; `any` is every one to GitHub' }),
    how: z.enum(HOW).meta({
      description: 'down: 502, not done; refuse: `status`, not done; lose: done, answered 502; cut: connection broken',
    }),
    status: z.int().min(400).max(599).optional().meta({ description: 'of `refuse`; 403 unless given' }),
    message: z.string().max(200).optional().meta({ description: 'of `refuse`' }),
    seconds: z.int().min(1).max(86_400).optional().meta({ description: 'what a limit asks to wait' }),
    skip: z.int().min(0).max(1000).optional().meta({ description: 'requests that pass unharmed before' }),
    times: z
      .union([z.int().min(1).max(1000), z.literal('always')])
      .optional()
      .meta({ title: 'a number or `always`', description: 'requests that fail; one unless given' }),
  })
  .superRefine(({ request, how, skip, times }, context) => {
    const limited = skip !== undefined || times !== 'always' || !['down', 'lose'].includes(how);
    if (isService(request) && limited)
      context.addIssue({
        code: 'custom',
        path: ['request'],
        message: `expected \`how: down\` or \`how: lose\` and \`times: always\` for ${request}, seen otherwise`,
        params: { hint: 'a service of Sigstore is down, or loses answers, until `mend`' },
      });
  });

export const fail = stepKind(failing, {
  tell: ({ request, how, times = 1 }) =>
    `from now on ${request} fails: ${how}${times === 'always' ? '' : `, ${times} times`}`,
  play: ({ stage }, step) => {
    const { request, how, skip = 0, times = 1 } = step;
    if (isService(request)) {
      stage.sigstore.faults.set(request, how === 'lose' ? 'lose' : 'down');
      return;
    }
    const match = request === 'token' ? matchOf(request) : { ...matchOf(request), by: stage.bot };
    const fault: Fault = {
      match,
      harm: harmOf(step),
      skip,
      times: times === 'always' ? Number.POSITIVE_INFINITY : times,
    };
    stage.github.faults.add(fault);
  },
});

export const mend = stepKind(z.enum(['github', ...SIGSTORE_SERVICES]), {
  tell: (service) => `${service} works again`,
  play: ({ stage }, service) => {
    if (service === 'github') stage.github.faults.clear();
    else stage.sigstore.faults.delete(service);
  },
});

function harmOf({ how, status, message, seconds }: z.infer<typeof failing>): Harm {
  switch (how) {
    case 'down':
      return { kind: 'answer', status: 502 };
    case 'refuse':
      return { kind: 'answer', status: status ?? 403, ...(message !== undefined && { message }) };
    case 'lose':
      return { kind: 'lose' };
    case 'cut':
      return { kind: 'cut', done: false };
    case 'rate-limit':
      return { kind: 'limit', status: 403, limit: 'primary', seconds: seconds ?? 600 };
    case 'secondary':
      return { kind: 'limit', status: 403, limit: 'secondary', ...(seconds !== undefined && { seconds }) };
  }
}
