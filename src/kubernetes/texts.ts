/** Every sentence that this room says about a manifest. */

/** The API server's own texts (apimachinery `util/validation`, core, discovery, networking and meta/v1 validation). */
const nameShape = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const dnsShape = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const searchShape = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const labelCharacters =
  "consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const labelName = `must ${labelCharacters} (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${nameShape}')`;

export const apiTexts = {
  empty: 'must be non-empty',
  tooLong: (most: number) => `must be no more than ${most} bytes`,
  subdomain: `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${dnsShape}(\\.${dnsShape})*')`,
  wildcard: `a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.${dnsShape}(\\.${dnsShape})*')`,
  searchDomain: `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${searchShape}(\\.${searchShape})*')`,
  dnsLabel: `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${dnsShape}')`,
  noDots: 'must not contain dots',
  labelName,
  qualifiedName: `a qualified name ${labelName} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
  labelValue: `a valid label must be an empty string or ${labelCharacters} (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(${nameShape})?')`,
  portNumber: 'must be between 1 and 65535, inclusive',
  portNameCharacters: 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
  portNameLetter: 'must contain at least one letter (a-z)',
  portNameHyphens: 'must not contain consecutive hyphens',
  portNameEnds: 'must not begin or end with a hyphen',
  nameRequired: 'name or generateName is required',
  endPortBelowPort: 'must be greater than or equal to `port`',
  endPortOfName: 'may not be specified when `port` is non-numeric',
  endPortAlone: 'may not be specified when `port` is not specified',
  peerMissing: 'must specify a peer',
  peerMixed: 'may not specify both ipBlock and another peer',
  cidr: 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
  'leading zeros': 'must not have leading 0s in IP or prefix length',
  'IPv4-mapped': 'must not have an IPv4-mapped IPv6 address',
  'host bits': 'must not have bits set beyond the prefix length',
  exceptOutside: 'must be a strict subset of `cidr`',
  valuesRequired: "must be specified when `operator` is 'In' or 'NotIn'",
  valuesForbidden: "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
  operator: 'not a valid selector operator',
  policyTypes: 'may not specify more than two policyTypes',
  address: 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
  negative: 'must be greater than or equal to 0',
  addressOf: (family: string) => `must be a valid ${family} address`,
  unspecified: (address: string) => `may not be unspecified (${address})`,
  loopback: 'may not be in the loopback range (127.0.0.0/8, ::1/128)',
  linkLocal: 'may not be in the link-local range (169.254.0.0/16, fe80::/10)',
  linkLocalMulticast: 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)',
  domain: 'should be a domain with at least two segments separated by dots',
  notHeadless: (type: string) => `may not be set to 'None' for ${type} services`,
  notOfExternalName: 'may not be set for ExternalName services',
  firstClusterIP: 'first value must match `clusterIP`',
  clusterIPsAlone: 'must be empty when `clusterIP` is not specified',
  noneAlone: "'None' must be the first and only value",
  twoClusterIPs: 'may only hold up to 2 values',
  oneClusterIPEach: 'may specify no more than one IP for each IP family',
  otherFamily: (family: string, index: number) =>
    `expected an ${family} value as indicated by \`ipFamilies[${index}]\``,
  nodePortOfClusterIP: "may not be used when `type` is 'ClusterIP'",
  nodePortRange: (first: number, last: number) =>
    `provided port is not in the valid range. The range of valid ports is ${first}-${last}`,
  notExternal: 'may only be set for externally-accessible services',
  ofLoadBalancersAlone: "may only be used when `type` is 'LoadBalancer'",
  ingressOfNothing: 'either `defaultBackend` or `rules` must be specified',
  otherIngressClass: 'must match `ingressClassName` when both are specified',
  hostIsAddress: 'must be a DNS name, not an IP address',
  pathTypeMissing: 'pathType must be specified',
  absolutePath: 'must be an absolute path',
  pathHolds: (part: string) => `must not contain '${part}'`,
  pathEnds: (end: string) => `cannot end with '${end}'`,
  twoBackends: 'cannot set both resource and service backends',
  noBackend: 'resource or service backend is required',
  twoPorts: 'cannot set both port name & port number',
  noPort: 'port name or number is required',
  dnsConfigMissing: 'must provide `dnsConfig` when `dnsPolicy` is None',
  nameserverMissing: 'must provide at least one DNS nameserver when `dnsPolicy` is None',
  nameservers: (most: number) => `must not have more than ${most} nameservers`,
  searches: (most: number) => `must not have more than ${most} search paths`,
  searchCharacters: (most: number) =>
    `must not have more than ${most} characters (including spaces) in the search list`,
  notEmpty: 'must not be empty',
  probeMissing: 'must specify a handler type',
  probeTwice: 'may not specify more than 1 handler type',
  probeOfInit: 'may not be set for init containers without restartPolicy=Always',
  noAddress: 'must contain at least 1 address',
  noAddresses: 'must specify `addresses` or `notReadyAddresses`',
} as const;

