@conformance
Feature: What the API server rejects
  An error names a field, says what it is (required, invalid, unsupported, forbidden) and why. A sentence here names all
  errors of its policy, and how the reason of each begins.
  The policies are only looked at here; none of them could come into force.

  Source of policies and expectations: kubernetes/kubernetes, pkg/apis/networking/validation and the validation that it
  builds on, test/e2e/network/netpol.

  Rule: A port is a number or the name of a port, of a protocol that there is

    Scenario Outline: The port <port> is neither
      A range of ports is not written as one text, and a name has 15 characters at most, with a letter among them.

      Then the API server rejects spec.ingress[0].ports[0].port as invalid, "<reason>":
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { a: b } }
          ingress:
            - ports:
                - port: <port>
        """

      Examples:
        | port             | reason                                 |
        | 0                | must be between 1 and 65535, inclusive |
        | -1               | must be between 1 and 65535, inclusive |
        | 1024-65535       | must contain at least one letter (a-z) |
        | serve-http-on-80 | must be no more than 15                |
        | a--b             | must not contain consecutive hyphens   |

    Scenario: A number beyond 65535
      Then the API server rejects spec.ingress[0].ports[0].port as invalid, "must be between 1 and 65535, inclusive":
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { a: b } }
          ingress:
            - ports:
                - { protocol: TCP, port: 123456789 }
        """

    Scenario: A name of none of the characters that may be in it has two errors
      Then the API server rejects spec.egress[0].ports[0].port as invalid, "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)" and "must contain at least one letter (a-z)":
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { a: b } }
          egress:
            - ports:
                - { protocol: TCP, port: "!@#$" }
        """

    Scenario Outline: The protocol <protocol> is none that policies know
      Then the API server rejects spec.<direction>[0].ports[0].protocol as unsupported, 'supported values: "TCP", "UDP", "SCTP"':
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { a: b } }
          <direction>:
            - ports:
                - { protocol: <protocol>, port: 80 }
        """

      Examples:
        | protocol | direction |
        | ICMP     | egress    |
        | tcp      | ingress   |

  Rule: A range goes from a number up to another

    Scenario: A range that begins with a name
      Then the API server rejects spec.egress[0].ports[0].endPort as invalid, "may not be specified when `port` is non-numeric":
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { pod-name: test-pod } }
          policyTypes: [Egress]
          egress:
            - ports:
                - { port: serve-80, endPort: 20000 }
        """

    Scenario: A range that begins with a name, beside one that does not
      Then the API server rejects spec.egress[0].ports[0].endPort as invalid, "may not be specified when `port` is non-numeric":
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { a: b } }
          egress:
            - to:
                - namespaceSelector: { matchLabels: { c: d } }
              ports:
                - { protocol: UDP, port: dns, endPort: 32768 }
                - { port: 32000, endPort: 32768 }
        """

    Scenario Outline: A range from <port> to <endPort>
      Then the API server rejects spec.egress[0].ports[0].endPort as invalid, "<reason>":
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { a: b } }
          egress:
            - to:
                - namespaceSelector: { matchLabels: { c: d } }
              ports:
                - { protocol: <protocol>, port: <port>, endPort: <endPort> }
        """

      Examples:
        | protocol | port  | endPort | reason                                  |
        | SCTP     | 35000 | 32768   | must be greater than or equal to `port` |
        | TCP      | 30000 | 65537   | must be between 1 and 65535, inclusive  |

    Scenario: A range to 0 is wrong for two reasons
      Then the API server rejects spec.ingress[0].ports[0].endPort as invalid, "must be greater than or equal to `port`" and "must be between 1 and 65535, inclusive":
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { a: b } }
          ingress:
            - ports:
                - { port: 80, endPort: 0 }
        """

  Rule: A block shares its peer with no selector

    Scenario: A block beside a podSelector
      Then the API server rejects spec.egress[0].to[0] as forbidden, "may not specify both ipBlock and another peer":
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { a: b } }
          egress:
            - to:
                - podSelector: { matchLabels: { c: d } }
                  ipBlock: { cidr: 192.168.0.0/16, except: [192.168.3.0/24, 192.168.4.0/24] }
        """

    Scenario: A block beside both selectors is one error all the same
      Then the API server rejects spec.ingress[0].from[0] as forbidden, "may not specify both ipBlock and another peer":
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { a: b } }
          ingress:
            - from:
                - podSelector: {}
                  namespaceSelector: {}
                  ipBlock: { cidr: 10.0.0.0/8 }
        """

  Rule: A block has an address and a prefix length, and exceptions inside it

    Scenario: A block whose cidr is empty
      Without a cidr there is nothing to compare the exceptions with, so they are not looked at.

      Then the API server rejects spec.ingress[0].from[0].ipBlock.cidr as required:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { a: b } }
          ingress:
            - from:
                - ipBlock: { cidr: "", except: [192.168.3.0/24, 192.168.4.0/24] }
        """

    Scenario: An address by itself is no block
      Then the API server rejects spec.ingress[0].from[0].ipBlock.cidr as invalid, "must be a valid CIDR value":
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { a: b } }
          ingress:
            - from:
                - ipBlock: { cidr: "fd00:192:168::", except: ["fd00:192:168:3::/64", "fd00:192:168:4::/64"] }
        """

    Scenario Outline: From <cidr>, <except> cannot be excepted
      The second one is next to the block, and the last one belongs to the other family.

      Then the API server rejects spec.ingress[0].from[0].ipBlock.except[0] as invalid, "<reason>":
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { a: b } }
          ingress:
            - from:
                - ipBlock: { cidr: "<cidr>", except: [<except>] }
        """

      Examples:
        | cidr                | except                | reason                            |
        | 192.168.0.0/16      | " "                   | must be a valid CIDR value        |
        | 192.168.8.0/24      | "192.168.9.1/32"      | must be a strict subset of `cidr` |
        | fd00:192:168:1::/64 | "fd00:192:168:2::/64" | must be a strict subset of `cidr` |
        | 10.0.0.0/8          | "fd00::/64"           | must be a strict subset of `cidr` |

  Rule: A block is spelt in one way, since Kubernetes 1.36
    Until then StrictIPCIDRValidation was off by default, and the API server read such spellings with a warning.

    Scenario Outline: The block <cidr>, strictly read
      Then the API server rejects spec.ingress[0].from[0].ipBlock.cidr as invalid, "<reason>":
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { a: b } }
          ingress:
            - from:
                - ipBlock: { cidr: <cidr> }
        """

      Examples:
        | cidr           | reason                                          |
        | 192.168.0.5/24 | must not have bits set beyond the prefix length |
        | 10.0.0.0/08    | must not have leading 0s in IP or prefix length |

    Scenario Outline: The block <cidr>, laxly read
      Given the setting cidr-spelling is lax
      Then the API server accepts:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { a: b } }
          ingress:
            - from:
                - ipBlock: { cidr: <cidr> }
        """

      Examples:
        | cidr           |
        | 192.168.0.5/24 |
        | 10.0.0.0/08    |

    Scenario: An exception with bits beyond its prefix that lies outside its block is wrong twice
      Then the API server rejects spec.ingress[0].from[0].ipBlock.except[0] as invalid, "must not have bits set beyond the prefix length" and "must be a strict subset of `cidr`":
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { a: b } }
          ingress:
            - from:
                - ipBlock: { cidr: 192.168.8.0/24, except: [192.168.9.1/24] }
        """

    Scenario: Laxly read, it still lies outside its block
      Given the setting cidr-spelling is lax
      Then the API server rejects spec.ingress[0].from[0].ipBlock.except[0] as invalid, "must be a strict subset of `cidr`":
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { a: b } }
          ingress:
            - from:
                - ipBlock: { cidr: 192.168.8.0/24, except: [192.168.9.1/24] }
        """

    Scenario: Laxly read, the same exception inside its block is accepted
      Given the setting cidr-spelling is lax
      Then the API server accepts:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { a: b } }
          ingress:
            - from:
                - ipBlock: { cidr: 192.168.8.0/23, except: [192.168.9.1/24] }
        """

  Rule: A selector asks for labels that a pod or a namespace could have

    Scenario: The policy's own selector has a key that is no key
      Then the API server rejects spec.podSelector.matchLabels as invalid, "name part must consist of alphanumeric characters":
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { NoUppercaseOrSpecialCharsLike=Equals: b } }
        """

    Scenario: The selector of a peer has a key that is no key
      Then the API server rejects spec.ingress[0].from[0].podSelector.matchLabels as invalid, "name part must consist of alphanumeric characters":
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { a: b } }
          ingress:
            - from:
                - podSelector: { matchLabels: { NoUppercaseOrSpecialCharsLike=Equals: b } }
        """

    Scenario: An empty key has two errors
      Then the API server rejects spec.podSelector.matchExpressions[0].key as invalid, "name part must be non-empty" and "name part must consist of alphanumeric characters":
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchExpressions: [{ key: "", operator: Exists }] }
        """

    Scenario: In asks for values
      Then the API server rejects spec.podSelector.matchExpressions[0].values as required, "must be specified when `operator` is 'In' or 'NotIn'":
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchExpressions: [{ key: a, operator: In }] }
        """

    Scenario: Exists takes no values
      Then the API server rejects spec.ingress[0].from[0].namespaceSelector.matchExpressions[0].values as forbidden, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'":
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { a: b } }
          ingress:
            - from:
                - namespaceSelector: { matchExpressions: [{ key: a, operator: Exists, values: [b] }] }
        """

  Rule: The rest of a policy is checked as well

    Scenario: Three policyTypes are one too many, whatever they are
      Then the API server rejects spec.policyTypes as invalid, "may not specify more than two policyTypes":
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: web, namespace: shop }
        spec:
          podSelector: { matchLabels: { a: b } }
          policyTypes: [foo, bar, baz]
          egress:
            - to:
                - ipBlock: { cidr: 192.168.0.0/16, except: [192.168.3.0/24, 192.168.4.0/24] }
        """

    Scenario: The name of a policy has neither capitals nor underscores
      Then the API server rejects metadata.name as invalid, "a lowercase RFC 1123 subdomain must consist of":
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: Allow_All, namespace: bar }
        spec:
          podSelector: {}
        """
