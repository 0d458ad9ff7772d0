import { checkAddress } from './addressRules';
import type { Findings } from './finding';
import { dnsLabelProblems, searchDomainProblems } from './names';
import type { DnsPolicy, PodDns, PodManifest } from './objects';
import type { DecodedDnsConfig } from './podSchemas';
import type { Path } from './problem';
import { apiTexts } from './texts';

const policies: readonly DnsPolicy[] = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

/** The limits of core validation, which are those of the resolver in libc. */
const most = { nameservers: 3, searches: 32, searchCharacters: 2048 } as const;

interface Written {
  readonly dnsPolicy: string;
  readonly dnsConfig?: DecodedDnsConfig;
  readonly hostname: string;
  readonly subdomain: string;
}

/** The checks of core `validateDNSPolicy`, `validatePodDNSConfig` and of a pod's own names. */
export function checkPodNames(
  { dnsPolicy, dnsConfig, hostname, subdomain }: Written,
  path: Path,
  findings: Findings,
): Pick<PodManifest, 'dns' | 'hostname' | 'subdomain'> {
  const policy = policies.find(each => each === (dnsPolicy || 'ClusterFirst'));
  if (!policy) findings.unsupported([...path, 'dnsPolicy'], dnsPolicy, policies);
  const at = [...path, 'dnsConfig'];
  if (policy === 'None' && !dnsConfig) findings.required(at, apiTexts.dnsConfigMissing);
  else if (policy === 'None' && dnsConfig?.nameservers.length === 0) {
    findings.required([...at, 'nameservers'], apiTexts.nameserverMissing);
  } else if (dnsConfig) checkConfig(dnsConfig, at, findings);
  for (const [field, name] of Object.entries({ hostname, subdomain })) {
    for (const problem of name === '' ? [] : dnsLabelProblems(name)) {
      findings.invalid([...path, field], name, problem);
    }
  }
  const isWritten = dnsPolicy !== '' || dnsConfig !== undefined;
  return {
    ...(isWritten && { dns: dnsOf(policy ?? 'ClusterFirst', dnsConfig) }),
    ...(hostname !== '' && { hostname }),
    ...(subdomain !== '' && { subdomain }),
  };
}

function checkConfig(
  { nameservers, searches, options }: DecodedDnsConfig,
  path: Path,
  findings: Findings,
): void {
  const servers = [...path, 'nameservers'];
  if (nameservers.length > most.nameservers) {
    findings.invalid(servers, nameservers, apiTexts.nameservers(most.nameservers));
  }
  for (const [index, address] of nameservers.entries()) checkAddress(address, [...servers, index], findings);

  const domains = [...path, 'searches'];
  if (searches.length > most.searches) findings.invalid(domains, searches, apiTexts.searches(most.searches));
  if (searches.join(' ').length > most.searchCharacters) {
    findings.invalid(domains, searches, apiTexts.searchCharacters(most.searchCharacters));
  }
  for (const [index, written] of searches.entries()) {
    const domain = written.replace(/\.$/, '');
    for (const problem of written === '.' ? [] : searchDomainProblems(domain)) {
      findings.invalid([...domains, index], domain, problem);
    }
  }
  for (const [index, { name }] of options.entries()) {
    if (name === '') findings.required([...path, 'options', index], apiTexts.notEmpty);
  }
}

/** Of an option that is there twice, the last counts; a value that is no number is ignored (resolv.conf(5)). */
function dnsOf(policy: DnsPolicy, config: DecodedDnsConfig | undefined): PodDns {
  const { nameservers = [], searches = [], options = [] } = config ?? {};
  const ndots = options.filter(({ name, value }) => name === 'ndots' && /^\d+$/.test(value)).at(-1);
  return { policy, ...(ndots && { ndots: Number(ndots.value) }), searches, nameservers };
}
