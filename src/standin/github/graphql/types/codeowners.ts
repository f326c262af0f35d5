import type { Codeowners, CodeownersError } from '../../codeowners.ts';
import { own } from '../field.ts';

export const REPOSITORY_CODEOWNERS = own<Codeowners>('errors');
export const REPOSITORY_CODEOWNERS_ERROR = own<CodeownersError>(
  'line',
  'column',
  'source',
  'kind',
  'suggestion',
  'message',
  'path',
);
