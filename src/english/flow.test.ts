import { expect } from 'chai';
import { readFlow, type WrittenFlow } from './flow';
import { Refusal } from './refusal';

const tcp = (port: number) => ({ kind: 'numbers', protocol: 'TCP', span: [port, port + 1] }) as const;

const flows: readonly (readonly [string, WrittenFlow])[] = [
  ['web→api', { source: 'web', destination: 'api' }],
  ['web -> api', { source: 'web', destination: 'api' }],
  ['web => api', { source: 'web', destination: 'api' }],
  ['  web   →  api:80 ', { source: 'web', destination: 'api', port: tcp(80) }],
  ['the Internet → web:80', { source: 'the Internet', destination: 'web', port: tcp(80) }],
  ['web → the Internet:443', { source: 'web', destination: 'the Internet', port: tcp(443) }],
  ['x/web → deployment/y/api:80/TCP', { source: 'x/web', destination: 'deployment/y/api', port: tcp(80) }],
  ['web → dns:53/udp', { source: 'web', destination: 'dns', port: { ...tcp(53), protocol: 'UDP' } }],
  [
    'web → api:8000-8999',
    { source: 'web', destination: 'api', port: { kind: 'numbers', protocol: 'TCP', span: [8000, 9000] } },
  ],
  [
    'web → api:http',
    { source: 'web', destination: 'api', port: { kind: 'name', protocol: 'TCP', name: 'http' } },
  ],
  ['10.0.0.0/8 → 10.1.2.3:80', { source: '10.0.0.0/8', destination: '10.1.2.3', port: tcp(80) }],
  ['2001:db8::1 → fd00::2', { source: '2001:db8::1', destination: 'fd00::2' }],
  ['2001:db8::/32 → fd00::/8', { source: '2001:db8::/32', destination: 'fd00::/8' }],
  ['[2001:db8::1] → [fd00::2]:80', { source: '2001:db8::1', destination: 'fd00::2', port: tcp(80) }],
  ['web → [fd00::2]', { source: 'web', destination: 'fd00::2' }],
  ['web → [fd00::/8]:80', { source: 'web', destination: 'fd00::/8', port: tcp(80) }],
];

const form =
  'a flow is written source → destination:port, for instance frontend → backend:8080, frontend → dns:53/UDP or frontend → http://backend';
const refused: readonly (readonly [string, string])[] = [
  ['web api', `"web api" is no flow: ${form}.`],
  ['→ api', `"→ api" is no flow: ${form}.`],
  ['web →', `"web →" is no flow: ${form}.`],
  ['web → api → db', `"web → api → db" is no flow: ${form}.`],
  ['web:80 → api', `"web:80 → api" is no flow: only the destination has a port; ${form}.`],
  [
    '[2001:db8::1]:80 → api',
    `"[2001:db8::1]:80 → api" is no flow: only the destination has a port; ${form}.`,
  ],
];

describe('a flow', () => {
  for (const [text, expected] of flows)
    it(`is read from "${text}"`, () => {
      expect(readFlow(text)).to.deep.equal(expected);
    });

  for (const [text, message] of refused)
    it(`is refused from "${text}"`, () => {
      expect(() => readFlow(text)).to.throw(Refusal, message);
    });
});
