import { expect } from 'chai';
import { listNodes, listPods } from '../scenario/inventory';
import { Scenario } from '../scenario/scenario';
import { listServices } from '../scenario/services';
import { nowhere } from '../testing/edge';
import { readQuestion } from './question';
import { Refusal } from './refusal';

const scenario = new Scenario(nowhere);
listPods(scenario, [
  ['pod', 'ports'],
  ['web', ''],
  ['backend', '8080'],
  ['shop/cart', '80'],
]);
listNodes(scenario, [['node'], ['worker-1']]);
listServices(scenario, [
  ['service', 'ports', 'type', 'cluster ip'],
  ['backend', '80 → 8080', '', '10.96.0.9'],
  ['ledger', 'http=80 → web, 53/UDP, 443', '', ''],
  ['pair', '80, 82', '', ''],
  ['shop/cart', '80', '', '10.96.0.8'],
  ['db', '', 'headless', ''],
  ['queue', '5672', 'headless', ''],
]);

const known = 'There are: backend, shop/cart, the Internet, web.';
const unknown = (name: string): string =>
  `There is no pod, workload or external endpoint "${name}". ${known} To look it up as a name, write`;

const refused: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'ports of a Service': [
    ['web → service/backend:8080', 'service/backend has no port 8080: it has 80 (→ 8080).'],
    ['web → service/backend:80-90', 'service/backend has no ports 81-90: it has 80 (→ 8080).'],
    ['web → service/backend:80-81', 'service/backend has no port 81: it has 80 (→ 8080).'],
    [
      'web → service/pair:79-83',
      'service/pair has no ports 79, 81 and 83: it has 80 (80-tcp) and 82 (82-tcp).',
    ],
    [
      'web → service/ledger:8080/UDP',
      'service/ledger has no port 8080/UDP: it has 80 (http → web), 53/UDP (53-udp) and 443 (443-tcp).',
    ],
    ['web → service/backend:http', 'service/backend has no port http: it has 80 (→ 8080).'],
    [
      'web → service/db',
      'service/db is headless and names no port, and neither does the flow: write the one to dial, as in service/db:8080.',
    ],
    ['web → cart.shop:80-90', 'cart.shop has no ports 81-90: it has 80.'],
    ['the Internet → 10.96.0.9:81', 'service/backend (10.96.0.9) has no port 81: it has 80 (→ 8080).'],
    ['web → 10.96.0.8:81', 'service/shop/cart (10.96.0.8) has no port 81: it has 80.'],
  ],
  'a name without a scheme': [
    ['web → backend.shop:80', `${unknown('backend.shop')} http://backend.shop:80.`],
    ['web → backend.shop', `${unknown('backend.shop')} http://backend.shop.`],
    ['web → dns.shop:53/UDP', `${unknown('dns.shop')} udp://dns.shop:53.`],
    ['web → http:backend', '"http:backend" is no URL: write http://backend.'],
    ['web → http:/backend', '"http:/backend" is no URL: write http://backend.'],
    ['web → http//backend', '"http//backend" is no URL: write http://backend.'],
    ['web → http:backend:80', '"http:backend:80" is no URL: write http://backend:80.'],
    ['web → https:backend/cart', '"https:backend/cart" is no URL: write https://backend/cart.'],
  ],
  'a protocol after a URL': [
    [
      'web → http://backend:80/UDP',
      '"http://backend:80/UDP" is no URL: its scheme says which protocol is meant; write udp://backend:80.',
    ],
    ['web → https://backend/sctp', 'its scheme says which protocol is meant; write sctp://backend:443.'],
    ['web → http://backend/TCP', 'its scheme says which protocol is meant; write http://backend.'],
    ['web → tcp://db:5432/TCP', 'its scheme says which protocol is meant; write tcp://db:5432.'],
  ],
  'a kind that stands elsewhere': [
    ['web → backend service:80', '"backend service" is no endpoint: write service/backend.'],
    ['web → service backend:80', '"service backend" is no endpoint: write service/backend.'],
    ['web → the service backend', '"the service backend" is no endpoint: write service/backend.'],
    ['web → services/backend:80', '"services/backend" is no endpoint: write service/backend.'],
    ['web → shop/service/cart:80', '"shop/service/cart" is no endpoint: write service/shop/cart.'],
    ['pod web → backend', '"pod web" is no endpoint: write pod/web.'],
    ['web → backend svc', '"backend svc" is no endpoint: write svc/backend.'],
    ['web → every pod', 'There is no pod, workload or external endpoint "every pod".'],
    [
      'web → worker-1:30080',
      'There is no pod, workload or external endpoint "worker-1", but a node: write node/worker-1.',
    ],
    [
      'web → the kubelet:10250',
      '"the kubelet" is no destination: a kubelet is reached as its node, for instance node/worker-1:10250.',
    ],
  ],
};

const read: readonly string[] = [
  'web → service/backend:80',
  'web → service/pair:80-80',
  'web → service/queue',
  'web → service/db:5432',
  'web → service/db:80-90',
  'web → http://backend/TCP/',
  'web → cart.shop:80',
  'the kubelet → web:80',
];

describe('a question', () => {
  for (const [what, cases] of Object.entries(refused))
    for (const [text, message] of cases)
      it(`is refused for ${what}: ${text}`, () => {
        expect(() => readQuestion(text, scenario.surroundings)).to.throw(Refusal, message);
      });

  for (const text of read)
    it(`may be ${text}`, () => {
      expect(() => readQuestion(text, scenario.surroundings)).not.to.throw();
    });
});
