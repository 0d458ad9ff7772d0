import { expect } from 'chai';
import fc from 'fast-check';
import { formatAddress } from '../addresses/address';
import { withNodePorts } from '../cluster/nodePorts';
import { type Service, type ServicePort, serviceKey } from '../cluster/service';
import { Refusal } from './refusal';
import { readServices } from './serviceTable';

/** The cells of a table as it is drawn in a feature. */
const cells = (table: string): readonly (readonly string[])[] =>
  table
    .trim()
    .split('\n')
    .map(line => line.trim().slice(1, -1).split('|'));
/** With the node ports that a cluster gives out. */
const read = (table: readonly (readonly string[])[]): readonly Service[] => {
  const listed = readServices(table, 'shop').map(service => [serviceKey(service), service] as const);
  return [...withNodePorts(new Map(listed)).values()];
};
const services = (table: string): readonly Service[] => read(cells(table));

/** `name=80/TCP→8080@30080`. */
const portText = ({ name, port, protocol, targetPort, nodePort }: ServicePort): string =>
  `${name === undefined ? '' : `${name}=`}${port}/${protocol}${targetPort === port ? '' : `→${targetPort}`}${nodePort === undefined ? '' : `@${nodePort}`}`;
const portsIn = (table: string): readonly string[] =>
  services(table).map(({ ports }) => ports.map(portText).join(' '));

const plain = {
  namespace: 'shop',
  name: 'backend',
  type: 'ClusterIP',
  headless: false,
  clusterIPs: [],
  externalIPs: [],
  selector: { app: 'backend' },
  externalTrafficPolicy: 'Cluster',
  internalTrafficPolicy: 'Cluster',
  publishNotReadyAddresses: false,
};

const ports: readonly (readonly [string, string])[] = [
  ['80', '80/TCP'],
  ['80 → 8080', '80/TCP→8080'],
  ['80->8080', '80/TCP→8080'],
  ['80 => 8080', '80/TCP→8080'],
  ['80=>8080', '80/TCP→8080'],
  ['80 → 80', '80/TCP'],
  ['http=80', 'http=80/TCP'],
  ['http=80 → web', 'http=80/TCP→web'],
  ['http = 80=>web', 'http=80/TCP→web'],
  ['80 -> http-web', '80/TCP→http-web'],
  ['53/UDP', '53/UDP'],
  ['53 → 5353/UDP', '53/UDP→5353'],
  ['53/udp → 5353', '53/UDP→5353'],
  ['53/UDP → 5353/udp', '53/UDP→5353'],
  ['53 → dns/UDP', '53/UDP→dns'],
  ['38412/SCTP', '38412/SCTP'],
  ['80, 443 → 8443', '80-tcp=80/TCP 443-tcp=443/TCP→8443'],
  ['dns=53/UDP, 53', 'dns=53/UDP 53-tcp=53/TCP'],
  ['a=80, b=81', 'a=80/TCP b=81/TCP'],
  ['1=80', '1=80/TCP'],
  ['65535', '65535/TCP'],
];

const nodePorts: readonly (readonly [string, string])[] = [
  ['80', '80/TCP@30000'],
  ['80 → 8080 on node port 30080', '80/TCP→8080@30080'],
  ['80 on node port 32767', '80/TCP@32767'],
  ['80 → web On NodePort 30000', '80/TCP→web@30000'],
  ['53 → 5353/UDP on node port 30053', '53/UDP→5353@30053'],
  ['53 on node port 30053/UDP', '53/UDP@30053'],
  ['80, 443', '80-tcp=80/TCP@30000 443-tcp=443/TCP@30001'],
  ['53, 53/UDP', '53-tcp=53/TCP@30000 53-udp=53/UDP@30000'],
  ['80, 443 on node port 30000', '80-tcp=80/TCP@30001 443-tcp=443/TCP@30000'],
];

