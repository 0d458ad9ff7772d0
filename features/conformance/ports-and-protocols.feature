@conformance
Feature: Ports and protocols: which door is open
  A rule may name ports by number or by name, and a protocol with or without a port. Whatever it does not name
  stays closed on the pods that the policy selects.
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
      | pod | labels | ports                                                                                                                            |
      | x/a | pod=a  | serve-80-tcp=80/TCP, serve-81-tcp=81/TCP, serve-80-udp=80/UDP, serve-81-udp=81/UDP, serve-80-sctp=80/SCTP, serve-81-sctp=81/SCTP |
      | x/b | pod=b  | serve-80-tcp=80/TCP, serve-81-tcp=81/TCP, serve-80-udp=80/UDP, serve-81-udp=81/UDP, serve-80-sctp=80/SCTP, serve-81-sctp=81/SCTP |
      | x/c | pod=c  | serve-80-tcp=80/TCP, serve-81-tcp=81/TCP, serve-80-udp=80/UDP, serve-81-udp=81/UDP, serve-80-sctp=80/SCTP, serve-81-sctp=81/SCTP |
      | y/a | pod=a  | serve-80-tcp=80/TCP, serve-81-tcp=81/TCP, serve-80-udp=80/UDP, serve-81-udp=81/UDP, serve-80-sctp=80/SCTP, serve-81-sctp=81/SCTP |
      | y/b | pod=b  | serve-80-tcp=80/TCP, serve-81-tcp=81/TCP, serve-80-udp=80/UDP, serve-81-udp=81/UDP, serve-80-sctp=80/SCTP, serve-81-sctp=81/SCTP |
      | y/c | pod=c  | serve-80-tcp=80/TCP, serve-81-tcp=81/TCP, serve-80-udp=80/UDP, serve-81-udp=81/UDP, serve-80-sctp=80/SCTP, serve-81-sctp=81/SCTP |
      | z/a | pod=a  | serve-80-tcp=80/TCP, serve-81-tcp=81/TCP, serve-80-udp=80/UDP, serve-81-udp=81/UDP, serve-80-sctp=80/SCTP, serve-81-sctp=81/SCTP |
      | z/b | pod=b  | serve-80-tcp=80/TCP, serve-81-tcp=81/TCP, serve-80-udp=80/UDP, serve-81-udp=81/UDP, serve-80-sctp=80/SCTP, serve-81-sctp=81/SCTP |
      | z/c | pod=c  | serve-80-tcp=80/TCP, serve-81-tcp=81/TCP, serve-80-udp=80/UDP, serve-81-udp=81/UDP, serve-80-sctp=80/SCTP, serve-81-sctp=81/SCTP |

  Scenario Outline: Without a policy every pod reaches every other on <port>
    The state that every case starts from.

    Then the reachability on port <port> is:
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

    Examples:
      | port    |
      | 80/TCP  |
      | 81/TCP  |
      | 80/UDP  |
      | 81/UDP  |
      | 80/SCTP |
      | 81/SCTP |

  @e2e-14
  Scenario: A port opened to one namespace stays closed to the others
    x/a takes connections to port 81 from the namespace y.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: allow-client-a-via-ns-selector }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - ports:
              - { protocol: TCP, port: 81 }
            from:
              - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: "y" } }
      """
    Then the reachability on port 81/TCP is:
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

  @e2e-16
  Scenario: An empty rule lets everyone in on every port
    A rule with neither peers nor ports excludes nothing, so this policy isolates its pods and opens them
    again.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: allow-all }
      spec:
        podSelector: {}
        policyTypes: [Ingress]
        ingress:
          - {}
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
    And the reachability on port 81/TCP is:
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

  @e2e-18
  Scenario: A port is opened by its name
    On x/a the name serve-80-tcp stands for port 80. Port 81 has another name, and stays closed even to the
    namespace y.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: allow-client-a-via-ns-selector-80 }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - ports:
              - { protocol: TCP, port: serve-80-tcp }
            from:
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
    And the reachability on port 81/TCP is:
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

  @e2e-30
  Scenario: A protocol without a port opens every port of that protocol and of no other
    TCP was named, and UDP was not.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: allow-ingress-by-proto }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - ports:
              - protocol: TCP
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
    And the reachability on port 80/UDP is:
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

  @e2e-38
  Scenario: A rule for SCTP opens nothing to TCP
    Port 81 of x/a is open to SCTP. Over TCP it is as closed as the rest of its namespace.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: deny-ingress }
      spec:
        podSelector: {}
        policyTypes: [Ingress]
        ingress: []
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: allow-only-sctp-ingress-on-port-81 }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - ports:
              - { protocol: SCTP, port: 81 }
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

  @e2e-40
  Scenario: A rule for UDP isolates the pod from TCP
    No policy denies anything here: x/a is selected, and that closes what is not opened.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: allow-only-udp-ingress-on-port-81 }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - ports:
              - { protocol: UDP, port: 81 }
      """
    Then the reachability on port 81/TCP is:
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

  @e2e-44
  Scenario: A UDP port is opened to one namespace just as a TCP port is
    Request and answer both pass between the namespace y and port 81 of x/a.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: allow-ingress-on-port-81-ns-x }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - ports:
              - { protocol: UDP, port: 81 }
            from:
              - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: "y" } }
      """
    Then the reachability on port 81/UDP is:
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

  @e2e-46
  Scenario: A closed namespace is closed to SCTP as well
    The policy names no protocol, hence it means them all. It is for ingress only: the pods of x reach those
    of y and z.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: deny-all }
      spec:
        podSelector: {}
        policyTypes: [Ingress]
        ingress: []
      """
    Then the reachability on port 80/SCTP is:
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

  @e2e-48
  Scenario: A single pod of another namespace is let in over SCTP
    y/a gets in; x/b, y/b and z/a each lack the namespace or the label.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { namespace: x, name: allow-ns-y-pod-a-via-namespace-pod-selector }
      spec:
        podSelector: { matchLabels: { pod: a } }
        policyTypes: [Ingress]
        ingress:
          - from:
              - podSelector: { matchLabels: { pod: a } }
                namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: "y" } }
      """
    Then the reachability on port 80/SCTP is:
      |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
      | x/a |     | .   | .   | .   | .   | .   | .   | .   | .   |
      | x/b | X   |     | .   | .   | .   | .   | .   | .   | .   |
      | x/c | X   | .   |     | .   | .   | .   | .   | .   | .   |
      | y/a | .   | .   | .   |     | .   | .   | .   | .   | .   |
      | y/b | X   | .   | .   | .   |     | .   | .   | .   | .   |
      | y/c | X   | .   | .   | .   | .   |     | .   | .   | .   |
      | z/a | X   | .   | .   | .   | .   | .   |     | .   | .   |
      | z/b | X   | .   | .   | .   | .   | .   | .   |     | .   |
      | z/c | X   | .   | .   | .   | .   | .   | .   | .   |     |
