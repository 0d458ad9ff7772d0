import { expect } from 'chai';
import { laws } from '../properties/laws';
import { supportCode } from '../testing/supportCode';
import { nearestSentence } from './nearestSentence';

/** Of a step definition, what is asked here; the public types of cucumber-js keep it to themselves. */
interface Step {
  readonly expression: { readonly source: string };
  matchesStepName(text: string): boolean;
}

function hasSteps(library: object): library is { readonly stepDefinitions: readonly Step[] } {
  return 'stepDefinitions' in library && Array.isArray(library.stepDefinitions);
}

/** Examples of each parameter; those come first that could be taken for words of another sentence. */
const examples: Readonly<Record<string, readonly string[]>> = {
  flow: ['frontend → backend:8080', 'the Internet -> https://shop.example.com/cart', 'the kubelet → web'],
  endpoint: ['frontend', 'the Internet', 'deployment/shop/web'],
  endpoints: ['ingress-nginx/controller', 'web and api', 'every pod'],
  pods: ['web', 'deployment/web', 'every pod'],
  target: ['service/backend:80', 'http://backend', 'the Internet', 'backend.shop:80 from port 41000'],
  host: ['backend', 'backend.shop.svc.cluster.local.'],
  nameFailure: ['NXDOMAIN', 'no answer after 20 seconds', 'no answer over TCP'],
  enforcementPoint: ['backend egress for the reply', 'frontend egress to DNS', 'kube-proxy'],
  addition: [
    'pod that could be added to namespace shop',
    'pod not labelled app=web that could be added',
    'policy that could be added outside namespace shop',
  ],
  sight: ['a timeout', 'could not resolve host', 'bad gateway'],
  connection: ['the connection', 'the connection frontend → backend:80', 'the connection from port 40001'],
  status: ['open', 'closed', 'refused', 'reset', 'not open'],
  tool: ['curl', 'curl -m 4', 'curl -m4', 'curl --max-time 4', 'busybox wget', 'wget -T 4'],
  policies: ['deny-all', 'web and shop/api'],
  packet: ['data', 'an RST on the connection frontend → backend:80', 'an ACK to backend:8080'],
  duration: ['5 minutes', '1 hour and 3 seconds'],
  place: ['node worker-1', 'pod backend'],
  subject: ['frontend', 'pods labelled app=web in namespace shop'],
  grant: ['ingress from frontend on port 8080', 'egress to every pod'],
  reach: [
    'no pod outside namespace shop can reach database',
    'only backend can reach database, and only on 5432/TCP',
    'frontend cannot reach outside the cluster except 10.0.0.0/8 on every port',
  ],
  reachers: ['frontend', 'every pod in namespace shop', 'no pod labelled tier=web'],
  resolving: ['can resolve names', 'cannot resolve names', "can't resolve any name", 'resolves names'],
  rules: ['policy web', 'ingress rule 2 of policy shop/web'],
  lintCode: ['service-port', 'superfluous-reply-rule'],
  setting: ['hairpin'],
  choice: ['judged'],
  cni: ['Calico', 'Amazon VPC CNI'],
  model: ['three-check'],
  pod: ['web'],
  namespace: ['shop'],
  labels: ['tier=web,old-'],
  direction: ['ingress'],
  policy: ['shop/deny-all'],
  port: ['80/TCP'],
  blocks: ['10.244.0.0/16 and fd00::/8'],
  sysctl: ['net.netfilter.nf_conntrack_max'],
  value: ['4 entries'],
  gateway: ['shop/web'],
  address: ['10.0.0.2'],
  field: ['spec.podSelector', 'spec.egress[0].to[0]'],
  error: ['invalid', 'invalid, "must be" and spec.policyTypes as required'],
  int: ['6'],
  string: ['"shop/"'],
  word: ['ESTABLISHED'],
};