describe('the table of Services', () => {
  it('needs names and ports only', () => {
    expect(services('| service | ports |\n| backend | 80 → 8080 |')).to.deep.equal([
      { ...plain, ports: [{ protocol: 'TCP', port: 80, targetPort: 8080 }] },
    ]);
  });

  it('may have no row', () => {
    expect(services('| service |')).to.deep.equal([]);
  });

  it('puts a Service into the namespace that it names', () => {
    const read = services('| service | ports |\n| web | 80 |\n| pay/web | 80 |\n| db-1/web | 80 |');
    expect(read.map(({ namespace, name }) => `${namespace}/${name}`)).to.deep.equal([
      'shop/web',
      'pay/web',
      'db-1/web',
    ]);
  });

  it('selects by labels, by name, or nobody', () => {
    const read = services(`
      | service | ports | selector           |
      | web     | 80    |                    |
      | pay/web | 80    | app=web, tier=front |
      | hand    | 80    | None               |`);
    expect(read.map(({ selector }) => selector)).to.deep.equal([
      { app: 'web' },
      { app: 'web', tier: 'front' },
      undefined,
    ]);
    expect(read[2]).to.not.have.property('selector');
  });

  for (const [cell, expected] of ports)
    it(`has the ports "${cell}"`, () => {
      expect(portsIn(`| service | ports |\n| web | ${cell} |`)).to.deep.equal([expected]);
    });

  for (const [cell, expected] of nodePorts)
    it(`has the node ports of "${cell}"`, () => {
      expect(portsIn(`| service | ports | type |\n| web | ${cell} | NodePort |`)).to.deep.equal([expected]);
    });

  it('gives out node ports that nobody has, in order, to whom they are due', () => {
    const table = `
      | service | ports                  | type         |
      | a       | 80, 443                | LoadBalancer |
      | b       | 80                     |              |
      | c       | 80 on node port 30001  | NodePort     |
      | d       | 53/UDP                 | NodePort     |
      | e       | 80                     | NodePort     |`;
    expect(portsIn(table)).to.deep.equal([
      '80-tcp=80/TCP@30000 443-tcp=443/TCP@30002',
      '80/TCP',
      '80/TCP@30001',
      '53/UDP@30000',
      '80/TCP@30003',
    ]);
  });

  it('has no two node ports of one number and protocol', () => {
    const port = fc.tuple(fc.option(fc.integer({ min: 30000, max: 30012 })), fc.constantFrom('TCP', 'UDP'));
    const rows = fc.uniqueArray(port, {
      maxLength: 10,
      selector: ([number, protocol]) => (number === null ? {} : `${number}/${protocol}`),
    });
    fc.assert(
      fc.property(rows, wanted => {
        const lines = wanted.map(([number, protocol], i) => [
          `s${i}`,
          `80/${protocol}${number === null ? '' : ` on node port ${number}`}`,
          'NodePort',
        ]);
        const ports = read([['service', 'ports', 'type'], ...lines]).flatMap(s => s.ports);
        const keys = ports.map(({ nodePort, protocol }) => `${nodePort}/${protocol}`);
        expect(new Set(keys).size).to.equal(wanted.length);
        for (const [i, [number]] of wanted.entries())
          if (number !== null) expect(ports[i]?.nodePort).to.equal(number);
      }),
    );
  });

  it('has types in any spelling', () => {
    const words = ['', 'ClusterIP', 'cluster ip', 'node-port', 'NODEPORT', 'load balancer', 'Headless'];
    const rows = words.map((word, i) => [`s${i}`, '80', word]);
    const listed = read([['service', 'ports', 'type'], ...rows]);
    expect(listed.map(({ type, headless }) => `${type}${headless ? ' headless' : ''}`)).to.deep.equal([
      'ClusterIP',
      'ClusterIP',
      'ClusterIP',
      'NodePort',
      'NodePort',
      'LoadBalancer',
      'ClusterIP headless',
    ]);
  });

  it('has headless Services, with ports or without', () => {
    const read = services(`
      | service | ports | type       | cluster ip |
      | a       |       | headless   |            |
      | b       | 80    | headless   | None       |
      | c       |       | cluster-ip | none       |
      | d       |       |            | NONE       |`);
    expect(read.map(({ headless, clusterIPs, type }) => [headless, clusterIPs, type])).to.deep.equal(
      Array(4).fill([true, [], 'ClusterIP']),
    );
  });

  it('has addresses', () => {
    const [read] = services(`
      | service | ports | cluster ip            | external ip            |
      | web     | 80    | 10.96.0.10, fd00:96::a | 192.0.2.1, 2001:db8::1 |`);
    expect(read?.clusterIPs.map(formatAddress)).to.deep.equal(['10.96.0.10', 'fd00:96::a']);
    expect(read?.externalIPs.map(formatAddress)).to.deep.equal(['192.0.2.1', '2001:db8::1']);
  });

  it('has aliases, which select nobody', () => {
    const read = services(`
      | service | ports | type          | external name   | external traffic | selector | cluster ip |
      | a       |       |               | DB.example.com. |                  |          |            |
      | b       | 5432  | External Name | db.example.com  | Cluster          | none     | None       |`);
    const alias = { ...plain, type: 'ExternalName' };
    const { selector, ...unselecting } = alias;
    expect(read).to.deep.equal([
      { ...unselecting, name: 'a', externalName: 'db.example.com.', ports: [] },
      {
        ...unselecting,
        name: 'b',
        externalName: 'db.example.com',
        ports: [{ protocol: 'TCP', port: 5432, targetPort: 5432 }],
      },
    ]);
  });

  it('keeps traffic on the node where that is said', () => {
    const read = services(`
      | service | ports | type         | external ip | external traffic | internal traffic |
      | a       | 80    | NodePort     |             | Local            |                  |
      | b       | 80    | LoadBalancer |             | local            | LOCAL            |
      | c       | 80    |              | 192.0.2.1   | Local            | cluster          |
      | d       | 80    |              |             | Cluster          | Local            |`);
    expect(
      read.map(({ externalTrafficPolicy, internalTrafficPolicy }) => [
        externalTrafficPolicy,
        internalTrafficPolicy,
      ]),
    ).to.deep.equal([
      ['Local', 'Cluster'],
      ['Local', 'Local'],
      ['Local', 'Cluster'],
      ['Cluster', 'Local'],
    ]);
  });
});

