import { InvalidArgumentError, Option } from 'commander';
import { Refusal } from '../english/refusal';
import { dnsLabelProblems } from '../kubernetes/names';
import { readModel } from '../scenario/choices';
import type { State } from '../scenario/scenario';
import { defaultModel, modelNames, upstreamModel } from '../settings/models';

export function filesOption(what = 'files or folders with manifests; "-" is standard input'): Option {
  return new Option('-f, --filename <paths...>', what).makeOptionMandatory();
}

export function modelOption(): Option {
  return new Option('--model <name>', `${modelNames.join(', ')}; a real cluster is ${upstreamModel}`).default(
    defaultModel,
  );
}

export function outputOption(formats: readonly string[]): Option {
  return new Option('-o, --output <format>', 'how to print')
    .choices([...formats])
    .argParser(written => {
      const format = formats.find(known => known === written.toLowerCase());
      if (format === undefined) throw new InvalidArgumentError(`Allowed choices are ${formats.join(', ')}.`);
      return format;
    })
    .default(formats[0]);
}

export function stateOf({
  model,
  namespace,
}: {
  readonly model?: string;
  readonly namespace?: string;
}): Partial<State> {
  if (namespace !== undefined && dnsLabelProblems(namespace).length > 0)
    throw new Refusal(`"${namespace}" is no name of a namespace: write one such as shop.`);
  return {
    ...(model !== undefined && { model: readModel(model) }),
    ...(namespace !== undefined && { namespace }),
  };
}
