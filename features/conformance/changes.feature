@conformance
Feature: Changes: policies and labels take effect at once
  Verdicts follow the policies and the labels of the moment. Nothing remains of a policy that was replaced,
  and a pod that gains a label is selected from then on.
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
      | pod | labels | ports                                    |
      | x/a | pod=a  | serve-80-tcp=80/TCP, serve-81-tcp=81/TCP |
      | x/b | pod=b  | serve-80-tcp=80/TCP, serve-81-tcp=81/TCP |
      | x/c | pod=c  | serve-80-tcp=80/TCP, serve-81-tcp=81/TCP |
      | y/a | pod=a  | serve-80-tcp=80/TCP, serve-81-tcp=81/TCP |
      | y/b | pod=b  | serve-80-tcp=80/TCP, serve-81-tcp=81/TCP |
      | y/c | pod=c  | serve-80-tcp=80/TCP, serve-81-tcp=81/TCP |
      | z/a | pod=a  | serve-80-tcp=80/TCP, serve-81-tcp=81/TCP |
      | z/b | pod=b  | serve-80-tcp=80/TCP, serve-81-tcp=81/TCP |
      | z/c | pod=c  | serve-80-tcp=80/TCP, serve-81-tcp=81/TCP |

  @e2e-20
  Scenario: Nothing remains of a policy that was replaced
    Under the same name, the policy first lets everyone in and then nobody.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: allow-all-mutate-to-deny-all }
      spec:
        podSelector: {}
        policyTypes: [Ingress]
        ingress:
          - {}
      """
    Then the reachability on port 81/TCP is:
      |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
      | x/a |     | .   | .   | .   | .   | .   | .   | .   | .   |
      | x/b | .   |     | .   | .   | .   | .   | .   | .   | .   |
      | x/c | .   | .   |     | .   | .   | .   | .   | .   | .   |
      | y/a | .   | .   | .   |     | .   | .   | .   | .   | .   |
      | y/b | .   | .   | .   | .   |     | .   | .   | .   | .   |
      | y/c | .   | .   | .   | .   | .   |     | .   | .   | .   |
      | z/a | .   | .   | .   | .   | .   | .   |     | .   | .   |
      | z/b | .   | .   | .   | .   | .   | .   | .   |     | .   |
      | z/c | .   | .   | .   | .   | .   | .   | .   | .   |     |
    When the policies are replaced by:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: allow-all-mutate-to-deny-all }
      spec:
        podSelector: {}
        policyTypes: [Ingress]
        ingress: []
      """
    Then the reachability on port 81/TCP is:
      |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
      | x/a |     | X   | X   | .   | .   | .   | .   | .   | .   |
      | x/b | X   |     | X   | .   | .   | .   | .   | .   | .   |
      | x/c | X   | X   |     | .   | .   | .   | .   | .   | .   |
      | y/a | X   | X   | X   |     | .   | .   | .   | .   | .   |
      | y/b | X   | X   | X   | .   |     | .   | .   | .   | .   |
      | y/c | X   | X   | X   | .   | .   |     | .   | .   | .   |
      | z/a | X   | X   | X   | .   | .   | .   |     | .   | .   |
      | z/b | X   | X   | X   | .   | .   | .   | .   |     | .   |
      | z/c | X   | X   | X   | .   | .   | .   | .   | .   |     |

  @e2e-22
  Scenario: A client is let in once it carries the label that was missing
    The policy asks for two labels, and x/b starts out with one of them.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: allow-client-a-via-pod-selector }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - podSelector: { matchLabels: { pod: b, pod2: updated } }
      """
    Then the reachability on port 80/TCP is:
      |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
      | x/a |     | .   | .   | .   | .   | .   | .   | .   | .   |
      | x/b | X   |     | .   | .   | .   | .   | .   | .   | .   |
      | x/c | X   | .   |     | .   | .   | .   | .   | .   | .   |
      | y/a | X   | .   | .   |     | .   | .   | .   | .   | .   |
      | y/b | X   | .   | .   | .   |     | .   | .   | .   | .   |
      | y/c | X   | .   | .   | .   | .   |     | .   | .   | .   |
      | z/a | X   | .   | .   | .   | .   | .   |     | .   | .   |
      | z/b | X   | .   | .   | .   | .   | .   | .   |     | .   |
      | z/c | X   | .   | .   | .   | .   | .   | .   | .   |     |
    When pod x/b is labelled pod=b,pod2=updated
    Then the reachability on port 80/TCP is:
      |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
      | x/a |     | .   | .   | .   | .   | .   | .   | .   | .   |
      | x/b | .   |     | .   | .   | .   | .   | .   | .   | .   |
      | x/c | X   | .   |     | .   | .   | .   | .   | .   | .   |
      | y/a | X   | .   | .   |     | .   | .   | .   | .   | .   |
      | y/b | X   | .   | .   | .   |     | .   | .   | .   | .   |
      | y/c | X   | .   | .   | .   | .   |     | .   | .   | .   |
      | z/a | X   | .   | .   | .   | .   | .   |     | .   | .   |
      | z/b | X   | .   | .   | .   | .   | .   | .   |     | .   |
      | z/c | X   | .   | .   | .   | .   | .   | .   | .   |     |

  @e2e-24
  Scenario: A pod is isolated once a policy selects it
    At first the policy selects no pod, and therefore closes none.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: deny-ingress-via-label-selector }
      spec:
        podSelector: { matchLabels: { target: isolated } }
        policyTypes: [Ingress]
        ingress: []
      """
    Then the reachability on port 80/TCP is:
      |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
      | x/a |     | .   | .   | .   | .   | .   | .   | .   | .   |
      | x/b | .   |     | .   | .   | .   | .   | .   | .   | .   |
      | x/c | .   | .   |     | .   | .   | .   | .   | .   | .   |
      | y/a | .   | .   | .   |     | .   | .   | .   | .   | .   |
      | y/b | .   | .   | .   | .   |     | .   | .   | .   | .   |
      | y/c | .   | .   | .   | .   | .   |     | .   | .   | .   |
      | z/a | .   | .   | .   | .   | .   | .   |     | .   | .   |
      | z/b | .   | .   | .   | .   | .   | .   | .   |     | .   |
      | z/c | .   | .   | .   | .   | .   | .   | .   | .   |     |
    When pod x/a is labelled target=isolated
    Then the reachability on port 80/TCP is:
      |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
      | x/a |     | .   | .   | .   | .   | .   | .   | .   | .   |
      | x/b | X   |     | .   | .   | .   | .   | .   | .   | .   |
      | x/c | X   | .   |     | .   | .   | .   | .   | .   | .   |
      | y/a | X   | .   | .   |     | .   | .   | .   | .   | .   |
      | y/b | X   | .   | .   | .   |     | .   | .   | .   | .   |
      | y/c | X   | .   | .   | .   | .   |     | .   | .   | .   |
      | z/a | X   | .   | .   | .   | .   | .   |     | .   | .   |
      | z/b | X   | .   | .   | .   | .   | .   | .   |     | .   |
      | z/c | X   | .   | .   | .   | .   | .   | .   | .   |     |

  @e2e-32
  Scenario: A policy that allows everything makes a narrow one beside it irrelevant
    Policies only ever add: what one of them allows, no other takes back.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: allow-egress-port-80 }
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
          - ports:
              - port: 80
      """
    Then the reachability on port 81/TCP is:
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
    When the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: allow-egress }
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
          - {}
      """
    Then the reachability on port 81/TCP is:
      |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
      | x/a |     | .   | .   | .   | .   | .   | .   | .   | .   |
      | x/b | .   |     | .   | .   | .   | .   | .   | .   | .   |
      | x/c | .   | .   |     | .   | .   | .   | .   | .   | .   |
      | y/a | .   | .   | .   |     | .   | .   | .   | .   | .   |
      | y/b | .   | .   | .   | .   |     | .   | .   | .   | .   |
      | y/c | .   | .   | .   | .   | .   |     | .   | .   | .   |
      | z/a | .   | .   | .   | .   | .   | .   |     | .   | .   |
      | z/b | .   | .   | .   | .   | .   | .   | .   |     | .   |
      | z/c | .   | .   | .   | .   | .   | .   | .   | .   |     |
