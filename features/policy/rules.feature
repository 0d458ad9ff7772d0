Feature: Rules: what a single rule lets through
  A rule asks for one of its peers and for one of its ports. What it leaves out it does not ask for, so an empty
  rule lets everything through, while an empty list of rules lets nothing through.
  Sources: NetworkPolicySpec.ingress and egress; NetworkPolicyIngressRule; NetworkPolicyEgressRule.

  Replies do not matter here, so the model is stateful.

  Background:
    Given the stateful model
    And the namespace shop
    And the pods:
      | pod                   | labels         | ports |
      | frontend              | app=frontend   |       |
      | cart                  | app=cart       |       |
      | backend               | app=backend    |       |
      | monitoring/prometheus | app=prometheus |       |

  Scenario: An ingress rule asks for its peer and for its port
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        policyTypes: [Ingress]
        ingress:
          - from: [{ podSelector: { matchLabels: { app: frontend } } }]
            ports: [{ port: 8080 }]
      """
    Then frontend → backend:8080 succeeds
    But frontend → backend:9090 fails at backend ingress
    And cart → backend:8080 fails at backend ingress

  Scenario: An egress rule asks for its peer and for its port
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: frontend }
      spec:
        podSelector: { matchLabels: { app: frontend } }
        policyTypes: [Egress]
        egress:
          - to: [{ podSelector: { matchLabels: { app: backend } } }]
            ports: [{ port: 8080 }]
      """
    Then frontend → backend:8080 succeeds
    But frontend → backend:9090 fails at frontend egress
    And frontend → cart:8080 fails at frontend egress

  Scenario: Of the peers in one rule any will do
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from:
              - podSelector: { matchLabels: { app: frontend } }
              - podSelector: { matchLabels: { app: cart } }
      """
    Then frontend → backend:8080 succeeds
    And cart → backend:8080 succeeds
    But monitoring/prometheus → backend:8080 fails at backend ingress

  Scenario: Of the ports in one rule any will do
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - ports: [{ port: 8080 }, { port: 8443 }]
      """
    Then frontend → backend:8080 succeeds
    And frontend → backend:8443 succeeds
    But frontend → backend:9090 fails at backend ingress

  Scenario: Of the rules in one policy any will do
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from: [{ podSelector: { matchLabels: { app: frontend } } }]
          - ports: [{ port: 8080 }]
      """
    Then frontend → backend:9090 succeeds
    And cart → backend:8080 succeeds
    But cart → backend:9090 fails at backend ingress

  Scenario: The port of one rule does not combine with the peer of another
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from: [{ podSelector: { matchLabels: { app: frontend } } }]
            ports: [{ port: 8080 }]
          - from: [{ podSelector: { matchLabels: { app: cart } } }]
            ports: [{ port: 9090 }]
      """
    Then frontend → backend:8080 succeeds
    And cart → backend:9090 succeeds
    But frontend → backend:9090 fails at backend ingress
    And cart → backend:8080 fails at backend ingress

  Scenario Outline: An ingress rule whose "from" is <written> lets everybody in, from outside the cluster too
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress: [{ <from> ports: [{ port: 8080 }] }]
      """
    Then the Internet → backend:8080 succeeds
    And monitoring/prometheus → backend:8080 succeeds
    But monitoring/prometheus → backend:9090 fails at backend ingress

    Examples:
      | written | from        |
      | missing |             |
      | empty   | from: [],   |
      | null    | from: null, |

  Scenario Outline: An egress rule whose "to" is <written> leads everywhere, out of the cluster too
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        policyTypes: [Egress]
        egress: [{ <to> ports: [{ port: 443 }] }]
      """
    Then backend → the Internet:443 succeeds
    And backend → monitoring/prometheus:443 succeeds
    But backend → monitoring/prometheus:9090 fails at backend egress

    Examples:
      | written | to        |
      | missing |           |
      | empty   | to: [],   |
      | null    | to: null, |

  Scenario Outline: A rule whose "ports" is <written> is for every port of every protocol
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress: [{ <ports> from: [{ podSelector: { matchLabels: { app: frontend } } }] }]
      """
    Then frontend → backend:1-65535 succeeds
    And frontend → backend:1-65535/UDP succeeds
    And frontend → backend:1-65535/SCTP succeeds
    But cart → backend:8080 fails at backend ingress

    Examples:
      | written | ports        |
      | missing |              |
      | empty   | ports: [],   |
      | null    | ports: null, |

  Scenario Outline: Nothing gets in where the list of ingress rules is <written>
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        policyTypes: [Ingress]
        <list>
      """
    Then frontend → backend:8080 fails at backend ingress
    And monitoring/prometheus → backend:8080 fails at backend ingress
    And the Internet → backend:8080 fails at backend ingress

    Examples:
      | written | list          |
      | missing |               |
      | empty   | ingress: []   |
      | null    | ingress: null |

  Scenario Outline: Nothing gets out where the list of egress rules is <written>
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        policyTypes: [Egress]
        <list>
      """
    Then backend → frontend:8080 fails at backend egress
    And backend → monitoring/prometheus:9090 fails at backend egress
    And backend → the Internet:443 fails at backend egress

    Examples:
      | written | list         |
      | missing |              |
      | empty   | egress: []   |
      | null    | egress: null |

  Scenario Outline: An empty rule lets everything <pass> and nothing the other way
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        policyTypes: [Ingress, Egress]
        <direction>: [{}]
      """
    Then the Internet → backend:1-65535 <inbound>
    And monitoring/prometheus → backend:53/UDP <inbound>
    And backend → the Internet:1-65535 <outbound>
    And backend → monitoring/prometheus:9090/SCTP <outbound>

    Examples:
      | pass | direction | inbound                  | outbound                |
      | in   | ingress   | succeeds                 | fails at backend egress |
      | out  | egress    | fails at backend ingress | succeeds                |
