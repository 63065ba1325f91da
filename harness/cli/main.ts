// The `hadrill` command. Verbs load their code when they are called, so that `--help` and `check` start fast.
import { Command, CommanderError } from 'commander';
import { EXIT, FaultError, InterruptedError, SetupError, UsageError } from '../core/errors.ts';
import { scenarioPlace } from '../run/call-site.ts';
import { addHandVerbs } from './hand-verbs.ts';

const program = new Command('hadrill')
  .description('Failover drills on real database clusters, with a verdict proven from the recorded history.')
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'hadrill: ')) })
  .showHelpAfterError('(hadrill --help lists the verbs, hadrill <verb> --help their flags)')
  .addHelpText(
    'after',
    '\nExit: 0 valid · 1 invalid · 2 inconclusive or setup failed · 64 usage · 70 internal error · 130/143 interrupted',
  );

program
  .command('run')
  .argument('[filter...]', 'a folder, slug, path or part of a title; several add up; none: all scenarios')
  .description('run drills, one after another, and report')
  .option(
    '--reports <folder>',
    'where reports go (HADRILL_REPORTS, or "reports" in hadrill.config.json; default reports)',
  )
  .action(async (filters: string[], flags: { reports?: string }) => {
    process.exitCode = await (await import('./run.ts')).run(filters, flags);
  });

program
  .command('list')
  .argument('[filter...]', 'a folder, slug, path or part of a title')
  .description('list the scenarios and what each one promises')
  .option('--json', 'as JSON')
  .action(async (filters: string[], flags: { json?: boolean }) => {
    process.exitCode = await (await import('./list.ts')).list(filters, flags);
  });

program
  .command('check')
  .argument('<history>', 'a history.jsonl')
  .description('judge a recorded history again, offline')
  .option('--checkers <names>', 'only these, separated by commas (the always-on ones are judged as well)')
  .option('--json', 'the verdict as JSON, as in verdict.json')
  .action(async (history: string, flags: { checkers?: string; json?: boolean }) => {
    process.exitCode = await (await import('./check.ts')).check(history, flags);
  });

program
  .command('report')
  .argument('<run>', 'a run’s folder, or "latest"')
  .description('judge a run again and write its report anew')
  .option('--reports <folder>', 'where reports are')
  .action(async (run: string, flags: { reports?: string }) => {
    process.exitCode = await (await import('./report.ts')).report(run, flags);
  });

addHandVerbs(program);

program
  .command('clean')
  .description('remove what ended runs left behind, by label and only by label')
  .option('--all', 'what is labelled ours of runs that still go on, and kept clusters, as well')
  .action(async (flags: { all?: boolean }) => {
    process.exitCode = await (await import('./clean.ts')).clean(flags);
  });

program
  .command('doctor')
  .description('say whether this machine can run drills, and what to do where it cannot')
  .action(async () => {
    process.exitCode = await (await import('./doctor.ts')).doctor();
  });

program
  .command('images')
  .description('list the images that drills need')
  .option('--build', 'build those that are missing')
  .action(async (flags: { build?: boolean }) => {
    process.exitCode = await (await import('./images.ts')).images(flags);
  });

/** The exit code of an error, by its type. User mistakes and setup trouble get their message, defects their stack. */
function failed(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const say = (text: string) => process.stderr.write(`hadrill: ${text}\n`);
  if (error instanceof UsageError) {
    say(error.message);
    return EXIT.usage;
  }
  if (error instanceof SetupError || error instanceof FaultError) {
    say(error.message);
    return EXIT.unknown;
  }
  if (error instanceof InterruptedError) return error.signal === 'SIGINT' ? EXIT.sigint : EXIT.sigterm;
  const place = scenarioPlace(error);
  if (place) {
    say(`${place}: ${(error as Error).message}`);
    return EXIT.usage;
  }
  say(`internal error: ${error instanceof Error ? error.stack : String(error)}`);
  return EXIT.internal;
}

// A reader that has seen enough (`hadrill list | head -1`) is no error, and no verdict either: the exit code still tells it.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

// What nobody catches would end us with 1, which means "invalid". The drills notice that we are gone, and take theirs down.
process.on('uncaughtException', (error) => {
  process.exit(failed(error));
});

try {
  if (process.argv.length <= 2) program.help({ error: true });
  await program.parseAsync();
} catch (error) {
  process.exitCode = failed(error);
}