describe('the sentences', () => {
  let steps: readonly Step[];
  let sources: readonly string[];

  before(async function () {
    this.timeout(30_000);
    const library = await supportCode();
    if (!hasSteps(library)) throw new Error('cucumber-js keeps its step definitions elsewhere now');
    steps = library.stepDefinitions;
    sources = steps.map(({ expression }) => expression.source);
  });

  it('are each understood by one definition alone', () => {
    const unclear = sources.flatMap(source =>
      examplesOf(source).flatMap(text => {
        const understood = steps
          .filter(step => step.matchesStepName(text))
          .map(step => step.expression.source);
        return understood.join() === source ? [] : [`${text}: ${understood.join(' | ') || 'none'}`];
      }),
    );
    expect(unclear).to.deep.equal([]);
  });

  it('state every law word for word', () => {
    expect(sources).to.include.members(Object.keys(laws));
  });

  it('are not understood by two, whatever is put together', () => {
    const texts = [
      'frontend → backend fails at leads nowhere',
      'frontend → backend succeeds fails',
      '10 sends pass',
      'frontend resolves egress to 10.0.0.1 frontend resolves backend',
      'conntrack has no entry for the connection frontend → backend on fails',
      'web has ingress and egress backend has ingress and egress',
      'frontend → backend is refused is blocked by web',
      'conntrack has no entry for the connection on the node',
      'conntrack keeps the connection for another 2 seconds on backend',
      'no pod can reach databasebackend allows ingress from frontend',
      'backend has only ingress frontend can reach backend',
      'frontend cannot resolve backend can reach database',
      'the manifests in "x" can reach backend',
      'frontend opens a connection to backend can reach database',
      'frontend cannot resolve names can resolve names',
      'frontend cannot resolve names: NXDOMAIN',
      'frontend cannot resolve backend cannot resolve names',
    ];
    const unclear = texts.filter(text => steps.filter(step => step.matchesStepName(text)).length > 1);
    expect(unclear).to.deep.equal([]);
  });

  it('have examples of every parameter', () => {
    const names = new Set(
      sources.flatMap(source => [...source.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)),
    );
    expect([...names].filter(name => name === undefined || !examples[name])).to.deep.equal([]);
  });

  const slips: readonly (readonly [string, string | undefined])[] = [
    ['the probes of web pass', 'the probes of {pods} succeed'],
    ['the probes of web are failing', 'the probes of {pods} fail'],
    ['frontend → http://backend fails to resolve', '{flow} cannot resolve'],
    ["frontend → http://backend can't resolve", '{flow} cannot resolve'],
    ['frontend → http://backend cannot be resolved', '{flow} cannot resolve'],
    ['frontend → http://backend does not resolve', '{flow} cannot resolve'],
    ['frontend fails to resolve backend', '{endpoint} cannot resolve {host}'],
    ["frontend can't resolve backend", '{endpoint} cannot resolve {host}'],
    ['backend cannot be resolved', '{endpoint} cannot resolve {host}'],
    ['frontend does not resolve backend', '{endpoint} cannot resolve {host}'],
    ['frontend → http://backend resolves', '{endpoint} resolves {host}'],
    ['DNS', 'kube-dns'],
    ['CoreDNS', 'kube-dns'],
    ['coredns', 'kube-dns'],
    ['the cluster DNS', 'kube-dns'],
    ['NodeLocal DNS', 'NodeLocal DNSCache'],
    ['frontend → backend:80 works', '{flow} succeeds'],
    ['frontend → backend:80 timed out', '{flow} fails with {sight}'],
    ['frontend → backend:80 hangs', '{flow} fails with {sight}'],
    ['frontend → backend:80 was refused', '{flow} is refused'],
    ['curl exit with 6 for frontend → http://backend', '{tool} exits with {int} for {flow}'],
    ['the connection has timed out', '{connection} timed out'],
    ['the API server accepts', 'the API server accepts:'],
    ['the API server admits:', 'the API server accepts:'],
    ['the API server refuses spec.podSelector as invalid:', 'the API server rejects {field} as {error}:'],
    ['the API server rejects:', 'the API server rejects {field} as {error}:'],
    ['frontend is opne', undefined],
  ];
  for (const [line, meant] of slips)
    it(`"${line}" was to be ${meant ?? 'none of them'}`, () => {
      expect(nearestSentence(line, sources)).to.equal(meant);
    });
});

/** Sentences that take each example of each parameter in turn, and one that takes the last of all. */
function examplesOf(source: string): readonly string[] {
  const text = source.replace(/(\w+)\((\w+)\)/g, '$1$2').replace(/(\w+)\/(\w+)/g, '$1');
  const parts = text.split(/(\{\w+\})/);
  const choices = parts.map(part => {
    const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
    return name === undefined ? [part] : (examples[name] ?? []);
  });
  return choices.reduce<readonly string[]>(
    (texts, some) => texts.flatMap(before => some.map(one => before + one)),
    [''],
  );
}
