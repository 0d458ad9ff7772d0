@conformance
Feature: What the API server accepts
  Much that looks odd is a sound NetworkPolicy: lists may be empty or missing, ranges and exceptions may overlap, and
  rules may stand where they have no effect.
  The policies are only looked at here; none of them comes into force.

  Source of policies and expectations: kubernetes/kubernetes, pkg/apis/networking/validation and test/e2e/network/netpol.

  Scenario: A list of ingress rules may be empty
    Then the API server accepts:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: web, namespace: shop }
      spec:
        podSelector: { matchLabels: { a: b } }
        ingress: []
      """

  Scenario: The lists of peers and of ports may be empty
    Then the API server accepts:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: web, namespace: shop }
      spec:
        podSelector: { matchLabels: { a: b } }
        ingress:
          - from: []
            ports: []
      """

  Scenario Outline: A port of an <direction> rule may leave out its number or its protocol, and may be a name
    Then the API server accepts:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: web, namespace: shop }
      spec:
        podSelector: { matchLabels: { a: b } }
        <direction>:
          - ports:
              - port: 80
              - protocol: TCP
              - { protocol: TCP, port: 443 }
              - { protocol: UDP, port: dns }
              - { protocol: SCTP, port: 7777 }
      """

    Examples:
      | direction |
      | ingress   |
      | egress    |

  Scenario: A peer may be a namespaceSelector by itself
    Then the API server accepts:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: web, namespace: shop }
      spec:
        podSelector: { matchLabels: { a: b } }
        ingress:
          - from:
              - namespaceSelector: { matchLabels: { c: d } }
      """

  Scenario: Each direction has peers of its own kind
    Then the API server accepts:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: web, namespace: shop }
      spec:
        podSelector: { matchLabels: { a: b } }
        ingress:
          - from:
              - ipBlock: { cidr: 192.168.0.0/16, except: [192.168.3.0/24, 192.168.4.0/24] }
        egress:
          - to:
              - namespaceSelector: { matchLabels: { c: d } }
      """

  Scenario: policyTypes may name egress alone
    Then the API server accepts:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: web, namespace: shop }
      spec:
        podSelector: { matchLabels: { a: b } }
        policyTypes: [Egress]
        egress:
          - to:
              - ipBlock: { cidr: 192.168.0.0/16, except: [192.168.3.0/24, 192.168.4.0/24] }
      """

  Scenario: A block may be of IPv6 addresses
    Then the API server accepts:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: web, namespace: shop }
      spec:
        podSelector: { matchLabels: { a: b } }
        ingress:
          - from:
              - ipBlock: { cidr: "fd00:192:168::/48", except: ["fd00:192:168:3::/64", "fd00:192:168:4::/64"] }
      """

  Scenario: policyTypes may name a direction that has no rules
    Then the API server accepts:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: web, namespace: shop }
      spec:
        podSelector: { matchLabels: { a: b } }
        policyTypes: [Ingress, Egress]
        egress:
          - to:
              - ipBlock: { cidr: "fd00:192:168::/48", except: ["fd00:192:168:3::/64", "fd00:192:168:4::/64"] }
      """

  Scenario: policyTypes may leave out a direction that has rules
    The ingress rule has no effect: for ingress, this policy isolates nobody.

    Then the API server accepts:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: web, namespace: shop }
      spec:
        podSelector: {}
        policyTypes: [Egress]
        ingress:
          - {}
      """

  Scenario: Ranges of ports may overlap
    Then the API server accepts:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: web, namespace: shop }
      spec:
        podSelector: { matchLabels: { a: b } }
        ingress:
          - from:
              - podSelector: { matchLabels: { e: f } }
            ports:
              - { protocol: TCP, port: 32768, endPort: 32768 }
        egress:
          - to:
              - namespaceSelector: { matchLabels: { c: d } }
            ports:
              - { port: 30000, endPort: 32768 }
              - { port: 32000, endPort: 32768 }
      """

  Scenario: A range may end where it begins
    Then the API server accepts:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: web, namespace: shop }
      spec:
        podSelector: { matchLabels: { pod-name: test-pod } }
        policyTypes: [Egress]
        egress:
          - ports:
              - { port: 20000, endPort: 20000 }
      """

  Scenario: Exceptions may overlap and come twice
    Then the API server accepts:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: web, namespace: shop }
      spec:
        podSelector: { matchLabels: { a: b } }
        ingress:
          - from:
              - ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16, 10.1.0.0/16, 10.1.2.0/24] }
      """

  Scenario: A policy without a podSelector selects every pod of its namespace
    Then the API server accepts:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: web, namespace: shop }
      spec:
        policyTypes: [Ingress]
      """

  Scenario: The value of a label may be empty
    Then the API server accepts:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: web, namespace: shop }
      spec:
        podSelector: { matchLabels: { a: "" } }
      """
