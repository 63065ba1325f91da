// Runs the chosen scenarios as vitest tests, one after another, and tells the command what happens.
// When the command asks for it, or is gone, the run is interrupted: it heals, removes, and then ends.
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { test } from 'vitest';
import { InterruptedError } from '../core/errors.ts';
import type { Scenario } from '../core/scenario.ts';
import { type FromCommand, receive, SELECTION_VARIABLE, type Selection, SOCKET_VARIABLE, send } from './protocol.ts';
import { onScenario } from './registry.ts';
import { runScenario } from './run-scenario.ts';

const selection = JSON.parse(readFileSync(required(SELECTION_VARIABLE), 'utf8')) as Selection;
const stop = new AbortController();
const socket = await connected(required(SOCKET_VARIABLE));

onScenario((scenario) => {
  const chosen = selection.scenarios.find((one) => one.title === scenario.title);
  if (!chosen) return;
  // Every wait inside has a deadline of its own; one here would end the run without its cleanup.
  test(scenario.title, { timeout: 0, retry: 0 }, (context) => {
    context.skip(stop.signal.aborted, 'the run was interrupted');
    return drill({ ...scenario, ...chosen });
  });
});

async function drill(scenario: Scenario): Promise<void> {
  send(socket, { type: 'begin', slug: scenario.slug, title: scenario.title });
  const result = await runScenario(scenario, {
    reports: selection.reports,
    signal: stop.signal,
    onEvent: (event) => send(socket, { type: 'event', event }),
  });
  send(socket, { type: 'result', result });
  if (result.error) throw new Error(result.error.message);
  if (result.judgement.valid !== true) throw new Error(result.verdictLine);
}

function connected(path: string): Promise<Socket> {
  const made = connect(path);
  receive<FromCommand>(made, (message) => interrupt(message.signal));
  // A command that is gone cannot be told anything any more; what it started must still be taken down.
  made.on('close', () => interrupt('SIGTERM'));
  return new Promise((resolve, reject) => {
    made.once('connect', () => resolve(made));
    made.on('error', reject);
  });
}

function interrupt(signal: 'SIGINT' | 'SIGTERM'): void {
  if (!stop.signal.aborted) stop.abort(new InterruptedError(signal));
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: scenarios are run by "hadrill run", not by vitest alone`);
  return value;
}
