@conformance
Feature: Egress: what may go out
  A policy for egress stops what its pods send. It says nothing of what they receive, and what they receive
  they may answer: a reply belongs to its connection.
  Nine pods, three to a namespace, each asks each: the row sends, the column receives. A pod is never asked to
  reach itself, because network plugins differ there.

  Source of policies and expectations: kubernetes/kubernetes test/e2e/network/netpol, network_policy.go; the tags number
  its cases.

  Background:
    Given the stateful model
    And the namespaces:
      | namespace | labels |
      | x         | ns=x   |
      | y         | ns=y   |
      | z         | ns=z   |
    And the pods:
      | pod | labels | ports               |
      | x/a | pod=a  | serve-80-tcp=80/TCP |
      | x/b | pod=b  | serve-80-tcp=80/TCP |
      | x/c | pod=c  | serve-80-tcp=80/TCP |
      | y/a | pod=a  | serve-80-tcp=80/TCP |
      | y/b | pod=b  | serve-80-tcp=80/TCP |
      | y/c | pod=c  | serve-80-tcp=80/TCP |
      | z/a | pod=a  | serve-80-tcp=80/TCP |
      | z/b | pod=b  | serve-80-tcp=80/TCP |
      | z/c | pod=c  | serve-80-tcp=80/TCP |

  @e2e-02
  Scenario: A namespace closed both ways neither sends nor receives
    The pods of x are cut off from each other, too. What y and z say to each other is no concern of a policy
    in x.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: deny-all }
      spec:
        podSelector: {}
        policyTypes: [Ingress, Egress]
        ingress: []
        egress: []
      """
    Then the reachability on port 80/TCP is:
      |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
      | x/a |     | X   | X   | X   | X   | X   | X   | X   | X   |
      | x/b | X   |     | X   | X   | X   | X   | X   | X   | X   |
      | x/c | X   | X   |     | X   | X   | X   | X   | X   | X   |
      | y/a | X   | X   | X   |     | .   | .   | .   | .   | .   |
      | y/b | X   | X   | X   | .   |     | .   | .   | .   | .   |
      | y/c | X   | X   | X   | .   | .   |     | .   | .   | .   |
      | z/a | X   | X   | X   | .   | .   | .   |     | .   | .   |
      | z/b | X   | X   | X   | .   | .   | .   | .   |     | .   |
      | z/c | X   | X   | X   | .   | .   | .   | .   | .   |     |

  @e2e-26
  Scenario: A namespace that may not send is still reached from outside
    The pods of x answer those of y and z, although they may open no connection themselves, not even to each
    other.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: deny-egress-ns-x }
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress: []
      """
    Then the reachability on port 80/TCP is:
      |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
      | x/a |     | X   | X   | X   | X   | X   | X   | X   | X   |
      | x/b | X   |     | X   | X   | X   | X   | X   | X   | X   |
      | x/c | X   | X   |     | X   | X   | X   | X   | X   | X   |
      | y/a | .   | .   | .   |     | .   | .   | .   | .   | .   |
      | y/b | .   | .   | .   | .   |     | .   | .   | .   | .   |
      | y/c | .   | .   | .   | .   | .   |     | .   | .   | .   |
      | z/a | .   | .   | .   | .   | .   | .   |     | .   | .   |
      | z/b | .   | .   | .   | .   | .   | .   | .   |     | .   |
      | z/c | .   | .   | .   | .   | .   | .   | .   | .   |     |

  @e2e-28
  Scenario: A server that lets a client in does not let the client out
    y/a and y/b both let in x/a, and nobody else. x/a may send to y/a only, so y/b waits for it in vain.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: allow-to-ns-y-pod-a }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Egress]
        egress:
          - to:
              - podSelector: { matchLabels: { pod: a } }
                namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: "y" } }
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: "y", name: allow-from-xa-on-ya-match-selector }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - podSelector: { matchLabels: { pod: a } }
                namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: x } }
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: "y", name: allow-from-xa-on-yb-match-selector }
      spec:
        podSelector: { matchLabels: { pod: b } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - podSelector: { matchLabels: { pod: a } }
                namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: x } }
      """
    Then the reachability on port 80/TCP is:
      |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
      | x/a |     | X   | X   | .   | X   | X   | X   | X   | X   |
      | x/b | .   |     | .   | X   | X   | .   | .   | .   | .   |
      | x/c | .   | .   |     | X   | X   | .   | .   | .   | .   |
      | y/a | .   | .   | .   |     | X   | .   | .   | .   | .   |
      | y/b | .   | .   | .   | X   |     | .   | .   | .   | .   |
      | y/c | .   | .   | .   | X   | X   |     | .   | .   | .   |
      | z/a | .   | .   | .   | X   | X   | .   |     | .   | .   |
      | z/b | .   | .   | .   | X   | X   | .   | .   |     | .   |
      | z/c | .   | .   | .   | X   | X   | .   | .   | .   |     |

  @e2e-42
  Scenario: A pod that may go to every namespace but one reaches all the others
    "NotIn [y]" leaves x and z. Every namespace carries its name as a label that it cannot lose.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: allow-ns-y-match-selector-for-immutable-ns-label }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Egress]
        egress:
          - to:
              - namespaceSelector:
                  matchExpressions:
                    - { key: kubernetes.io/metadata.name, operator: NotIn, values: ["y"] }
      """
    Then the reachability on port 80/TCP is:
      |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
      | x/a |     | .   | .   | X   | X   | X   | .   | .   | .   |
      | x/b | .   |     | .   | .   | .   | .   | .   | .   | .   |
      | x/c | .   | .   |     | .   | .   | .   | .   | .   | .   |
      | y/a | .   | .   | .   |     | .   | .   | .   | .   | .   |
      | y/b | .   | .   | .   | .   |     | .   | .   | .   | .   |
      | y/c | .   | .   | .   | .   | .   |     | .   | .   | .   |
      | z/a | .   | .   | .   | .   | .   | .   |     | .   | .   |
      | z/b | .   | .   | .   | .   | .   | .   | .   |     | .   |
      | z/c | .   | .   | .   | .   | .   | .   | .   | .   |     |
