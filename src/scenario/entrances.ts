import { resolveEndpoint } from '../english/endpoint';
import { readFlow } from '../english/flow';
import { readQuestion } from '../english/question';
import { Refusal } from '../english/refusal';
import { whyNowhere } from '../english/site';
import { VerdictError } from '../report/failure';
import type { Scenario } from './scenario';

/** `the Internet → https://shop.example.com/pay leads nowhere`: no Ingress and no route takes it to a Service. */
export function expectNowhere(scenario: Scenario, flow: string): void {
  const { source, destination, url } = readFlow(flow);
  if (!url)
    throw new Refusal(`${flow} names no web address: write one such as https://shop.example.com/cart.`);
  if (resolveEndpoint(source, scenario.surroundings).kind !== 'external')
    throw new Refusal(
      `${source} is in the cluster, where names lead to what DNS says: an Ingress or a route leads only clients outside.`,
    );
  if (whyNowhere(destination, scenario.surroundings) !== undefined) return;
  const { destination: site } = readQuestion(flow, scenario.surroundings);
  const backends = site.kind === 'site' ? site.ways.flatMap(way => way.backends) : [];
  const led = backends.map(({ service, port }) => `${scenario.names.service(service)}:${port.port}`);
  throw new VerdictError(`${flow} was to lead nowhere, but it leads to ${led.join(' and ')}.`);
}
