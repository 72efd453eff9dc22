import { VerifyAudit } from '#libs/audit';
import type { AuditFinding, Checkpoint } from '#libs/audit';
import { Command, InvalidArgumentError } from 'commander';
import type { CommandContext } from '../command-context.js';

const PROBLEMS: Readonly<Record<AuditFinding['problem'], string>> = {
  entries_changed: 'an entry was changed, or its place was',
  entries_missing_or_added: 'entries are missing, or were put in',
  seal_changed: 'the seal itself was changed',
  chain_broken: 'it does not follow the seal before it',
  checkpoint_missing: 'the checkpoint is not in the log: its end was cut off, or it is of another installation',
  checkpoint_differs: 'the checkpoint has another hash: the log was written anew',
};

export function auditCommand({ terminal, within, exitWith }: CommandContext): Command {
  const verify = new Command('verify')
    .description('Reads the whole audit log and its chain again. Ends with 1 where something was changed.')
    .option('--checkpoint <seal:hash>', 'what an earlier run printed, kept outside: only so is a cut tail noticed', checkpointOption)
    .action(async ({ checkpoint }: { readonly checkpoint?: Checkpoint }) => {
      const verdict = await within((installation) => installation.get(VerifyAudit).execute(checkpoint));
      for (const { sealId, problem } of verdict.findings) terminal.out(`seal ${sealId}: ${PROBLEMS[problem]}`);
      terminal.out(`${verdict.isSound ? 'sound' : 'NOT SOUND'}: ${verdict.sealedEntries} entries in ${verdict.seals} seals`);
      if (verdict.checkpoint !== undefined) terminal.out(`checkpoint ${verdict.checkpoint.sealId}:${verdict.checkpoint.hash}`);
      if (verdict.unsealedEntries > 0)
        terminal.err(`${verdict.unsealedEntries} newer entries are not sealed yet; the worker does so every few seconds.`);
      if (!verdict.isSound) exitWith(1);
    });
  return new Command('audit').description('The record of who did what.').addCommand(verify);
}

function checkpointOption(text: string): Checkpoint {
  const found = /^(?:checkpoint )?(\d{1,19}):([0-9a-f]{64})$/.exec(text.trim());
  if (found === null) throw new InvalidArgumentError('The line that an earlier run printed is expected, as in 12:9f86d081….');
  return { sealId: found[1] ?? '', hash: found[2] ?? '' };
}
