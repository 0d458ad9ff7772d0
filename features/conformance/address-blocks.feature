@conformance
Feature: Address blocks: going out to an address
  An address block stands for the addresses in it, less its exceptions. The names and labels of the pods
  behind them are all the same to it.
  Nine pods, three to a namespace, each asks each: the row sends, the column receives. A pod is never asked to
  reach itself, because network plugins differ there.

  Source of policies and expectations: kubernetes/kubernetes test/e2e/network/netpol, network_policy.go.

  Rule: Blocks of IPv4 addresses pick pods by their IPv4 addresses

    Background:
      Given the stateful model
      And the namespaces:
        | namespace | labels |
        | x         | ns=x   |
        | y         | ns=y   |
        | z         | ns=z   |
      And the pods:
        | pod | labels | ports               | ip          |
        | x/a | pod=a  | serve-80-tcp=80/TCP | 10.244.1.10 |
        | x/b | pod=b  | serve-80-tcp=80/TCP | 10.244.1.11 |
        | x/c | pod=c  | serve-80-tcp=80/TCP | 10.244.1.12 |
        | y/a | pod=a  | serve-80-tcp=80/TCP | 10.244.2.10 |
        | y/b | pod=b  | serve-80-tcp=80/TCP | 10.244.2.11 |
        | y/c | pod=c  | serve-80-tcp=80/TCP | 10.244.2.12 |
        | z/a | pod=a  | serve-80-tcp=80/TCP | 10.244.3.10 |
        | z/b | pod=b  | serve-80-tcp=80/TCP | 10.244.3.11 |
        | z/c | pod=c  | serve-80-tcp=80/TCP | 10.244.3.12 |

    Scenario: A block of one address leads to one pod
      The address is that of y/b. To x/a the neighbours of y/b are out of reach, and its own neighbours
      are as well.
      Upstream: should allow egress access to server in CIDR block

      Given the policies:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { namespace: x, name: allow-client-a-via-cidr-egress-rule }
        spec:
          podSelector: { matchLabels: { pod: a } }
          policyTypes: [Egress]
          egress:
            - to:
                - ipBlock: { cidr: 10.244.2.11/32 }
        """
      Then the reachability on port 80/TCP is:
        |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
        | x/a |     | X   | X   | X   | .   | X   | X   | X   | X   |
        | x/b | .   |     | .   | .   | .   | .   | .   | .   | .   |
        | x/c | .   | .   |     | .   | .   | .   | .   | .   | .   |
        | y/a | .   | .   | .   |     | .   | .   | .   | .   | .   |
        | y/b | .   | .   | .   | .   |     | .   | .   | .   | .   |
        | y/c | .   | .   | .   | .   | .   |     | .   | .   | .   |
        | z/a | .   | .   | .   | .   | .   | .   |     | .   | .   |
        | z/b | .   | .   | .   | .   | .   | .   | .   |     | .   |
        | z/c | .   | .   | .   | .   | .   | .   | .   | .   |     |

    Scenario: An exception shuts one pod out of a wide block, until the policy is replaced
      The block holds every pod, and the exception is x/b. A policy of the same name then opens the way to
      x/b and to nobody else. The upstream title speaks of an overlap, yet the two are never in force
      together.
      Upstream: should ensure an IP overlapping both IPBlock.CIDR and IPBlock.Except is allowed

      Given the policies:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { namespace: x, name: allow-client-a-via-cidr-egress-rule }
        spec:
          podSelector: { matchLabels: { pod: a } }
          policyTypes: [Egress]
          egress:
            - to:
                - ipBlock: { cidr: 0.0.0.0/4, except: [10.244.1.11/32] }
        """
      Then the reachability on port 80/TCP is:
        |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
        | x/a |     | X   | .   | .   | .   | .   | .   | .   | .   |
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
        metadata: { namespace: x, name: allow-client-a-via-cidr-egress-rule }
        spec:
          podSelector: { matchLabels: { pod: a } }
          policyTypes: [Egress]
          egress:
            - to:
                - ipBlock: { cidr: 10.244.1.11/32 }
        """
      Then the reachability on port 80/TCP is:
        |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
        | x/a |     | .   | X   | X   | X   | X   | X   | X   | X   |
        | x/b | .   |     | .   | .   | .   | .   | .   | .   | .   |
        | x/c | .   | .   |     | .   | .   | .   | .   | .   | .   |
        | y/a | .   | .   | .   |     | .   | .   | .   | .   | .   |
        | y/b | .   | .   | .   | .   |     | .   | .   | .   | .   |
        | y/c | .   | .   | .   | .   | .   |     | .   | .   | .   |
        | z/a | .   | .   | .   | .   | .   | .   |     | .   | .   |
        | z/b | .   | .   | .   | .   | .   | .   | .   |     | .   |
        | z/c | .   | .   | .   | .   | .   | .   | .   | .   |     |

  Rule: Blocks of IPv6 addresses pick pods by their IPv6 addresses
    The same cases in a cluster whose pods have IPv6 addresses only.

    Background:
      Given the stateful model
      And the namespaces:
        | namespace | labels |
        | x         | ns=x   |
        | y         | ns=y   |
        | z         | ns=z   |
      And the pods:
        | pod | labels | ports               | ip               |
        | x/a | pod=a  | serve-80-tcp=80/TCP | fd00:10:244:1::a |
        | x/b | pod=b  | serve-80-tcp=80/TCP | fd00:10:244:1::b |
        | x/c | pod=c  | serve-80-tcp=80/TCP | fd00:10:244:1::c |
        | y/a | pod=a  | serve-80-tcp=80/TCP | fd00:10:244:2::a |
        | y/b | pod=b  | serve-80-tcp=80/TCP | fd00:10:244:2::b |
        | y/c | pod=c  | serve-80-tcp=80/TCP | fd00:10:244:2::c |
        | z/a | pod=a  | serve-80-tcp=80/TCP | fd00:10:244:3::a |
        | z/b | pod=b  | serve-80-tcp=80/TCP | fd00:10:244:3::b |
        | z/c | pod=c  | serve-80-tcp=80/TCP | fd00:10:244:3::c |

    Scenario: A block of one address leads to one pod (IPv6)
      The address is that of y/b. To x/a the neighbours of y/b are out of reach, and its own neighbours
      are as well.
      Upstream: should allow egress access to server in CIDR block

      Given the policies:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { namespace: x, name: allow-client-a-via-cidr-egress-rule }
        spec:
          podSelector: { matchLabels: { pod: a } }
          policyTypes: [Egress]
          egress:
            - to:
                - ipBlock: { cidr: fd00:10:244:2::b/128 }
        """
      Then the reachability on port 80/TCP is:
        |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
        | x/a |     | X   | X   | X   | .   | X   | X   | X   | X   |
        | x/b | .   |     | .   | .   | .   | .   | .   | .   | .   |
        | x/c | .   | .   |     | .   | .   | .   | .   | .   | .   |
        | y/a | .   | .   | .   |     | .   | .   | .   | .   | .   |
        | y/b | .   | .   | .   | .   |     | .   | .   | .   | .   |
        | y/c | .   | .   | .   | .   | .   |     | .   | .   | .   |
        | z/a | .   | .   | .   | .   | .   | .   |     | .   | .   |
        | z/b | .   | .   | .   | .   | .   | .   | .   |     | .   |
        | z/c | .   | .   | .   | .   | .   | .   | .   | .   |     |

    Scenario: An exception shuts one pod out of a wide block, until the policy is replaced (IPv6)
      The block holds every pod, and the exception is x/b. A policy of the same name then opens the way to
      x/b and to nobody else. The upstream title speaks of an overlap, yet the two are never in force
      together.
      Upstream: should ensure an IP overlapping both IPBlock.CIDR and IPBlock.Except is allowed

      Given the policies:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { namespace: x, name: allow-client-a-via-cidr-egress-rule }
        spec:
          podSelector: { matchLabels: { pod: a } }
          policyTypes: [Egress]
          egress:
            - to:
                - ipBlock: { cidr: f000::/4, except: [fd00:10:244:1::b/128] }
        """
      Then the reachability on port 80/TCP is:
        |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
        | x/a |     | X   | .   | .   | .   | .   | .   | .   | .   |
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
        metadata: { namespace: x, name: allow-client-a-via-cidr-egress-rule }
        spec:
          podSelector: { matchLabels: { pod: a } }
          policyTypes: [Egress]
          egress:
            - to:
                - ipBlock: { cidr: fd00:10:244:1::b/128 }
        """
      Then the reachability on port 80/TCP is:
        |     | x/a | x/b | x/c | y/a | y/b | y/c | z/a | z/b | z/c |
        | x/a |     | .   | X   | X   | X   | X   | X   | X   | X   |
        | x/b | .   |     | .   | .   | .   | .   | .   | .   | .   |
        | x/c | .   | .   |     | .   | .   | .   | .   | .   | .   |
        | y/a | .   | .   | .   |     | .   | .   | .   | .   | .   |
        | y/b | .   | .   | .   | .   |     | .   | .   | .   | .   |
        | y/c | .   | .   | .   | .   | .   |     | .   | .   | .   |
        | z/a | .   | .   | .   | .   | .   | .   |     | .   | .   |
        | z/b | .   | .   | .   | .   | .   | .   | .   |     | .   |
        | z/c | .   | .   | .   | .   | .   | .   | .   | .   |     |