const badName =
  'is no name for a Service: it begins with a letter and goes on with lower-case letters, digits and hyphens, 63 in all, the last no hyphen.';
const refusedNames: readonly (readonly [string, string])[] = [
  ['Backend', `"Backend" ${badName}`],
  ['1backend', `"1backend" ${badName}`],
  ['backend-', `"backend-" ${badName}`],
  ['back.end', `"back.end" ${badName}`],
  ['10.96.0.1', `"10.96.0.1" ${badName}`],
  ['a'.repeat(64), `"${'a'.repeat(64)}" ${badName}`],
  ['shop/Backend', `"Backend" ${badName}`],
  ['a/b/c', '"a/b/c" is no name: write a name, or namespace/name.'],
  ['shop/', '"shop/" is no name: write a name, or namespace/name.'],
  [
    '/web',
    '"" is no name for a namespace: names have lower-case letters, digits and hyphens, with a letter or digit at both ends.',
  ],
];

const noPort =
  'is no port of a Service: write 80, 80 → 8080, http=80 → web, 53 → 5353/UDP or 80 → 8080 on node port 30080.';
const between = 'is no port: a port number lies between 1 and 65535.';
const noPortName = 'names have lower-case letters, digits and hyphens, with a letter or digit at both ends.';
const needsPort = 'a Service needs a port, unless it is headless: write one in the cell "ports".';
const nodePortTypes = 'only a Service of type NodePort or LoadBalancer has node ports.';

/** Of a Service of type NodePort. */
const refusedPorts: readonly (readonly [string, string])[] = [
  ['', needsPort],
  [',', needsPort],
  ['http', `"http" ${noPort}`],
  ['80-90', `"80-90" ${noPort}`],
  ['-1', `"-1" ${noPort}`],
  ['80.5', `"80.5" ${noPort}`],
  ['80:8080', `"80:8080" ${noPort}`],
  ['80 →', `"80 →" ${noPort}`],
  ['→ 80', `"→ 80" ${noPort}`],
  ['1 → 2 → 3', `"1 → 2 → 3" ${noPort}`],
  ['80 on port 30080', `"80 on port 30080" ${noPort}`],
  ['80 on node port', `"80 on node port" ${noPort}`],
  ['0', `"0" ${between}`],
  ['65536', `"65536" ${between}`],
  ['080', `"080" ${between}`],
  ['80 → 0', `"0" ${between}`],
  ['80 → 65536', `"65536" ${between}`],
  [
    '80 → Web',
    '"Web" is no name of a container port: it must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-).',
  ],
  [
    '80 → web-of-many-pages',
    '"web-of-many-pages" is no name of a container port: it must be no more than 15 bytes.',
  ],
  ['HTTP=80', `"HTTP=80": "HTTP" is no name for a port: ${noPortName}`],
  ['=80', `"=80": "" is no name for a port: ${noPortName}`],
  ['53/UDPP', '"UDPP" is no protocol. Did you mean "UDP"? There are: TCP, UDP, SCTP.'],
  ['53/UDP → 5353/TCP', '"53/UDP → 5353/TCP" names UDP and TCP: a port of a Service has one protocol.'],
  ['80, 80 → 8080', '"80, 80 → 8080" names the port 80/TCP twice.'],
  ['a=80, a=81', '"a=80, a=81" has two ports with the name a.'],
  ['81-tcp=80, 81', '"81-tcp=80, 81" has two ports with the name 81-tcp.'],
  ['80 on node port 8080', '"80 on node port 8080": a node port lies between 30000 and 32767.'],
  ['80 on node port 29999', '"80 on node port 29999": a node port lies between 30000 and 32767.'],
  ['80 on node port 32768', '"80 on node port 32768": a node port lies between 30000 and 32767.'],
  ['80 on node port 30001, 81 on node port 30001', 'the node port 30001/TCP is taken by web already.'],
];

