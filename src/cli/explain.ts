import type { Command } from 'commander';
import { type Answer, answer as answerFor } from '../dataplane/answer';
import { closingOf } from '../diagnosis/fix/closing';
import { openingOf } from '../diagnosis/fix/opening';
import { readQuestion } from '../english/question';
import { Refusal } from '../english/refusal';
import { coloured } from '../report/colours';
import { type Explained, explanationText } from '../report/explanation';
import { explanationJson } from '../report/explanationJson';
import { nothingToTry, refuseIdle } from '../scenario/ask';
import type { Io } from './io';
import { readManifests } from './manifests';
import { filesOption, modelOption, outputOption, stateOf } from './options';
import type { Status } from './status';

interface Options {
  readonly filename: readonly string[];
  readonly model?: string;
  readonly namespace?: string;
  readonly output: 'text' | 'json';
  readonly close?: boolean;
}

/** What is closed already needs no change. */
function closable(kind: Answer['kind']): typeof closingOf | undefined {
  return kind === 'fails' ? undefined : closingOf;
}

/** `netpol-bdd explain`. */
export function addExplain(program: Command, io: Io, end: (status: Status) => void): void {
  program
    .command('explain')
    .summary('why a flow passes or fails, and what to change')
    .description(
      'Tells why a flow passes or fails: which policy and rule decided at each enforcement point, what did not fit, what upstream Kubernetes would say, a checklist with kubectl commands, and the smallest change of policies. The exit status is 0 where the flow succeeds, 1 where it does not, and 2 for bad input.',
    )
    .argument('<flow>', 'such as "frontend → backend:8080"; "->" is an arrow, too')
    .addOption(filesOption())
    .addOption(modelOption())
    .option('-n, --namespace <name>', 'where names without a namespace belong')
    .option('--close', 'a change that closes the flow, where it is open')
    .addOption(outputOption(['text', 'json']))
    .addHelpText(
      'after',
      `
Examples:
  netpol-bdd explain 'frontend → backend:8080' -f manifests/
  netpol-bdd explain 'shop/web -> kube-system/kube-dns:53/UDP' -f manifests/ --model stateful
  netpol-bdd explain 'the Internet -> frontend:80' -f manifests/ --close -o json`,
    )
    .action((flow: string, options: Options) => {
      const scenario = readManifests(options.filename, stateOf(options), io);
      const { network, names, state } = scenario;
      const question = readQuestion(flow, scenario.surroundings);
      refuseIdle(scenario, question);
      const answer = answerFor(network, state.model, question);
      if (answer.cases.length === 0) throw new Refusal(nothingToTry(scenario, question));
      const isOpen = answer.kind === 'succeeds';
      const find = options.close ? closable(answer.kind) : isOpen ? undefined : openingOf;
      const fix = find?.(network, state.model, question);
      const explained: Explained = {
        network,
        names,
        flow,
        answer,
        ...(fix && { fix }),
        isSought: find !== undefined,
      };
      const text = options.output === 'json' ? explanationJson(explained) : `${explanationText(explained)}\n`;
      io.stdout(options.output === 'text' && io.hasColour ? coloured(text) : text);
      end(isOpen ? 'as asked' : 'different');
    });
}