/** What the schemas of custom resources say (kube-openapi `errors`); each begins with the field. */
export const schemaTexts = {
  pattern: (field: string, pattern: string) => `${field} in body should match '${pattern}'`,
  tooShort: (field: string, least: number) => `${field} in body should be at least ${least} chars long`,
  tooLong: (most: number) => `may not be more than ${most} bytes`,
  tooFew: (field: string, least: number) => `${field} in body should have at least ${least} items`,
  tooSmall: (field: string, least: number) => `${field} in body should be greater than or equal to ${least}`,
  tooBig: (field: string, most: number) => `${field} in body should be less than or equal to ${most}`,
};

/** The messages of the validation rules in the Gateway API's custom resource definitions. */
export const gatewayTexts = {
  tlsOfPlain: "tls must not be specified for protocols ['HTTP', 'TCP', 'UDP']",
  httpsPassthrough: 'tls mode must be Terminate for protocol HTTPS',
  tlsMode: 'tls mode must be set for protocol TLS',
  certificates: 'certificateRefs or options must be specified when mode is Terminate',
  hostnameOfPlain: "hostname must not be specified for protocols ['TCP', 'UDP']",
  sameListener: 'Combination of port, protocol and hostname must be unique for each listener',
  sameAddress: 'IPAddress values must be unique',
  sectionMissing:
    'sectionName must be specified when parentRefs includes 2 or more references to the same parent',
  sameSection: 'sectionName must be unique when parentRefs includes 2 or more references to the same parent',
  pathStart: "value must be an absolute path and start with '/' when type one of ['Exact', 'PathPrefix']",
  pathHolds: (part: string) => `must not contain '${part}' when type one of ['Exact', 'PathPrefix']`,
  pathEnds: (end: string) => `must not end with '${end}' when type one of ['Exact', 'PathPrefix']`,
  pathCharacters:
    "must only contain valid characters (matching ^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$) for types ['Exact', 'PathPrefix']",
  tooManyMatches:
    'While 16 rules and 64 matches per rule are allowed, the total number of matches across all rules in a route must be less than 128',
  redirectAndBackends: 'RequestRedirect filter must not be used together with backendRefs',
  redirectTwice: 'RequestRedirect filter cannot be repeated',
  redirectAndRewrite:
    'May specify either httpRouteFilterRequestRedirect or httpRouteFilterRequestRewrite, but not both',
  redirectMissing: 'filter.requestRedirect must be specified for RequestRedirect filter.type',
  redirectOfOther: 'filter.requestRedirect must be nil if the filter.type is not RequestRedirect',
  servicePort: 'Must have port for Service reference',
  grpcNothing: "One or both of 'service' or 'method' must be specified",
  grpcService:
    'service must only contain valid characters (matching ^(?i)\\.?[a-z_][a-z_0-9]*(\\.[a-z_][a-z_0-9]*)*$)',
  grpcMethod: 'method must only contain valid characters (matching ^[A-Za-z_][A-Za-z_0-9]*$)',
};

export function heading(count: number, object: string | undefined): string {
  return `${object ?? 'The manifests'} ${object ? 'has' : 'have'} ${counted(count, 'problem')}:`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const quoted = (text: string) => JSON.stringify(text);
const didYouMean = (guess: string | undefined) =>
  guess === undefined ? '' : `; did you mean ${quoted(guess)}?`;

/** Values that do not have the type of their field. */
export const decoding = {
  unknownField: (field: string, guess: string | undefined) =>
    `unknown field ${quoted(field)}${didYouMean(guess)}`,
  expected: (wanted: string, found: unknown) => {
    // What was written as 1.10 or 0644 is another number by now.
    if (wanted === 'a string' && typeof found === 'number')
      return `expected ${wanted}, found a number; put it in quotes`;
    const remedy = remedies.find(each => each.when(wanted, found))?.say ?? '';
    return `expected ${wanted}, found ${describeValue(found)}${remedy}`;
  },
  int32: (found: unknown) => `expected an integer of 32 bits, found ${describeValue(found)}`,
};

const remedies: readonly { when: (wanted: string, found: unknown) => boolean; say: string }[] = [
  {
    when: (wanted, found) => wanted === 'a string' && typeof found === 'boolean',
    say: '; put it in quotes',
  },
  {
    when: (wanted, found) => wanted === 'an integer' && typeof found === 'string' && /^-?\d+$/.test(found),
    say: '; write it without quotes',
  },
];

function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'string') return value.length > 40 ? 'a string' : `the string ${quoted(value)}`;
  return `the ${typeof value} ${String(value)}`;
}

