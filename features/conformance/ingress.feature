@conformance
Feature: Ingress: who may come in
  A policy for ingress closes the pods it selects, and lets in only whom its rules name. Pods that it does not
  select, in its namespace or outside, stay as they were.
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

  @e2e-04
  Scenario: Opening one pod of a closed namespace leaves its neighbours closed
    A second policy for x/a adds to the one that closes the whole namespace; x/b and x/c gain nothing by it.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: deny-all }
      spec:
        podSelector: {}
        policyTypes: [Ingress]
        ingress: []
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: allow-all-to-a }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - podSelector: {}
                namespaceSelector: {}
      """
    Then the reachability on port 80/TCP is:
      |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
      | x/a |     | X   | X   | .   | .   | .   | .   | .   | .   |
      | x/b | .   |     | X   | .   | .   | .   | .   | .   | .   |
      | x/c | .   | X   |     | .   | .   | .   | .   | .   | .   |
      | y/a | .   | X   | X   |     | .   | .   | .   | .   | .   |
      | y/b | .   | X   | X   | .   |     | .   | .   | .   | .   |
      | y/c | .   | X   | X   | .   | .   |     | .   | .   | .   |
      | z/a | .   | X   | X   | .   | .   | .   |     | .   | .   |
      | z/b | .   | X   | X   | .   | .   | .   | .   |     | .   |
      | z/c | .   | X   | X   | .   | .   | .   | .   | .   |     |

  @e2e-06
  Scenario: A pod opened to one namespace turns its own neighbours away
    Only the namespace y is named, so x/b and x/c are strangers to x/a just as the pods of z are. The y
    stands in quotes because YAML as Kubernetes reads it takes a bare y for true.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: allow-client-a-via-ns-selector }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: "y" } }
      """
    Then the reachability on port 80/TCP is:
      |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
      | x/a |     | .   | .   | .   | .   | .   | .   | .   | .   |
      | x/b | X   |     | .   | .   | .   | .   | .   | .   | .   |
      | x/c | X   | .   |     | .   | .   | .   | .   | .   | .   |
      | y/a | .   | .   | .   |     | .   | .   | .   | .   | .   |
      | y/b | .   | .   | .   | .   |     | .   | .   | .   | .   |
      | y/c | .   | .   | .   | .   | .   |     | .   | .   | .   |
      | z/a | X   | .   | .   | .   | .   | .   |     | .   | .   |
      | z/b | X   | .   | .   | .   | .   | .   | .   |     | .   |
      | z/c | X   | .   | .   | .   | .   | .   | .   | .   |     |

  @e2e-08
  Scenario: A namespace is picked by an expression as well as by a label
    "In [y]" names the namespace y and no other.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: allow-ns-y-match-selector }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - namespaceSelector:
                  matchExpressions:
                    - { key: kubernetes.io/metadata.name, operator: In, values: ["y"] }
      """
    Then the reachability on port 80/TCP is:
      |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
      | x/a |     | .   | .   | .   | .   | .   | .   | .   | .   |
      | x/b | X   |     | .   | .   | .   | .   | .   | .   | .   |
      | x/c | X   | .   |     | .   | .   | .   | .   | .   | .   |
      | y/a | .   | .   | .   |     | .   | .   | .   | .   | .   |
      | y/b | .   | .   | .   | .   |     | .   | .   | .   | .   |
      | y/c | .   | .   | .   | .   | .   |     | .   | .   | .   |
      | z/a | X   | .   | .   | .   | .   | .   |     | .   | .   |
      | z/b | X   | .   | .   | .   | .   | .   | .   |     | .   |
      | z/c | X   | .   | .   | .   | .   | .   | .   | .   |     |

  @e2e-10
  Scenario: A pod and a namespace in one peer must both match
    Every pod b outside of x gets in. x/b has the right label in the wrong namespace, y/a the wrong label in
    a right one.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: allow-ns-y-podselector-and-nsselector }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - podSelector: { matchLabels: { pod: b } }
                namespaceSelector:
                  matchExpressions:
                    - { key: kubernetes.io/metadata.name, operator: NotIn, values: [x] }
      """
    Then the reachability on port 80/TCP is:
      |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
      | x/a |     | .   | .   | .   | .   | .   | .   | .   | .   |
      | x/b | X   |     | .   | .   | .   | .   | .   | .   | .   |
      | x/c | X   | .   |     | .   | .   | .   | .   | .   | .   |
      | y/a | X   | .   | .   |     | .   | .   | .   | .   | .   |
      | y/b | .   | .   | .   | .   |     | .   | .   | .   | .   |
      | y/c | X   | .   | .   | .   | .   |     | .   | .   | .   |
      | z/a | X   | .   | .   | .   | .   | .   |     | .   | .   |
      | z/b | .   | .   | .   | .   | .   | .   | .   |     | .   |
      | z/c | X   | .   | .   | .   | .   | .   | .   | .   |     |

  @e2e-12
  Scenario: Two peers of one rule add up
    Peers without a namespace selector mean pods of the namespace of the policy: x/b and x/c get in, and
    their namesakes in y and z do not.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: allow-ns-x-pod-b-c }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - podSelector: { matchLabels: { pod: b } }
              - podSelector: { matchLabels: { pod: c } }
      """
    Then the reachability on port 80/TCP is:
      |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
      | x/a |     | .   | .   | .   | .   | .   | .   | .   | .   |
      | x/b | .   |     | .   | .   | .   | .   | .   | .   | .   |
      | x/c | .   | .   |     | .   | .   | .   | .   | .   | .   |
      | y/a | X   | .   | .   |     | .   | .   | .   | .   | .   |
      | y/b | X   | .   | .   | .   |     | .   | .   | .   | .   |
      | y/c | X   | .   | .   | .   | .   |     | .   | .   | .   |
      | z/a | X   | .   | .   | .   | .   | .   |     | .   | .   |
      | z/b | X   | .   | .   | .   | .   | .   | .   |     | .   |
      | z/c | X   | .   | .   | .   | .   | .   | .   | .   |     |
