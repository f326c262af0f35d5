import type { Command } from 'commander';
import { ending, say } from './ending.ts';
import { examples } from './examples.ts';

/** `digest`: by what a packet's folder is known. */
export function digestCommand(program: Command, exit: (code: number) => void): void {
  const digest = program
    .command('digest')
    .description('print the digest of a packet by which its owners approve it')
    .argument('<packet-folder>', 'the folder `packets/<id>`')
    .option('--sums', 'print the listing that it is the digest of, as `sha256sum` writes it')
    .action(async (folder: string, { sums = false }: { sums?: boolean }) => {
      const { digestOfFolder } = await import('./digest-folder.ts');
      exit(await ending(() => digestOfFolder(folder, sums, say)));
    });
  const shown = [
    'countersign digest packets/bpe-2026-014',
    'countersign digest --sums packets/bpe-2026-014 | sha256sum --check # from the root of the repository',
  ];
  examples(digest, shown, {
    0: 'the digest is printed',
    1: 'the folder is not safe to digest',
    2: 'there is no such folder',
  });
}