/** Objects that are not what this room reads. */
export const kindTexts = {
  document: (value: unknown) =>
    `a document holds one object with apiVersion and kind; this one is ${describeValue(value)}`,
  item: (value: unknown) =>
    `an item of a list is an object with apiVersion and kind; this one is ${describeValue(value)}`,
  missingKind: 'kind is missing; write, for example, "kind: NetworkPolicy"',
  kindIs: (value: unknown) => `kind is a word such as NetworkPolicy; this is ${describeValue(value)}`,
  missingApiVersion: (kind: string, right: string) =>
    `apiVersion is missing; a ${kind} has "apiVersion: ${right}"`,
  missingAnyApiVersion: (kind: string) => `apiVersion is missing on this ${kind}`,
  apiVersionIs: (value: unknown) =>
    `apiVersion is a group and a version such as "networking.k8s.io/v1"; this is ${describeValue(value)}`,
  wrongApiVersion: (kind: string, found: string, right: string) =>
    `${kind} is not served as ${quoted(found)}; write "apiVersion: ${right}"`,
  misspelled: (found: string, right: string) =>
    `there is no kind ${quoted(found)}; did you mean ${quoted(right)}?`,
  onlyPolicies: (kind: string, apiVersion: string) =>
    `expected a NetworkPolicy, found a ${kind} (${apiVersion})`,
  items: (value: unknown) => `expected a list, found ${describeValue(value)}`,
  twice: (object: string, place: string) => `${object} is there twice, first at ${place}`,
  tooManyReplicas: (most: number) => `must be no more than ${most} here`,
};

/** What the API server accepts and a reader should know. */
export const acceptedTexts = {
  warning: (object: string, field: string, value: unknown, detail: string) =>
    `${object}: ${field}: ${JSON.stringify(value)} ${detail}.`,
  laxCidr: (detail: string) =>
    `${detail}; accepted here, refused by clusters with StrictIPCIDRValidation (the default from 1.36)`,
  probePort: (container: string) =>
    `names no port of ${container === '' ? 'its container' : `the container ${quoted(container)}`}, so the kubelet cannot carry this probe out`,
};

/** Kinds that are left out, said once a load. */
export const leftOut = {
  harmless: (count: number, kind: string, apiVersion: string) =>
    `Left out: ${counted(count, `${kind} object`)} (${apiVersion}); this kind says nothing about reachability.`,
  wayIn: (count: number, kind: string, apiVersion: string) =>
    `NOT READ: ${counted(count, `${kind} object`)} (${apiVersion}); this kind can lead traffic to pods, and only Ingress, Gateway, HTTPRoute and GRPCRoute of Kubernetes are read.`,
  policy: (count: number, kind: string, apiVersion: string) =>
    `NOT READ: ${counted(count, `${kind} object`)} (${apiVersion}); this kind can change verdicts, and only NetworkPolicy of networking.k8s.io/v1 is read.`,
};

/** Files and folders. */
export const fileTexts = {
  missing: (guess: string | undefined) => `there is no such file or folder${didYouMean(guess)}`,
  unreadable: (code: string) => (code === 'ENOENT' ? fileTexts.dangling : `cannot be read (${code})`),
  dangling: 'is a link to a file or folder that is not there',
  neither: 'is neither a file nor a folder',
  notUtf8: 'is not UTF-8 text',
  tooLarge: (mebibytes: number) =>
    `is larger than ${mebibytes} MiB; split it into files of which none is, in one folder`,
  noManifests: 'no manifests in here: looked for *.yaml, *.yml, *.json',
  noObjects: (files: number) =>
    files === 1
      ? 'no manifests in here: it describes no object'
      : `no manifests in here: ${files} files describe no object`,
  kustomize: (folder: string) => `is a kustomization; load what "kubectl kustomize ${folder}" prints`,
  chart: (folder: string) => `is a Helm chart; load what "helm template ${folder}" prints`,
};