const types = 'There are: ClusterIP, NodePort, LoadBalancer, ExternalName, headless.';
const isAlias = 'a Service with an external name is an alias';
const isHeadless =
  'has no effect: a headless Service has no address of its own, as its name leads to the endpoints';
const wide =
  '| service | ports | type | selector | cluster ip | external ip | external name | external traffic | internal traffic |';

const refusedRows: readonly (readonly [string, string])[] = [
  ['| web | | | | | | | | |', needsPort],
  ['| web | | LoadBalancer | none | | | | | |', needsPort],
  [
    '| web | 80 | LoadBalancr | | | | | | |',
    `"LoadBalancr" is no type of a Service. Did you mean "LoadBalancer"? ${types}`,
  ],
  ['| web | 80 | Ingress | | | | | | |', `"Ingress" is no type of a Service. ${types}`],
  ['| web | 80 | constructor | | | | | | |', `"constructor" is no type of a Service. ${types}`],
  ['| web | 80 on node port 30080 | | | | | | | |', `"80 on node port 30080": ${nodePortTypes}`],
  ['| web | 80 on node port 30080 | headless | | | | | | |', `"80 on node port 30080": ${nodePortTypes}`],
  ['| web | 80 on node port 30080 | | | | | a.b | | |', `"80 on node port 30080": ${nodePortTypes}`],
  ['| web | 80 → 8080 | | | | | a.b | | |', `"80 → 8080": ${isAlias}, which leaves the port as it is.`],
  ['| web | 80 → web | | | | | a.b | | |', `"80 → web": ${isAlias}, which leaves the port as it is.`],
  [
    '| web | 80 | | app | | | | | |',
    '"app" is no label: a label is written key=value, several with commas between.',
  ],
  ['| web | 80 | | , | | | | | |', '"," names no label.'],
  [
    '| web | 80 | | | 10.96.0 | | | | |',
    '"10.96.0" is no IP address: write one like 10.1.2.3 or 2001:db8::1.',
  ],
  [
    '| web | 80 | | | 10.96.0.1, 10.96.0.2 | | | | |',
    '"10.96.0.1, 10.96.0.2": a Service has one cluster IP of each family.',
  ],
  [
    '| web | 80 | headless | | 10.96.0.1 | | | | |',
    `"10.96.0.1" ${isHeadless}; leave the cell "cluster ip" empty.`,
  ],
  [
    '| web | 80 | | | None | 192.0.2.1 | | | |',
    `"192.0.2.1" ${isHeadless}; leave the cell "external ip" empty.`,
  ],
  [
    '| web | 80 | headless | | | | | Local | |',
    `"Local" ${isHeadless}; leave the cell "external traffic" empty.`,
  ],
  [
    '| web | 80 | headless | | | | | | Local |',
    `"Local" ${isHeadless}; leave the cell "internal traffic" empty.`,
  ],
  [
    '| web | 80 | NodePort | | None | | | | |',
    'a Service of type NodePort has a cluster IP: None is for a headless one.',
  ],
  [
    '| web | 80 | load balancer | | None | | | | |',
    'a Service of type LoadBalancer has a cluster IP: None is for a headless one.',
  ],
  [
    '| web | 80 | | | | 192.0.2.0/24 | | | |',
    '"192.0.2.0/24" is no IP address: write one like 10.1.2.3 or 2001:db8::1.',
  ],
  [
    '| web | 80 | ExternalName | | | | | | |',
    'a Service of type ExternalName needs a name in the cell "external name", such as db.example.com.',
  ],
  [
    '| web | 80 | NodePort | | | | a.b | | |',
    'a Service with an external name is of type ExternalName, not NodePort: leave one of the two cells empty.',
  ],
  ['| web | | | | | | 192.0.2.1 | | |', '"192.0.2.1" is no DNS name: it is an IP address.'],
  [
    '| web | | | app=web | | | a.b | | |',
    `"app=web" has no effect: ${isAlias} and takes no traffic itself; leave the cell "selector" empty.`,
  ],
  [
    '| web | | | | 10.96.0.1 | | a.b | | |',
    `"10.96.0.1" has no effect: ${isAlias} and takes no traffic itself; leave the cell "cluster ip" empty.`,
  ],
  [
    '| web | | | | | | a.b | Local | |',
    `"Local" has no effect: ${isAlias} and takes no traffic itself; leave the cell "external traffic" empty.`,
  ],
  [
    '| web | 80 | | | | | | Locale | |',
    '"Locale" is no traffic policy. Did you mean "Local"? There are: Cluster, Local.',
  ],
  ['| web | 80 | | | | | | | node |', '"node" is no traffic policy. There are: Cluster, Local.'],
  [
    '| web | 80 | | | | | | Local | |',
    '"Local" has no effect: only a Service of type NodePort or LoadBalancer, or one with an external IP, is reached from outside.',
  ],
];

