import { Option } from 'commander';
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
  return new Option('-o, --output <format>', 'how to print').choices([...formats]).default(formats[0]);
}

export function stateOf({
  model,
  namespace,
}: {
  readonly model?: string;
  readonly namespace?: string;
}): Partial<State> {
  return { ...(model && { model: readModel(model) }), ...(namespace && { namespace }) };
}
