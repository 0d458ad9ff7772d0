import { expect } from 'chai';
import { formatAddress } from '../addresses/address';
import type { Tuple } from '../conntrack/tuple';
import { readQuestion } from '../english/question';
import { shopWith, whereabouts } from '../testing/smallServices';
import { casesOf } from './cases';
import { tcp } from './packets';
import { Tables } from './tables';
import { headersOf } from './walk';
import { dialledTuple, type Headers, headerOf, trackIn, tuplesOf } from './wire';

const names = new Map(Object.entries(whereabouts).map(([name, address]) => [address, name]));

/** The headers of a flow of api from port 40000, and how tuples of its tables read. */
function wireOf(text: string): { headers: Headers; read: (tuple: Tuple) => string } {
  const { network, surroundings } = shopWith();
  const [asked] = casesOf(network, readQuestion(text, surroundings));
  if (!asked) throw new Error(`${text} has no case`);
  const { source, destination, protocol, ports, translation } = asked;
  const flow = { source, destination, protocol, sourcePort: 40000, destinationPort: ports[0] };
  const tables = new Tables();
  const end = (id: number, port: number): string =>
    `${names.get(formatAddress(tables.ids.addressOf(id)))}:${port}`;
  return {
    headers: headersOf(tables, translation ? { ...flow, translation } : flow),
    read: tuple =>
      `${end(tuple.source, tuple.sourcePort)} → ${end(tuple.destination, tuple.destinationPort)}`,
  };
}

/** By flow: every tuple on the way, the first being that of the client's own socket. */
const rows: readonly (readonly [string, readonly string[]])[] = [
  ['api → web:8080', ['api:40000 → web:8080']],
  ['api → service/web:80', ['api:40000 → service/web:80', 'api:40000 → web:8080']],
  ['api → node/a:30080', ['api:40000 → node/a:30080', 'api:40000 → web:8080', 'node/a:40000 → web:8080']],
];

describe('what packets bear', () => {
  for (const [flow, expected] of rows)
    it(`${flow}: ${expected.join(', ')}`, () => {
      const { headers, read } = wireOf(flow);
      expect(tuplesOf(headers).map(read)).to.deep.equal(expected);
      expect(read(dialledTuple(headers))).to.equal(expected[0]);
      expect(read(headerOf(headers, tcp('SYN-ACK', 'reply')).tuple)).to.equal('web:8080 → api:40000');
    });

  it('is one connection to a tracker that rewrites, whichever side it sees', () => {
    const { headers, read } = wireOf('api → node/a:30080');
    if (!headers.rewritten) throw new Error('a node port is rewritten');
    const { translated } = headers.rewritten;
    const table = new Tables().at('node/a');
    const request = trackIn(table, translated, tcp('SYN', 'original'), 0, true);
    table.confirm(request, 0);
    const answer = trackIn(table, translated, tcp('SYN-ACK', 'reply'), 0, true);
    expect([request.state, answer.state, answer.direction]).to.deep.equal(['NEW', 'ESTABLISHED', 'reply']);
    expect(table.entries(0).map(({ original, reply }) => [original, reply].map(read))).to.deep.equal([
      ['api:40000 → node/a:30080', 'web:8080 → node/a:40000'],
    ]);
  });

  it('is two connections to a tracker that only looks on', () => {
    const { headers } = wireOf('api → service/web:80');
    if (!headers.rewritten) throw new Error('the address of a Service is rewritten');
    const { translated } = headers.rewritten;
    const table = new Tables().at('node/a');
    const request = trackIn(table, translated, tcp('SYN', 'original'), 0);
    table.confirm(request, 0);
    expect(trackIn(table, translated, tcp('SYN-ACK', 'reply'), 0).direction).to.equal('original');
  });
});
