import { existsSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { checkCommand } from './cli/check.ts';
import { codeownersCommand } from './cli/codeowners.ts';
import { completionCommand } from './cli/completion.ts';
import { decisionCommands } from './cli/decision.ts';
import { deliveriesCommand } from './cli/deliveries.ts';
import { digestCommand } from './cli/digest.ts';
import { doctorCommand } from './cli/doctor.ts';
import { evidenceCommands } from './cli/evidence.ts';
import { exceptionCommands } from './cli/exception.ts';
import { figuresCommand } from './cli/figures.ts';
import { initCommand } from './cli/init.ts';
import { ledgerCommands } from './cli/ledger.ts';
import { packetCommands } from './cli/packet.ts';
import { policyCommand } from './cli/policy.ts';
import { rehearseCommand } from './cli/rehearse.ts';
import { sealCommands } from './cli/seal.ts';
import { signCommand } from './cli/sign.ts';
import { sigstoreBundleCommand } from './cli/sigstore-bundle.ts';
import { startCommand } from './cli/start.ts';

/** All commands, before anything is parsed. `exit` is told how the one that then runs ends. */
export function programOf(exit: (status: number) => void): Command {
  const program = new Command('countersign')
    .description('releases exactly what its owners approved, seals it, and keeps the record')
    .version('0.1.0')
    .showHelpAfterError('hint: `--help`, after a command too, says what can be given')
    .exitOverride();
  startCommand(program, exit);
  checkCommand(program, exit);
  sigstoreBundleCommand(program, exit);
  deliveriesCommand(program, exit);
  digestCommand(program, exit);
  codeownersCommand(program, exit);
  doctorCommand(program, exit);
  evidenceCommands(program, exit);
  initCommand(program, exit);
  ledgerCommands(program, exit);
  packetCommands(program, exit);
  decisionCommands(program, exit);
  exceptionCommands(program, exit);
  figuresCommand(program, exit);
  policyCommand(program, exit);
  rehearseCommand(program, exit);
  sealCommands(program, exit);
  signCommand(program, exit);
  completionCommand(program);
  return program;
}

/** Runs one command. Exit codes: 0 yes, 1 not proven, 2 something named by the caller is wrong, 3 could not decide. */
export async function run(argv: readonly string[]): Promise<number> {
  let code = 0;
  const program = programOf((status) => {
    code = status;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

if (import.meta.main) {
  // Who signs stands in the checkout of a pull request: its settings could send the login elsewhere.
  if (process.argv[2] !== 'sign' && existsSync('.env')) process.loadEnvFile('.env');
  process.exitCode = await run(process.argv.slice(2));
}