/** What is no JSON in a file that is named as such. */
export const jsonTexts = {
  comment: 'this is no JSON, which has no comments; remove it, or name the file *.yaml',
  singleQuotes: 'this is no JSON, which has strings in double quotes; or name the file *.yaml',
  openQuote: 'the quote that opens here is not closed',
  string: 'this is no JSON: a string with a line break, a tab or an escape that JSON does not have',
  word: (word: string) =>
    `this is no JSON: ${quoted(word.length > 40 ? `${word.slice(0, 40)}…` : word)} is neither in double quotes nor a number, true, false or null`,
  key: 'this is no JSON: a key stands here, in double quotes',
  comma: 'this is no JSON: the "," before this is one too many',
  otherEnd: (end: string) => `this is no JSON: ${quoted(end)} does not close what is open here`,
  notHere: (sign: string) => `this is no JSON: there is no place for ${quoted(sign)} here`,
  missing: (sign: string) => `this is no JSON: a ${quoted(sign)} is missing before this`,
  after: 'this is no JSON: after the end of an object only another one may follow',
};

/** YAML that cannot be read. */
export const yamlTexts = {
  tooDeep: (most: number) => `nested deeper than ${most} levels`,
  tooManyAliases: (most: number) => `aliases expand to more than ${most} values`,
  noAnchor: (name: string) => `*${name} names no anchor above it; write &${name} before the value to repeat`,
  selfReference: (name: string) => `*${name} stands inside its own anchor &${name}`,
  duplicateKey: (key: string) => `the key ${quoted(key)} is there twice`,
  keyIsNoText: 'a key must be text, not a list, a mapping or nothing',
  badMerge: 'the value of "<<" must be a mapping or a list of mappings',
  unknownTag: (tag: string) => `the tag ${tag} is unknown`,
  template: '; "{{" looks like a Helm template: load what "helm template" prints',
};

/** The parser's errors in plain words, the first that fits; `near` is the text at the error. */
export const syntaxTexts: readonly { code: string; message?: RegExp; say: (near: string) => string }[] = [
  { code: 'TAB_AS_INDENT', say: () => 'YAML may not be indented with tabs; use spaces' },
  { code: 'MISSING_CHAR', message: /quote/, say: () => 'the quote that opens here is not closed' },
  {
    code: 'MISSING_CHAR',
    message: /^Implicit map keys/,
    say: () => 'expected "key: value"; there is no ":" after this',
  },
  { code: 'MISSING_CHAR', message: /^Missing ,/, say: () => 'a "," is missing before this' },
  { code: 'BAD_INDENT', message: /^Flow/, say: () => 'a "[" or "{" before this is not closed' },
  { code: 'MISSING_CHAR', message: /end with/, say: () => 'a "[" or "{" before this is not closed' },
  { code: 'BAD_INDENT', message: /flow/i, say: () => 'a "[" or "{" before this is not closed' },
  { code: 'BAD_INDENT', say: () => 'the indentation does not fit the lines above' },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    say: () =>
      'no mapping can start here: a value with ": " in it needs quotes, or the next line is indented too far',
  },
  { code: 'MULTILINE_IMPLICIT_KEY', say: () => 'expected "key: value" on one line' },
  {
    code: 'BAD_SCALAR_START',
    say: near => `a value that starts with ${quoted(near.slice(0, 1))} needs quotes`,
  },
  { code: 'MULTIPLE_ANCHORS', say: () => 'a value has one anchor at most' },
  { code: 'MULTIPLE_TAGS', say: () => 'a value has one tag at most' },
  { code: 'BAD_DQ_ESCAPE', say: near => `${near.slice(0, 2)} is no escape in double quotes` },
  { code: 'BLOCK_IN_FLOW', say: () => 'this cannot stand inside "[" or "{"' },
  { code: 'UNEXPECTED_TOKEN', message: /block-seq-ind/, say: () => 'a list starts on a line of its own' },
  {
    code: 'UNEXPECTED_TOKEN',
    say: near => `did not expect ${quoted(/^\S{0,20}/.exec(near)?.[0] ?? '')} here`,
  },
];