const known =
  'It may have: service | ports | selector | type | cluster ip | external ip | external name | external traffic | internal traffic.';
const refusedTables: readonly (readonly [string, string, string])[] = [
  [
    'with an unknown column',
    '| service | port |',
    `the services: has no column "port". Did you mean "ports"? ${known}`,
  ],
  ['without names', '| ports |', `the services: needs a column "service"; this table has ports. ${known}`],
  [
    'with an empty name',
    '| service | ports |\n| | 80 |',
    'the services:, row 1: the cell "service" is empty.',
  ],
  [
    'with a Service twice',
    '| service | ports |\n| web | 80 |\n| shop/web | 81 |',
    'the services: lists the service "shop/web" twice.',
  ],
  [
    'with a cluster IP twice',
    '| service | ports | cluster ip |\n| a | 80 | fd00::1 |\n| b | 80 | None |\n| c | 80 | None |\n| d | 80 | FD00:0::1 |',
    'the services: lists the cluster ip "FD00:0::1" twice.',
  ],
  [
    'with a node port twice',
    `| service | ports                                             | type     |
     | a       | 80                                                | NodePort |
     | b       | 80 on node port 30000                             | NodePort |
     | c       | 53/UDP on node port 30000, 81 on node port 30000  | NodePort |`,
    'the services:, row 3: the node port 30000/TCP is taken by b already.',
  ],
];

describe('the table of Services is refused', () => {
  const refuses = (table: string, message: string): void => {
    expect(() => services(table))
      .to.throw(Refusal)
      .with.property('message', message);
  };

  for (const [name, message] of refusedNames)
    it(`with the name "${name}"`, () => {
      refuses(`| service | ports |\n| ${name} | 80 |`, `the services:, row 1: ${message}`);
    });

  for (const [cell, message] of refusedPorts)
    it(`with the ports "${cell}"`, () => {
      refuses(`| service | ports | type |\n| web | ${cell} | NodePort |`, `the services:, row 1: ${message}`);
    });

  for (const [row, message] of refusedRows)
    it(`with the row ${row}`, () => {
      refuses(`${wide}\n${row}`, `the services:, row 1: ${message}`);
    });

  for (const [title, table, message] of refusedTables)
    it(title, () => {
      refuses(table, message);
    });

  it('with a sentence, whatever its cells hold', () => {
    const words = [
      '',
      'web',
      '80',
      '80 → 8080',
      '=',
      '/',
      'None',
      'headless',
      'NodePort',
      'a.b',
      '::1',
      'Local',
    ];
    const word = fc.oneof(fc.constantFrom(...words, '__proto__', 'app=web'), fc.string({ maxLength: 5 }));
    const row = fc.tuple(fc.constantFrom('web', 'a', 'b'), fc.array(word, { maxLength: 8 }));
    const header = ['service', 'ports', 'type', 'selector', 'cluster ip', 'external ip', 'external name'];
    fc.assert(
      fc.property(fc.array(row, { maxLength: 3 }), rows => {
        try {
          readServices([header, ...rows.map(([name, rest]) => [name, ...rest])], 'shop');
        } catch (error) {
          expect(error).to.be.instanceOf(Refusal);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
