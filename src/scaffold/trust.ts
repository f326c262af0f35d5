import { authoritiesIn } from '../report/policy/foundation.ts';
import type { AnswerProblem } from './answers.ts';
import { QUESTIONS } from './question.ts';

/** What of the Sigstore files is JSON, and no use: by them no seal could be made or verified, and nothing be released. */
export function uselessTrust(trustedRoot: string, signingConfig: string | null): AnswerProblem[] {
  const root =
    isJson(trustedRoot) && authoritiesIn(trustedRoot) === 0
      ? [useless('trusted-root', 'a trusted root with a certificate authority')]
      : [];
  const asks = signingConfig === null || !isJson(signingConfig) || namesAuthority(signingConfig);
  return asks ? root : [...root, useless('signing-config', 'a signing configuration whose `caUrls` name a service')];
}

function useless(question: 'trusted-root' | 'signing-config', expected: string): AnswerProblem {
  return { question, message: `--${question}: expected ${expected}, seen none`, hint: QUESTIONS[question].about };
}

/** What is no JSON its reader refuses. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function namesAuthority(signingConfig: string): boolean {
  const config: unknown = JSON.parse(signingConfig);
  const named = typeof config === 'object' && config !== null && 'caUrls' in config ? config.caUrls : [];
  return Array.isArray(named) && named.length > 0;
}
